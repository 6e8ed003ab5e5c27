#include <dcc/store/chain.hpp>

#include <string>

#include <fmt/format.h>

namespace dcc::store {

Digest link(Digest const &previous, Chained const &event) {
    std::string bytes;
    bytes.reserve(256 + event.data.size());
    bytes.append(previous.begin(), previous.end());
    auto const text = [&](std::string_view field) {
        bytes += std::string_view{fmt::format_int{field.size()}.c_str()};
        ((bytes += ':') += field) += ',';
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
    if (!event.dated.empty()) {
        text(event.user);
        text(event.dated);
    }
    return digest(bytes);
}

}  // namespace dcc::store
