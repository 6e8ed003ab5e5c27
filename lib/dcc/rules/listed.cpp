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
    return Refusal{fmt::format("unknown_{}", what),
                   say("there is no {} \"{}\"{}", what, given, did_you_mean(given, known)),
                   known.empty()                ? Wording{"the policy has none"}
                   : known.size() > most_listed ? Wording{}
                                                : say("the policy has: {}", fmt::join(known, ", ")),
                   {std::string{what}}};
}

}  // namespace dcc::rules
