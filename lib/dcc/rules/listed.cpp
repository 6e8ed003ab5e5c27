#include <dcc/base/text.hpp>
#include <dcc/rules/listed.hpp>

#include <algorithm>

#include <fmt/format.h>

namespace dcc::rules {
namespace {
constexpr std::size_t most_listed = 40;
}

std::optional<Refusal> refuse_unknown(std::string_view what, std::string const &given,
                                      std::vector<std::string_view> const &known) {
    if (given.empty() || std::ranges::count(known, given) > 0) return std::nullopt;
    auto const meant = nearest(given, known);
    return Refusal{
        fmt::format("unknown_{}", what),
        fmt::format("there is no {} \"{}\"{}", what, given,
                    meant.empty() ? std::string{} : fmt::format(" (did you mean \"{}\"?)", meant)),
        known.empty()                ? std::string{"the policy has none"}
        : known.size() > most_listed ? std::string{}
                                     : fmt::format("the policy has: {}", fmt::join(known, ", ")),
        {std::string{what}}};
}

}  // namespace dcc::rules
