#include "common/completion.hpp"
#include "common/help.hpp"
#include "common/tool.hpp"
#include <dcc/base/text.hpp>

#include <doctest/doctest.h>

using namespace dcc;
using namespace dcc::cli;

namespace {

struct Args {
    Cases cases;
    std::string body;
    std::optional<std::string> reason;
    std::vector<std::string> tags;
    std::optional<int> limit;
    std::string way = "fast";
    std::vector<std::string> sides;
    std::vector<std::string> words;
    bool force = false;
};

struct ToolFixture {
    Args args;

    Tool tool() {
        Tool tool{"dcc-test", "try things out"};
        auto &reply = tool.verb("reply", "answer the customer").writes();
        reply.cases(args.cases);
        reply.text("body", args.body, "what is said").required();
        reply.option("reason", args.reason, "TEXT", "why");
        reply.list("tag", args.tags, "TAG", "tags");
        reply.option("limit", args.limit, "N", "how many");
        reply.choices("side", args.sides, {"left", "right"}, "where");
        reply.choice("way", args.way, {"fast", "slow"}, "how");
        reply.flag("force", args.force, "even so");
        reply.run(everyone, [](Context &) {});
        auto &search = tool.verb("search", "find cases");
        search.positional("WORD", args.words, "words");
        search.run(everyone, [](Context &) {});
        auto &customer = tool.verb("customer", "customers");
        customer.verb("add", "register one").run(everyone, [](Context &) {});
        customer.verb("edit", "change one").run(everyone, [](Context &) {});
        tool.complete();
        return tool;
    }
    std::string parse(std::vector<std::string> const &words) {
        args = {};
        auto built = tool();
        return built.parse(words).path();
    }
    std::string refusal(std::vector<std::string> const &words) {
        try {
            parse(words);
        } catch (Error const &error) {
            CHECK(error.kind() == ErrorKind::usage);
            return error.what();
        }
        return "none";
    }
};

using Words = std::vector<std::string>;

}  // namespace

TEST_CASE_FIXTURE(ToolFixture, "arguments arrive as they were written") {
    CHECK(parse({"reply", "C42", "7", "ext:ABC-7", "--body", "hello", "--force"}) == "reply");
    REQUIRE(args.cases.refs.size() == 3);
    CHECK(args.cases.several);
    CHECK(args.cases.refs[0].id.number == 42);
    CHECK(args.cases.refs[1].text() == "C7");
    CHECK(args.cases.refs[2].external == "ABC-7");
    CHECK(args.body == "hello");
    CHECK(args.force);
    CHECK_FALSE(args.reason);
    parse({"reply", "C1", "--body=", "--reason=-x=y", "--tag", "a,b", "--tag=c", "--limit", "-3"});
    CHECK(args.body.empty());
    CHECK(args.reason == "-x=y");
    CHECK(args.tags == Words{"a", "b", "c"});
    CHECK(args.limit == -3);
    CHECK_FALSE(args.cases.several);
}

TEST_CASE_FIXTURE(ToolFixture, "text may look like an option, a list or a verb") {
    parse({"reply", "C1", "--body", "--help"});
    CHECK(args.body == "--help");
    parse({"reply", "C1", "--body", "--"});
    CHECK(args.body == "--");
    parse({"reply", "C1", "--body", "[a,b]", "--reason", "{}"});
    CHECK(args.body == "[a,b]");
    CHECK(args.reason == "{}");
    CHECK(parse({"search", "reply", "[a,b]", "-5", "--", "--force", "--", "search"}) == "search");
    CHECK(args.words == Words{"reply", "[a,b]", "-5", "--force", "--", "search"});
    parse({"search", "\x1f[odd", "", "%%", "++"});
    CHECK(args.words == Words{"\x1f[odd", "", "%%", "++"});
}

TEST_CASE_FIXTURE(ToolFixture, "common options stand before and after the verb") {
    auto built = tool();
    built.parse({"--db", "a.db", "customer", "add", "--format=json", "-q"});
    CHECK(built.common().db == "a.db");
    CHECK(built.common().format == "json");
    CHECK(built.common().quiet);
    auto again = tool();
    CHECK(again.parse({"--db", "a.db", "--db", "b.db", "search", "x"}).name() == "search");
    CHECK(again.common().db == "b.db");
    auto dry = tool();
    dry.parse({"--dry-run", "reply", "1", "--body", "x", "--timeout", "7"});
    CHECK(dry.common().dry_run);
    CHECK(dry.common().timeout == 7);
    CHECK(refusal({"search", "x", "--dry-run"}) == "--dry-run is for verbs that write");
}

