#include "sample.hpp"
#include <dcc/base/text.hpp>
#include <dcc/policy/lint.hpp>

#include <random>

#include <doctest/doctest.h>

using namespace dcc;

namespace {

std::string repeat(std::string_view part, int times) {
    std::string text;
    for (int i = 0; i < times; ++i) text += part;
    return text;
}

}  // namespace

TEST_CASE("a syntax error is one finding with its place") {
    CHECK(complaints("[desk\n").starts_with("policy.toml:1:6: not TOML: "));
    CHECK(load("[desk]\nname = \"a\"\nname = \"b\"\n").findings.size() == 1);
    CHECK(complaints("[desk]\nname = \"\xff\xfe\"\n").starts_with("policy.toml:2:"));
    CHECK(load(std::string_view{"\0\0", 2}).has_errors());
    CHECK(load("").has_errors());
}

TEST_CASE("what the parser has no answer to is answered before it") {
    CHECK(complaints("[desk]\nname = “客服”\n") ==
          "policy.toml:2:8: not TOML: \"“\" outside quotes, where only ASCII is allowed (is a "
          "quote, comma or = full-width?)\n");
    CHECK(complaints("客 = 1").starts_with("policy.toml:1:1: not TOML: "));
    CHECK(complaints("x = 1 # 客\n'客' = \"\"\"客\n\"\"\"\"\"\nа = 1\n")
              .starts_with("policy.toml:4:1: "));
    CHECK(complaints("x = 1 \xff\n") == "policy.toml:1:7: not UTF-8\n");
    CHECK(complaints("\xEF\xBB\xBF" + sample) == "");
    CHECK(load("1=1=..\x01'''\uFD7F").findings.size() == 1);
    CHECK(complaints("[=]").starts_with("policy.toml:1:2: not TOML: "));
}

TEST_CASE("nesting cannot exhaust the stack") {
    CHECK(complaints("a = " + repeat("[", 100'000)).find("nested") != std::string::npos);
    CHECK(complaints("a = " + repeat("{a=", 100'000)).find("nested") != std::string::npos);
    CHECK(complaints("a" + repeat(".a", 100'000) + " = 1") ==
          "policy.toml:1:34: a key with too many dots\n");
    CHECK(complaints("[a" + repeat(" . \"a\"", 100'000) + "]").find("too many dots") !=
          std::string::npos);
    CHECK(complaints("x = ['''\n" + repeat(".", 99) + "\n''', \"\\\"" + repeat(".", 99) + "\"] #" +
                     repeat(".", 99) + "\ny" + repeat(".a", 17) + " = 1")
              .find("4:34: a key with too many dots") != std::string::npos);
    CHECK(load(sample + "# " + repeat(".", 99)).findings.empty());
    CHECK(complaints(repeat("#", 1 << 21)) == "policy.toml:1:1: larger than 1 MiB\n");
}

TEST_CASE("wrong types everywhere are findings") {
    for (std::string const value :
         {"1", "1.5", "true", "\"x\"", "[]", "[1, [2]]", "[[\"x\"]]", "{}", "{ id = 1 }", "[{}]",
          "[{ id = [] }]", "2026-01-01", "2026-01-01T00:00:00Z", "\"\\u0000\\u001b[2J\""}) {
        CAPTURE(value);
        for (std::string_view const key :
             {"desk", "calendars", "channels", "categories", "priorities", "teams", "staff", "sla",
              "classify", "roles"}) {
            CHECK(load(std::string{key} + " = " + value).has_errors());
        }
        // Every value of the sample in turn.
        for (std::size_t at = sample.find(" = "); at != std::string::npos;
             at = sample.find(" = ", at + 1)) {
            auto const end = sample.find('\n', at);
            if (sample.rfind('{', end) > at && sample.rfind('{', end) != std::string::npos)
                continue;
            auto text = sample;
            text.replace(at + 3, end - at - 3, value);
            for (auto const &finding : load(text).findings)
                CHECK(printable(finding.text()) == finding.text());
        }
    }
}

TEST_CASE("names that are too long, or repeated without end, are findings") {
    auto const name = std::string(100'000, 'x');
    CHECK(complaints(sample_with("id = \"email\"", "id = \"" + name + "\"")).size() < 1000);
    CHECK(load(sample + repeat("[[teams]]\nid = \"front\"\n", 1000)).findings.size() == 1000);
}

TEST_CASE("no mutilated policy crashes the reader") {
    std::mt19937 random{20261121};
    using namespace std::string_view_literals;
    auto const marks = "[]{}=.,\"'#\n\\\0az09- \xff"sv;
    for (int i = 0; i < 2000; ++i) {
        auto text = sample;
        for (auto cuts = 1 + random() % 8; cuts > 0; --cuts) {
            auto const at = random() % text.size();
            switch (random() % 3) {
                case 0: text.erase(at, 1 + random() % 8); break;
                case 1: text[at] = marks[random() % marks.size()]; break;
                default: text.insert(at, text.substr(random() % text.size(), random() % 40));
            }
        }
        auto const loaded = load(text);
        if (!loaded.has_errors()) lint(loaded.policy, Instant{});
    }
}
