#include "sample.hpp"
#include <dcc/policy/lint.hpp>

#include <doctest/doctest.h>

using namespace dcc;
using namespace std::chrono_literals;
using std::chrono::sys_days;

namespace {

Instant const midsummer = sys_days{2026y / 6 / 1};

std::string hints(std::string_view text, Instant now = midsummer) {
    auto const loaded = load(text);
    CHECK(lines(loaded.findings) == "");
    return lines(lint(loaded.policy, now));
}

// The sample with SLA rules put before its default.
std::string with_rules(std::vector<std::string> const &conditions) {
    std::string rules;
    int number = 0;
    for (auto const &when : conditions)
        rules += "[[sla]]\nname = \"r" + std::to_string(++number) + "\"\nwhen = { " + when +
                 " }\ncalendar = \"office\"\n";
    return sample_with("[[sla]]\nname = \"standard\"", rules + "[[sla]]\nname = \"standard\"");
}

}  // namespace

TEST_CASE("a sound policy gives no hints") {
    CHECK(hints(sample) == "");
}

TEST_CASE("an SLA rule that can never match is an error") {
    CHECK(hints(with_rules({"priority = [\"urgent\"], tier = [\"gold\"]"})) ==
          "policy.toml:48:1: sla \"r1\": can never match, its cases are all taken by \"urgent\" "
          "(line 42)\n");
    CHECK(hints(with_rules({"category = [\"billing\"]", "category = [\"billing.refund\"]"})) ==
          "policy.toml:52:1: sla \"r2\": can never match, its cases are all taken by \"r1\" (line "
          "48)\n");
    CHECK(hints(with_rules({"channel = [\"phone\"]", "channel = [\"email\", \"phone\"]"})) == "");
    CHECK(hints(with_rules({"category = [\"billing.refund\"]", "category = [\"billing\"]"})) == "");
    CHECK(hints(with_rules({"tier = [\"gold\"], product = [\"x\"]", "tier = [\"gold\"]"})) == "");
    // Two rules together take what neither takes alone.
    CHECK(hints(with_rules({"tier = [\"gold\"]", "tier = [\"normal\"]",
                            "tier = [\"gold\", \"normal\"], product = [\"x\"]"})) ==
          "policy.toml:56:1: sla \"r3\": can never match, its cases are all taken by \"r1\" (line "
          "48), \"r2\" (line 52)\n");
}

TEST_CASE("a classification rule that can never match is an error") {
    auto const with = [](std::string const &rule) {
        return sample + "[[classify]]\nname = \"later\"\ncategory = \"billing\"\n" + rule + "\n";
    };
    auto const taken =
        "policy.toml:63:1: classify \"later\": can never match, its cases are all taken by "
        "\"refund\" (line 55)\n";
    CHECK(hints(with("words = [\"部分退款\", \"REFUND fee\"]")) == taken);
    CHECK(hints(with("words = [\"退款\"]\nchannel = [\"phone\"]")) == taken);
    CHECK(hints(with("words = [\"退款\", \"发票\"]")) == "");
    CHECK(hints(with("words = [\"退款\"]\npatterns = ['x']")) == "");
    CHECK(hints(with("")) == "");
    CHECK(hints(with("[[classify]]\nname = \"last\"\ncategory = \"billing\"\nwords = [\"x\"]")) ==
          "policy.toml:66:1: classify \"last\": can never match, its cases are all taken by "
          "\"later\" (line 63)\n");
}