TEST_CASE_FIXTURE(ToolFixture, "a call with a key is known by what it says, not how") {
    auto const arguments = [&](Words words) {
        words.insert(words.begin(), {"--id", "k"});
        auto built = tool();
        built.parse(words);
        return built.common().arguments;
    };
    auto const said = arguments({"reply", "C1", "--body", "x", "--tag", "a,b"});
    for (auto const &same : {
             Words{"reply", "C1", "--tag", "a,b", "--body", "x"},
             Words{"--db", "a.db", "reply", "C1", "--body=x", "--tag", "a,b", "--format", "json"},
             Words{"reply", "--now", "2026-11-21", "--tag=a,b", "--body", "x", "--", "C1"},
         })
        CHECK(arguments(same) == said);
    for (auto const &other : {
             Words{"reply", "C2", "--body", "x", "--tag", "a,b"},
             Words{"reply", "C1", "--body", "xx", "--tag", "a,b"},
             Words{"reply", "C1", "--body", "x", "--tag", "b,a"},
             Words{"reply", "C1", "--body", "x", "--tag", "a,b", "--force"},
             Words{"reply", "C1", "--body", "x", "--tag", "a,b", "--reason", ""},
             Words{"reply", "C1", "C1", "--body", "x", "--tag", "a,b"},
         })
        CHECK(arguments(other) != said);
    CHECK(refusal({"search", "x", "--id", "k"}) ==
          "--id is for verbs that make or change things in the desk");
}

TEST_CASE_FIXTURE(ToolFixture, "what is mistyped is answered with what was meant") {
    CHECK(refusal({"replly", "1"}) == "unknown verb \"replly\" (did you mean \"reply\"?)");
    CHECK(refusal({"customer", "ad"}) ==
          "unknown verb \"customer ad\" (did you mean \"customer add\"?)");
    CHECK(refusal({"reply", "1", "--boddy", "x"}) ==
          "unknown option \"--boddy\" (did you mean \"--body\"?)");
    CHECK(refusal({"reply", "1", "--fromat=json"}) ==
          "unknown option \"--fromat\" (did you mean \"--format\"?)");
    CHECK(refusal({"reply", "1", "-x"}) == "unknown option \"-x\"");
    CHECK(refusal({"reply", "1", "--body", "x", "--way", "fats"}) ==
          "--way: \"fats\" is none of fast, slow (did you mean \"fast\"?)");
    CHECK(refusal({"reply", "C1", "--body", "x", "--side", "left,rigth"}) ==
          "--side: \"rigth\" is none of left, right (did you mean \"right\"?)");
    parse({"reply", "C1", "--body", "x", "--side", "right,left"});
    CHECK(args.sides == Words{"right", "left"});
}

TEST_CASE_FIXTURE(ToolFixture, "options and verbs cannot be abbreviated") {
    CHECK(refusal({"rep", "1"}).starts_with("unknown verb"));
    CHECK(refusal({"reply", "1", "--bod", "x"}).starts_with("unknown option"));
    CHECK(refusal({"reply", "1", "--body", "x", "--for"}).starts_with("unknown option"));
}

TEST_CASE_FIXTURE(ToolFixture, "missing, doubled and superfluous arguments are named") {
    CHECK(refusal({"reply", "--body", "x"}) ==
          "CASE is missing: the cases: C42, 42 or ext:ABC-7; - reads them from standard input");
    CHECK(refusal({"reply", "1"}) == "--body or --body-file is missing: what is said");
    CHECK(refusal({"reply", "1", "--body"}) == "--body needs a value: TEXT");
    CHECK(refusal({"reply", "1", "--body", "x", "--body-file", "y"}) ==
          "only one of --body or --body-file can be given");
    CHECK(refusal({"reply", "1", "--body", "x", "--body", "y"}) == "--body is given twice");
    for (auto const &twice : {Words{"--side", "left,left"}, Words{"--tag", "left,x,left"},
                              Words{"--side", "left", "--side", "right,left"}}) {
        Words words{"reply", "1", "--body", "x"};
        words.insert(words.end(), twice.begin(), twice.end());
        CHECK(refusal(words) == twice.front() + ": \"left\" is given twice");
    }
    CHECK(refusal({"reply", "1", "--body", "x", "--force=yes"}) == "--force takes no value");
    CHECK(refusal({"customer", "add", "x"}) == "unexpected argument \"x\"");
    CHECK(refusal({"reply", "x1", "--body", "x"}) ==
          "CASE: \"x1\" is not a case such as C42, 42 or ext:ABC-7");
    CHECK(refusal({"reply", "1", "--body", "\xff"}) == "--body: \"\ufffd\" is not UTF-8 text");
    CHECK(refusal({"reply", "1", "--body", "x", "--limit", "5x"}) ==
          "--limit: \"5x\" is not a whole number");
    CHECK(refusal({"reply", "1", "--body", "x", "--limit", "99999999999"}) ==
          "--limit: \"99999999999\" is out of range");
    CHECK(refusal({"reply", "1", "--body", "x", "--tag", "a,,b"}) ==
          "--tag: \"a,,b\" has an empty part");
}

