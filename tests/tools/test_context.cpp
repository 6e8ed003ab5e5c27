#include "common/context.hpp"
#include "common/progress.hpp"

#include <map>

#include <doctest/doctest.h>

using namespace dcc;
using namespace dcc::cli;

namespace {

struct ContextFixture {
    CommonOptions options;
    std::map<std::string, std::string> variables{{"HOME", "/home/wang"}};
    Surroundings around;
    Output output{1};
    ErrorStyle errors{"dcc-test"};

    ContextFixture() {
        around.variable = [this](char const *name) -> std::optional<std::string> {
            auto const found = variables.find(name);
            if (found == variables.end()) return std::nullopt;
            return found->second;
        };
        around.login = [] { return std::string{"from-passwd"}; };
        around.clock = [] { return *parse_rfc3339("2026-11-21T08:00:00Z"); };
    }
    Context context() { return Context{errors, options, around, output}; }
    std::string refusal() {
        try {
            context();
        } catch (Error const &error) {
            CHECK(error.kind() == ErrorKind::usage);
            return error.what();
        }
        return "none";
    }
};

}  // namespace

TEST_CASE_FIXTURE(ContextFixture, "the desk is where options, variables or XDG say") {
    CHECK(context().db() == "/home/wang/.local/share/dcc/desk.db");
    CHECK(context().policy_file() == "/home/wang/.local/share/dcc/policy.toml");
    CHECK_FALSE(context().policy_given());
    variables["XDG_DATA_HOME"] = "relative";
    CHECK(context().db() == "/home/wang/.local/share/dcc/desk.db");
    variables["XDG_DATA_HOME"] = "/data";
    CHECK(context().db() == "/data/dcc/desk.db");
    variables["DCC_DB"] = "/srv/desk.db";
    CHECK(context().db() == "/srv/desk.db");
    CHECK(context().policy_file() == "/srv/policy.toml");
    options.db = "here.db";
    CHECK(context().db() == "here.db");
    CHECK(context().policy_file() == "policy.toml");
    variables["DCC_POLICY"] = "/etc/dcc.toml";
    CHECK(context().policy_file() == "/etc/dcc.toml");
    CHECK(context().policy_given());
}

TEST_CASE_FIXTURE(ContextFixture,
                  "a desk that nothing places is not looked for in the current directory") {
    variables.clear();
    CHECK_FALSE(context().has_place());
    CHECK_THROWS_AS(context().db(), Error);
    CHECK_THROWS_AS(context().policy_file(), Error);
    options.policy = "policy.toml";
    CHECK(context().policy_file() == "policy.toml");
    CHECK_THROWS_AS(context().db(), Error);
    options.db = "desk.db";
    CHECK(context().db() == "desk.db");
}

TEST_CASE_FIXTURE(ContextFixture, "who acts: option, variable, login name, user database") {
    CHECK(context().actor() == "from-passwd");
    variables["USER"] = "user";
    CHECK(context().actor() == "user");
    variables["LOGNAME"] = "logname";
    CHECK(context().actor() == "logname");
    variables["DCC_ACTOR"] = "王伟";
    CHECK(context().actor() == "王伟");
    options.actor = " li ";
    CHECK(context().actor() == "li");
    options.actor = "a\nb";
    CHECK(refusal() == "--as: \"a b\" is not a name");
}

TEST_CASE_FIXTURE(ContextFixture,
                  "the present is the clock's or the one given, local times by zone") {
    auto const zone = Zone{};
    CHECK(context().now(zone) == around.clock());
    options.now = "2026-01-02T03:04:05+08:00";
    CHECK(format_utc(context().now(zone)) == "2026-01-01T19:04:05Z");
    options.now = "2026-01-02 03:04";
    CHECK(format_utc(context().now(zone)) == "2026-01-02T03:04:00Z");
    options.now.reset();
    variables["DCC_NOW"] = "soon";
    CHECK(refusal().starts_with("DCC_NOW: \"soon\" is not a time"));
}

TEST_CASE_FIXTURE(ContextFixture, "a bad value names the option or the variable it came from") {
    options.format = "yaml";
    CHECK(refusal().starts_with("--format: \"yaml\" is none of text, json"));
    options.format.reset();
    variables["DCC_FORMAT"] = "jsno";
    CHECK(refusal().ends_with("(did you mean \"json\"?)"));
    CHECK(refusal().starts_with("DCC_FORMAT: "));
    variables["DCC_FORMAT"] = "";
    CHECK(context().format() == Format::text);
    options.timeout = -1;
    CHECK(refusal() == "--timeout: must be 0 to 3600 seconds");
}

TEST_CASE_FIXTURE(ContextFixture, "colour and width are for terminals") {
    CHECK_FALSE(context().style().color);
    CHECK(context().style().width == 0);
    options.color = "always";
    CHECK(context().style().color);
    options.color.reset();
    around.terminal_out = true;
    around.terminal_columns = 132;
    CHECK(context().style().color);
    CHECK(context().style().width == 132);
    variables["COLUMNS"] = "60";
    CHECK(context().style().width == 60);
    variables["NO_COLOR"] = "1";
    CHECK_FALSE(context().style().color);
    options.color = "auto";  // said by hand, so it outdoes the variable
    CHECK(context().style().color);
    variables["TERM"] = "dumb";
    CHECK_FALSE(context().style().color);
}

TEST_CASE("progress gives count, share, rate and time left within the line") {
    using namespace std::chrono_literals;
    CHECK(progress_line("import", 0, 10, 0s, 80) == "import: 0 of 10 (0 %)");
    CHECK(progress_line("import", 123'456, 1'000'000, 2s, 80) ==
          "import: 123,456 of 1,000,000 (12 %), 61,728/s, 14s left");
    CHECK(progress_line("import", 5'000, std::nullopt, 1s, 80) == "import: 5,000, 5,000/s");
    CHECK(progress_line("import", 123'456, 1'000'000, 2s, 20) == "import: 123,456 of …");
}

TEST_CASE_FIXTURE(ContextFixture,
                  "through sudo it is the caller who acts, under the policy of the desk") {
    around.caller = Caller{"anna", 1001};
    variables["LOGNAME"] = "dcc";
    CHECK(context().user() == "anna");
    CHECK(context().actor() == "anna");
    CHECK(context().through_sudo());
    options.actor = "bob";
    CHECK(context().user() == "anna");
    CHECK(context().actor() == "bob");
    options.policy = "mine.toml";
    CHECK_THROWS_WITH_AS(context(), "--policy: not through sudo", Error);
    options.policy.reset();
    variables["DCC_POLICY"] = "mine.toml";
    CHECK_THROWS_WITH_AS(context(), "DCC_POLICY: not through sudo", Error);
}
