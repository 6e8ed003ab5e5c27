#include "sample.hpp"
#include <dcc/policy/templates.hpp>

#include <algorithm>

#include <doctest/doctest.h>

using namespace dcc;

namespace {

std::string first_error(std::string const &messages) {
    auto const loaded = read_policy(std::string{sample} + messages, "policy.toml", sample_data());
    return loaded.findings.empty() ? "none" : loaded.findings.front().message;
}

}  // namespace

TEST_CASE("A wrong placeholder is told with what was meant, a lone brace with how it is written") {
    CHECK(template_fault(MessageKind::result, "{case} {body} {{x}}") == "");
    CHECK(template_fault(MessageKind::result, "{caze}") ==
          "unknown placeholder \"caze\" (did you mean \"case\"?)");
    CHECK(template_fault(MessageKind::result, "{}")
              .english()
              .starts_with("unknown placeholder \"\""));
    CHECK(template_fault(MessageKind::result, "{holder}")
              .english()
              .starts_with("unknown placeholder \"holder\"; there are: case, subject"));
    CHECK(template_fault(MessageKind::result, "{ case }") != "");
    CHECK(template_fault(MessageKind::result, "{token}") ==
          "{token} is not available in result, which has: case, subject, customer, desk, channel, "
          "category, received, zone, body");
    for (auto const *text :
         {"{", "}", "{case", "case}", "{{case}", "{case}}", "{ca\nse}", "{a{b}"}) {
        CAPTURE(text);
        CHECK(template_fault(MessageKind::result, text) ==
              "unbalanced brace; write {{ or }} for a brace in the text");
    }
    CHECK_FALSE(template_fault(MessageKind::survey, std::string(100000, '{')).english().size() > 0);
    CHECK(
        template_fault(MessageKind::survey, "{" + std::string(100000, 'x') + "}").english().size() <
        500);
}

TEST_CASE("Every kind knows what all do, and none for customers tells who works on a case") {
    for (auto const &row : message_kind_words) {
        auto const kind = row.first;
        CAPTURE(row.second);
        auto const names = placeholders_of(kind);
        CHECK(std::ranges::count(names, std::string_view{"case"}) == 1);
        if (is_for_staff(kind)) continue;
        for (auto const *internal : {"assignee", "holder", "person", "team", "note", "priority"})
            CHECK(std::ranges::count(names, std::string_view{internal}) == 0);
    }
}

TEST_CASE("A policy replaces subject or body, checks them, and tells the place of what is wrong") {
    auto const loaded = read_policy(std::string{sample} + R"(
[messages]
from = "客户服务 <service@example.com>"
retry = ["1m", "2h"]
silent = ["survey"]
[messages.templates.zh.result]
subject = "{case} 已办结"
[messages.templates.en.result]
body = "Done: {body}"
)",
                                    "policy.toml", sample_data());
    for (auto const &finding : loaded.findings) CHECK(finding.text() == "");
    auto const &messages = loaded.policy.messages;
    CHECK(messages.from == "客户服务 <service@example.com>");
    CHECK(messages.retry == std::vector{Seconds{60}, Seconds{7200}});
    CHECK(messages.silent == std::vector{MessageKind::survey});
    CHECK(messages.templates.at({MessageKind::result, "zh"}).subject == "{case} 已办结");
    CHECK(messages.templates.at({MessageKind::result, "zh"}).body == "");
    CHECK(messages.templates.at({MessageKind::result, "en"}).body == "Done: {body}");

    CHECK(first_error("[messages]\nfrom = \"nobody\"\n") ==
          "messages: from: \"nobody\" is not a mail address such as \"service@example.com\" or "
          "\"Name <service@example.com>\"");
    CHECK(first_error("[messages]\nretry = [\"5m\", \"1bd\"]\n") ==
          "messages: retry: \"1bd\" is not a duration such as \"5m\" or \"8h\"");
    CHECK(first_error("[messages]\nretry = [\"0s\"]\n") ==
          "messages: retry: \"0s\" is not a duration such as \"5m\" or \"8h\"");
    CHECK(first_error("[messages]\nretry = [\"soon\"]\n").starts_with("messages: retry: "));
    CHECK(first_error("[messages]\nsilent = [\"survay\"]\n") ==
          "messages: unknown message \"survay\" (did you mean \"survey\"?)");
    CHECK(first_error("[messages.templates.zh.resolt]\nbody = \"x\"\n") ==
          "messages: templates: zh: unknown key \"resolt\" (did you mean \"result\"?)");
    CHECK(first_error("[messages.templates.de.result]\nbody = \"x\"\n") ==
          "messages: templates: unknown key \"de\"");
    CHECK(first_error("[messages.templates.zh.result]\nbody = \"{bod}\"\n") ==
          "messages: templates: zh: result: body: unknown placeholder \"bod\" (did you mean "
          "\"body\"?)");
    CHECK(first_error("[messages.templates.zh.result]\nbody = \" \"\n") ==
          "messages: templates: zh: result: body is empty");
    CHECK(first_error("[messages.templates.zh.result]\nsubject = \"a\\nb\"\n") ==
          "messages: templates: zh: result: subject must be one line without control characters");
    CHECK(first_error("[messages.templates.zh.result]\nsubjct = \"a\"\n") ==
          "messages: templates: zh: result: unknown key \"subjct\" (did you mean \"subject\"?)");
}

TEST_CASE("A wrong placeholder's place is that of its text") {
    auto const loaded =
        read_policy(std::string{sample} + "[messages.templates.zh.result]\n   body = \"{bod}\"\n",
                    "policy.toml", sample_data());
    REQUIRE(loaded.findings.size() == 1);
    auto const lines = std::ranges::count(std::string{sample}, '\n');
    CHECK(loaded.findings[0].place.line == static_cast<std::size_t>(lines) + 2);
    CHECK(loaded.findings[0].place.column == 11);
}
