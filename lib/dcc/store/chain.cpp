#include <dcc/store/chain.hpp>

#include <iterator>
#include <string>

#include <fmt/format.h>

namespace dcc::store {

Digest link(Digest const &previous, Chained const &event) {
    std::string bytes{previous.begin(), previous.end()};
    bytes.reserve(256 + event.data.size());
    auto const text = [&](std::string_view field) {
        fmt::format_to(std::back_inserter(bytes), "{}:{},", field.size(), field);
    };
    auto const number = [&](std::int64_t field) { text(fmt::format_int{field}.c_str()); };
    auto const maybe = [&](auto const &field) { field ? number(*field) : text({}); };
    number(event.seq);
    maybe(event.case_id);
    maybe(event.customer_id);
    text(event.kind);
    number(event.at);
    number(event.recorded_at);
    text(event.actor);
    text(event.data);
    text(event.sealed_digest ? hex(*event.sealed_digest) : std::string{});
    return digest(bytes);
}

}  // namespace dcc::store
