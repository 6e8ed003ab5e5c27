#include "target.hpp"
#include <dcc/model/codec.hpp>

#include <algorithm>
#include <string>

namespace dcc::test {

// A stored event (a line each for kind, open part and sealed part) that can be read is written as
// an event that is read as the same; so are the terms of an SLA rule.
void fuzz(std::string_view input) {
    auto const kind = input.substr(0, input.find('\n'));
    input.remove_prefix(std::min(input.size(), kind.size() + 1));
    auto const data = input.substr(0, input.find('\n'));
    auto const sealed = input.substr(std::min(input.size(), data.size() + 1));
    accepts([&] {
        auto const payload = decode(kind, data, sealed);
        auto const stored = encode(payload);
        require(stored.kind == kind, "it is of the same kind");
        require(decode(stored.kind, stored.data, stored.sealed) == payload, "it is the same event");
        auto const again = encode(decode(stored.kind, stored.data, stored.sealed));
        require(again.data == stored.data && again.sealed == stored.sealed,
                "it is written in the same way");
        require(sealed_fields(payload).empty() == stored.sealed.empty(),
                "sealed fields are in the sealed part");
        require(event::word(payload) == kind, "its word is its kind");
    });
    accepts([&] {
        auto const terms = decode_terms(data);
        require(decode_terms(encode_terms(terms)) == terms, "they are the same terms");
    });
}

}  // namespace dcc::test
