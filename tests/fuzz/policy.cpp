#include "../support/policy.hpp"

#include "target.hpp"
#include <dcc/base/text.hpp>
#include <dcc/policy/compiled.hpp>
#include <dcc/policy/lint.hpp>

#include <string>

namespace dcc::test {
namespace {

void check(std::vector<Finding> const &findings) {
    for (auto const &finding : findings) {
        auto const text = finding.text();
        require(printable(text) == text, "a finding is one line, which controls nothing");
        require(text.size() < 2000, "a finding can be read");
    }
}

}  // namespace

// Any text is a policy or has findings; a policy is compiled and read again as the same.
void fuzz(std::string_view input) {
    (void)read_compiled(input);
    auto const no_calendar = [](std::string_view) { return std::optional<std::string>{}; };
    auto const loaded = read_policy(input, "policy.toml", ::shared_data(no_calendar, {}));
    check(loaded.findings);
    if (loaded.has_errors()) return;
    check(lint(loaded.policy, Instant{Seconds{1'780'000'000}}));
    auto const compiled = compile_policy(loaded.policy);
    auto const read = read_compiled(compiled);
    require(read.has_value(), "what was compiled can be read");
    require(compile_policy(*read) == compiled, "it is the same policy");
}

}  // namespace dcc::test