TEST_CASE("a rule of any first-match list that an earlier one takes all from is an error") {
    // The earlier rule, a later one below it, and whether that can never match.
    struct Pair {
        std::string head;
        std::string earlier;
        std::string later;
        bool is_taken;
    };
    std::string const review = "[review]\nroles = [\"agent\"]\n[[review.required]]\n";
    std::string const complaint = "[[complaints.rules]]\ncalendar = \"24x7\"\nreply = \"1d\"\n";
    std::string const assess = "[[complaints.assess]]\nseverity = \"low\"\n";
    for (auto const &pair : std::initializer_list<Pair>{
             {review, "", "when = { tier = [\"gold\"] }", true},
             {review, "when = { tier = [\"gold\"] }", "", false},
             {review, "cost_above = \"100\"", "cost_above = \"200\"", true},
             {review, "cost_above = \"100\"", "cost_above = \"50\"", false},
             {review, "cost_above = \"100\"", "cost_above = \"200 USD\"", false},
             {review, "when = { category = [\"billing\"] }",
              "when = { category = [\"billing.refund\"] }", true},
             {complaint, "when = { severity = [\"high\", \"low\"] }",
              "when = { severity = [\"low\"], round = [\"2\"] }", true},
             {complaint, "when = { round = [\"2\"] }", "when = { round = [\"1\", \"2\"] }", false},
             {complaint, "when = { severity = [\"low\"] }", "when = { tier = [\"gold\"] }", false},
             {assess, "", "words = [\"fire\"]", true},
             {assess, "words = [\"fire\"]", "words = [\"a fire\"]", true},
             {assess, "words = [\"fire\"]", "words = [\"smoke\"]", false},
             {assess, "patterns = ['a+']", "patterns = ['a+']", true},
             {assess, "patterns = ['a+']", "patterns = ['aa']", false},
             {assess, "words = [\"fire\"]", "", false},
             {assess, "when = { tier = [\"gold\"] }\nwords = [\"fire\"]",
              "when = { tier = [\"gold\"], channel = [\"phone\"] }\nwords = [\"fire\"]", true},
         }) {
        auto const list = pair.head.substr(pair.head.rfind("[["));
        auto const found = hints(sample + pair.head + "name = \"a\"\n" + pair.earlier + "\n" +
                                 list + "name = \"b\"\n" + pair.later + "\n");
        CAPTURE(found);
        CAPTURE(pair.later);
        CHECK((found.find("\"b\": can never match") != std::string::npos) == pair.is_taken);
        CHECK(found.find("\"a\": can never") == std::string::npos);
    }
}

TEST_CASE("texts that an earlier rule takes are found also with all_words and unless") {
    // The text tests of an earlier and a later rule, and whether the later one can never match.
    struct Pair {
        std::string earlier;
        std::string later;
        bool is_taken;
    };
    for (auto const &pair : std::initializer_list<Pair>{
             {"words = ['log in']", "words = ['cannot log in']", true},
             {"words = ['log in']", "words = ['catalog in']", false},
             {"words = ['injur*']", "words = ['injured', 'injury']", true},
             {"words = ['injured']", "words = ['injur*']", false},
             {"words = ['injur*']", "words = ['injuri*']", true},
             {"words = ['起火']", "words = ['一起火锅']", false},
             {"words = ['发票']", "words = ['申請發票']", true},
             {"words = ['fire']", "subject = ['fire']", true},
             {"subject = ['fire']", "words = ['fire']", false},
             {"subject = ['fire', 'smoke']", "subject = ['smoke']", true},
             {"subject = ['fire']", "subject = ['fire']\nall_words = ['big']", true},
             {"subject = ['fire']", "all_words = ['fire']", false},
             {"words = ['fire']", "words = ['water']\nall_words = ['fire']", true},
             {"words = ['fire']\nall_words = ['big']", "words = ['fire']", false},
             {"words = ['fire']\nall_words = ['big']", "words = ['fire']\nall_words = ['big']",
              true},
             {"words = ['fire']\nunless = { words = ['no'] }", "words = ['fire']", false},
             {"words = ['fire']\nunless = { words = ['no'] }",
              "words = ['fire']\nunless = { words = ['no', 'yes'] }", true},
             {"words = ['fire']", "words = ['fire']\nunless = { words = ['no'] }", true},
             {"tag = ['vip']\nwords = ['fire']", "words = ['fire']", false},
             {"words = ['fire']", "tag = ['vip']\nwords = ['fire']", true},
             {"earlier = ['billing']", "earlier = ['billing.refund']", true},
             {"earlier = ['billing.refund']", "earlier = ['billing']", false},
         }) {
        auto const rule = [](std::string const &name, std::string const &test) {
            return "[[classify]]\nname = \"" + name + "\"\ncategory = \"billing\"\n" + test + "\n";
        };
        auto const found = hints(sample + rule("a", pair.earlier) + rule("b", pair.later));
        CAPTURE(found);
        CAPTURE(pair.earlier);
        CAPTURE(pair.later);
        CHECK((found.find("\"b\": can never match") != std::string::npos) == pair.is_taken);
        CHECK(found.find("\"a\": can never") == std::string::npos);
    }
}

