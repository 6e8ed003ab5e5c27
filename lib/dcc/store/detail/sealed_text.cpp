#include <dcc/store/detail/sealed_text.hpp>

#include <algorithm>

namespace dcc::store {
namespace {

std::string place_of(std::int64_t seq) {
    return "sealed.text " + std::to_string(seq);
}

}  // namespace

std::string owner_of(KeyRing &keys, std::optional<CaseId> of_case,
                     std::optional<CustomerId> of_customer) {
    if (of_case) return keys.owner_of(*of_case);
    return of_customer ? of_customer->text() : desk_owner;
}

std::string encrypt(KeyRing &keys, std::int64_t seq, std::int64_t key, Salt const &salt,
                    std::string_view text) {
    std::string both{salt.begin(), salt.end()};
    return keys.encrypt(key, both += text, place_of(seq));
}

SealedText sealed_text(KeyRing &keys, std::int64_t seq, std::int64_t key,
                       std::string_view encrypted) {
    auto both = keys.decrypt(key, encrypted, place_of(seq));
    SealedText sealed;
    if (both.size() < sealed.salt.size())
        throw Error{ErrorKind::io, say("the desk is damaged: {} has no salt", place_of(seq))};
    std::copy_n(both.begin(), sealed.salt.size(), sealed.salt.begin());
    sealed.text = both.erase(0, sealed.salt.size());
    return sealed;
}

}  // namespace dcc::store