TEST_CASE_FIXTURE(ToolFixture, "a file that is not there is no misuse") {
    try {
        parse({"reply", "1", "--body-file", "/nowhere"});
        FAIL("read /nowhere");
    } catch (Error const &error) {
        CHECK(error.kind() == ErrorKind::no_input);
        CHECK(error.what() ==
              std::string{"--body-file: cannot read /nowhere: No such file or directory"});
    }
}

TEST_CASE_FIXTURE(ToolFixture, "help names everything within 80 columns") {
    auto const built = tool();
    auto const all = help(built) + help(built, *built.root().verbs()[0]);
    for (auto const *const word : {"reply", "customer add", "--body TEXT", "--body-file FILE",
                                   "--way fast|slow", "CASE…", "--dry-run"})
        CHECK(all.find(word) != std::string::npos);
    CHECK(all.find("--interface") == std::string::npos);
    std::string_view rest = all;
    while (!rest.empty()) {
        auto const line = rest.substr(0, rest.find('\n'));
        CHECK(display_width(line) <= 80);
        rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    }
}

TEST_CASE_FIXTURE(ToolFixture, "times are read in the zone, and words stand for days") {
    auto const now = *parse_rfc3339("2026-11-21T08:00:00Z");
    struct Row {
        char const *text;
        char const *begins;
        char const *ends;
        char const *deadline;
    };
    // Berlin is an hour ahead of UTC, and two from 2026-03-29 on.
    auto const zone = Zone::load("Europe/Berlin");
    for (auto const &row : {
             Row{"now", "2026-11-21T08:00:00Z", "2026-11-21T08:00:00Z", "2026-11-21T08:00:00Z"},
             Row{"today", "2026-11-20T23:00:00Z", "2026-11-21T23:00:00Z", "2026-11-21T22:59:59Z"},
             Row{"yesterday", "2026-11-19T23:00:00Z", "2026-11-20T23:00:00Z",
                 "2026-11-20T22:59:59Z"},
             Row{"tomorrow", "2026-11-21T23:00:00Z", "2026-11-22T23:00:00Z",
                 "2026-11-22T22:59:59Z"},
             Row{"2026-03-29", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z",
                 "2026-03-29T21:59:59Z"},
             Row{"2026-11-21 16:00", "2026-11-21T15:00:00Z", "2026-11-21T15:00:00Z",
                 "2026-11-21T15:00:00Z"},
             Row{"2026-11-21T00:00:00Z", "2026-11-21T00:00:00Z", "2026-11-21T00:00:00Z",
                 "2026-11-21T00:00:00Z"},
         }) {
        CAPTURE(row.text);
        When const when{row.text};
        CHECK(format_utc(when.in({zone, now})) == row.begins);
        CHECK(format_utc(when.end_in({zone, now})) == row.ends);
        CHECK(format_utc(when.deadline_in({zone, now})) == row.deadline);
    }
    CHECK_THROWS_AS(When{"next weak"}, Error);
    CHECK_THROWS_AS(When{"todays"}, Error);
}

TEST_CASE_FIXTURE(ToolFixture, "completions come from the declarations") {
    std::vector<Tool> tools;
    tools.push_back(tool());
    auto const completed = completions(tools);
    REQUIRE(completed.size() == 1);
    REQUIRE(completed[0].verbs.size() == 6);
    CHECK(completed[0].verbs[0].verbs[0].first == "reply");
    auto const &reply = completed[0].verbs[1];
    CHECK(reply.path == "reply");
    CHECK(reply.options[0].name == "body");
    CHECK(reply.options[1].value.kind == Completable::Kind::file);
    for (auto const shell : shells) {
        auto const script = completion_script(shell, tools);
        CHECK(script.find("customer") != std::string::npos);
        CHECK(script.find("interface") == std::string::npos);
    }
}