TEST_CASE("a rule whose exceptions take all that it looks for is an error") {
    auto const with = [](std::string const &test) {
        return hints(sample + "[[classify]]\nname = \"x\"\ncategory = \"billing\"\n" + test + "\n");
    };
    std::string const never =
        "policy.toml:63:1: classify \"x\": can never match, its \"unless\" takes all that it looks "
        "for\n";
    CHECK(with("words = ['on fire', 'fire']\nunless = { words = ['fire'] }") == never);
    CHECK(with("words = ['injured']\nunless = { words = ['injur*'] }") == never);
    CHECK(with("all_words = ['fire']\nunless = { words = ['fire'] }") == never);
    CHECK(with("patterns = ['a+']\nunless = { patterns = ['a+'] }") == never);
    CHECK(with("subject = ['fire']\nunless = { words = ['fire'] }") == never);
    CHECK(with("subject = ['smoke']\nwords = ['fire']\nunless = { words = ['fire'] }") == "");
    CHECK(with("words = ['fire', 'smoke']\nunless = { words = ['fire'] }") == "");
    CHECK(with("words = ['injur*']\nunless = { words = ['injured'] }") == "");
}

TEST_CASE("words that stand twice and products that are not listed are told") {
    auto const twice =
        load(sample_with("words = [\"退款\"", "words = [\"退款\", \"ＲＥＦＵＮＤ\""));
    CHECK_FALSE(twice.has_errors());
    CHECK(lines(twice.findings) ==
          "policy.toml:57:26: warning: classify \"refund\": words: \"refund\" stands twice, first "
          "in line 57\n");
    auto const products = sample +
                          "[[products]]\nid = \"R200\"\n[[classify]]\nname = \"x\"\n"
                          "category = \"billing\"\n";
    CHECK(hints(products + "product = [\"R20\"]") ==
          "policy.toml:65:1: warning: classify \"x\": [[products]] has no \"R20\" (did you mean "
          "\"R200\"?)\n");
    CHECK(hints(products + "product = [\"R200\"]") == "");
}

TEST_CASE("a raise that can never have an effect is an error") {
    auto const with = [](std::string const &rules) { return hints(sample + rules); };
    auto const rule = [](std::string const &name, std::string const &rest) {
        return "[[priorities.raise]]\nname = \"" + name + "\"\n" + rest + "\n";
    };
    std::string const gold = "when = { tier = ['gold'] }\n";
    std::string const gold_phone = "when = { tier = ['gold'], channel = ['phone'] }\n";
    CHECK(with(rule("a", gold + "priority = 'up'")) == "");
    CHECK(with(rule("a", gold + "priority = 'normal'"))
              .find("raises nothing, priority \"normal\" is the "
                    "lowest") != std::string::npos);
    CHECK(with(rule("a", "when = { repeat = true }\npriority = 'up'")).find("days = 0") !=
          std::string::npos);
    // A rule, another one, and which of them is in vain.
    struct Pair {
        std::string one;
        std::string other;
        char const *vain;
    };
    for (auto const &pair : std::initializer_list<Pair>{
             {gold + "priority = 'up'", gold_phone + "priority = 'up'", "b"},
             {gold_phone + "priority = 'up'", gold + "priority = 'up'", "a"},
             {gold + "priority = 'up'", gold + "priority = 'up'", "b"},
             {gold + "priority = 'urgent'", gold_phone + "priority = 'up'", "b"},
             {gold + "priority = 'up'", gold_phone + "priority = 'urgent'", ""},
             {gold + "priority = 'up'", gold_phone + "urgency = 'up'", ""},
             {gold + "words = ['fire']\npriority = 'up'", gold_phone + "priority = 'up'", ""},
             {gold + "priority = 'up'", gold_phone + "words = ['fire']\npriority = 'up'", "b"},
         }) {
        auto const found = with(rule("a", pair.one) + rule("b", pair.other));
        CAPTURE(found);
        CAPTURE(pair.one);
        CAPTURE(pair.other);
        for (auto const *name : {"a", "b"})
            CHECK((found.find("raise \"" + std::string{name} + "\": has no effect") !=
                   std::string::npos) == (std::string_view{name} == pair.vain));
    }
}

TEST_CASE("a holiday table that ends is told 90 days before") {
    auto const warning = [](std::string const &ends) {
        return "policy.toml:6:1: warning: calendar \"office\": its holiday table " + ends +
               " on 2026-12-31; deadlines after that day miss holidays not yet in it\n";
    };
    CHECK(hints(sample, sys_days{2026y / 10 / 2}) == "");
    CHECK(hints(sample, sys_days{2026y / 10 / 3}) == warning("ends"));
    CHECK(hints(sample, sys_days{2027y / 1 / 1}) == warning("ended"));
}

TEST_CASE("a calendar by which cases wait is in use") {
    CHECK(hints(sample + "[calendars.patient]\nhours = { mon = [\"09:00-10:00\"] }\n"
                         "[waiting.customer]\nclose_after = \"5h\"\ncalendar = \"patient\"\n") ==
          "");
}

TEST_CASE("what nobody can do and what nothing uses is told") {
    CHECK(hints(sample_with("skills = [\"billing\"]\nabsent", "absent")) ==
          "policy.toml:14:1: warning: category \"billing\": nobody in team \"front\" has the "
          "skills billing\n"
          "policy.toml:19:1: warning: category \"billing.refund\": nobody in team \"front\" has "
          "the skills billing\n");
    CHECK(hints(sample + "[calendars.spare]\nhours = { mon = [\"09:00-10:00\"] }\n") ==
          "policy.toml:63:1: warning: calendar \"spare\": is not used\n");
    CHECK(hints(sample_with("roles = [\"agent\"]\n", "")) ==
          "policy.toml:35:1: warning: staff \"wang\": has no role\n");
    CHECK(
        hints(sample + "[[teams]]\nid = \"back\"\nlead = \"wang\"\n[[categories]]\nid = \"x\"\n") ==
        "policy.toml:63:1: warning: team \"back\": nobody is in it\n"
        "policy.toml:63:1: warning: team \"back\": its lead \"wang\" is in team \"front\"\n"
        "policy.toml:66:1: warning: category \"x\": it has no team, so its cases are never "
        "dispatched\n");
}

TEST_CASE("a case that is closed before anybody is reminded, and a message that says nothing") {
    auto const waiting = [](std::string const &close_after) {
        return sample + "[waiting.customer]\nremind_after = \"2bd\"\nclose_after = \"" +
               close_after + "\"\ncalendar = \"office\"\n";
    };
    CHECK(hints(waiting("3bd")) == "");
    CHECK(hints(waiting("2bd")) ==
          "policy.toml:1:1: warning: waiting.customer: close_after ends before remind_after: "
          "no reminder is sent\n");
    auto const survey = [](std::string const &body) {
        return sample +
               "[messages]\nfrom = \"a@example.com\"\n[messages.templates.zh.survey]\nbody = \"" +
               body + "\"\n";
    };
    CHECK(hints(survey("how was it? {token}")) == "");
    CHECK(
        hints(survey("how was it?")).find("messages.templates.zh.survey: its body lacks {token}") !=
        std::string::npos);
}
