#include "sample.hpp"

#include <algorithm>

#include <doctest/doctest.h>

using namespace dcc;

TEST_CASE("each kind of mistake is reported at its place, with what was meant") {
    struct Mistake {
        std::string_view right, wrong, complaint;
    };
    Mistake const mistakes[] = {
        {"[desk]\nname = \"Desk\"", "[desk]", "1:1: desk: name is missing"},
        {"\"Asia/Shanghai\"", "\"Asia/Shangai\"",
         "3:8: desk: zone: unknown time zone \"Asia/Shangai\" (did you mean \"Asia/Shanghai\"?); "
         "give a name of the IANA database such as \"Asia/Shanghai\" or \"UTC\""},
        {"\"Asia/Shanghai\"", "\"shanghai\"",
         "3:8: desk: zone: unknown time zone \"shanghai\" (did you mean \"Asia/Shanghai\"?); "
         "give a name of the IANA database such as \"Asia/Shanghai\" or \"UTC\""},
        {"\"Asia/Shanghai\"", "\"Asia/Shanghai",
         "3:8: not TOML: the quote that begins here is not closed"},
        {"['退.{0,3}钱']", "['退.{0,3}钱]",
         "58:13: not TOML: the quote that begins here is not closed"},
        {"name = \"Desk\"", "name = \"\"\"Desk",
         "2:8: not TOML: the quote that begins here is not closed"},
        {"tiers = [", "zone = \"UTC\"\ntiers = [", "5:8: not TOML: given twice, first on line 3"},
        {"[[channels]]\nid = \"phone\"", "[desk]\n[[channels]]\nid = \"phone\"",
         "9:1: not TOML: given twice, first on line 1"},
        {"calendar = \"24x7\"", "calendar = \"24x7\"\n\"calendar\" = \"office\"",
         "46:14: not TOML: given twice, first on line 45"},
        {"guest_role = \"agent\"", "country = \"UK\"",
         "4:11: desk: country must be an ISO 3166 code such as \"CN\" or \"GB\""},
        {"guest_role = \"agent\"", "guest_role = \"agnet\"",
         "4:14: desk: unknown role \"agnet\" (did you mean \"agent\"?)"},
        {"\"normal\", \"gold\"]", "\"gold\", \"gold\"]",
         "5:18: tier \"gold\": already declared on line 5"},
        {"\"normal\", \"gold\"]", "\"\", \"gold\"]",
         "5:10: tier \"\": \"\" is not a name: up to 64 letters, digits and _-.@+, no blanks"},
        {"extends = \"cn\"", "extends = \"c\"",
         "7:11: calendar \"office\": unknown calendar \"c\""},
        {"\"09:00-12:00\", \"13:30", "\"09:00-14:00\", \"13:30",
         "6:1: calendar \"office\": mon: 13:30-18:00 overlaps or precedes 09:00-14:00"},
        {"mon-fri", "mon-fry",
         "8:11: calendar \"office\": hours: \"fry\" is not a day: sun, mon, tue, wed, thu, fri, "
         "sat"},
        {"calendar = \"office\"\n[[channels]]", "calender = \"office\"\n[[channels]]",
         "11:1: channel \"phone\": unknown key \"calender\" (did you mean \"calendar\"?)"},
        {"id = \"email\"", "id = \"phone\"",
         "13:6: channel \"phone\": already declared on line 10"},
        {"id = \"email\"", "id = \"e mail\"",
         "13:6: channel \"e mail\": \"e mail\" is not a name: up to 64 letters, digits and _-.@+, "
         "no blanks"},
        {"id = \"email\"", "id = 3", "13:6: channel 2: id must be a text, not a number"},
        {"id = \"email\"", "in_service = \"no\"\nid = \"email\"",
         "13:14: channel \"email\": in_service must be true or false, not a text"},
        {"id = \"billing.refund\"", "id = \"biling.refund\"",
         "20:6: category \"biling.refund\": its parent \"biling\" must be listed before it"},
        {"id = \"billing.refund\"", "id = \"billing.\"",
         "20:6: category \"billing.\": id has an empty part between its dots"},
        {"[\"order_no\"]", "[\"order\"]",
         "21:13: category \"billing.refund\": unknown field \"order\" (did you mean "
         "\"order_no\"?)"},
        {"[\"order_no\"]", "[\"order_nr\"]",
         "21:13: category \"billing.refund\": unknown field \"order_nr\" (did you mean "
         "\"order_no\"?)"},
        {"impact = \"low\", urgency", "urgency", "27:11: priorities: default: impact is missing"},
        {"low = [\"normal\", \"normal\"]", "low = [\"normal\"]",
         "30:7: priorities: matrix: low has 1 entries, but there are 2 urgencies"},
        {"low = [\"normal\", \"normal\"]", "",
         "28:1: priorities: matrix: no row for impact \"low\""},
        {"low = [\"normal\", \"normal\"]", "low = [\"normal\", \"nromal\"]",
         "30:18: priorities: matrix: unknown priority \"nromal\" (did you mean \"normal\"?)"},
        {"lead = \"wang\"", "lead = \"wan\"",
         "34:8: team \"front\": unknown person \"wan\" (did you mean \"wang\"?)"},
        {"team = \"front\"\nroles", "team = \"fronts\"\nroles",
         "38:8: staff \"wang\": unknown team \"fronts\" (did you mean \"front\"?)"},
        {"name = \"王伟\"", "capacity = -1\nname = \"王伟\"",
         "37:12: staff \"wang\": capacity must be a whole number from 0 to 100000, not -1"},
        {"2026-10-07", "2026-09-07",
         "41:11: staff \"wang\": absent: \"2026-10-01..2026-09-07\" ends before it starts"},
        {"2026-10-07", "2026-02-30",
         "41:11: staff \"wang\": absent: \"2026-10-01..2026-02-30\" is neither a day such as "
         "\"2026-10-01\" nor days such as \"2026-10-01..2026-10-07\""},
        {"priority = [\"urgent\"]", "priority = [\"urgnt\"]",
         "44:22: sla \"urgent\": when: unknown priority \"urgnt\" (did you mean \"urgent\"?)"},
        {"priority = [\"urgent\"]", "priorty = [\"urgent\"]",
         "44:10: sla \"urgent\": when: unknown key \"priorty\" (did you mean \"priority\"?)"},
        {"priority = [\"urgent\"]", "priority = []",
         "44:21: sla \"urgent\": when: priority: an empty list fits no case; leave it out to fit "
         "all"},
        {"when = { priority = [\"urgent\"] }", "",
         "42:1: sla \"urgent\": a rule without \"when\" is the default and must be the last"},
        {"name = \"standard\"", "name = \"standard\"\nwhen = { tier = [\"gold\"] }",
         "48:1: sla \"standard\": the last rule must be the default, one without \"when\""},
        {"calendar = \"24x7\"", "calendar = \"ofice\"",
         "45:12: sla \"urgent\": unknown calendar \"ofice\" (did you mean \"office\"?)"},
        {"calendar = \"24x7\"", "calendar = \"24X8\"",
         "45:12: sla \"urgent\": unknown calendar \"24X8\" (did you mean \"24x7\"?)"},
        {"calendar = \"24x7\"", "", "42:1: sla \"urgent\": calendar is missing"},
        {"\"30m\"", "\"30 min\"",
         "46:18: sla \"urgent\": first_response: \"30 min\": unknown unit \"min\" (did "
         "you "
         "mean \"30m\"?); write it as 90s, 15m, 4h, 2d, 1d12h, 3bd or 3bd@close"},
        {"\"30m\"", "30",
         "46:18: sla \"urgent\": first_response must be a duration in quotes, such as \"30m\", not "
         "a "
         "number"},
        {"\"1d\", pauses", "86400, pauses",
         "47:25: sla \"urgent\": resolution: target must be a duration in quotes, such as \"30m\", "
         "not a number"},
        {"\"30m\"", "\"0m\"",
         "46:18: sla \"urgent\": first_response: a target must be longer than zero"},
        {"target = \"1d\", ", "", "47:14: sla \"urgent\": resolution: target is missing"},
        {"pauses = { resolution", "pauses = { next_response",
         "54:28: sla \"standard\": pauses: the rule sets no next_response target"},
        {"update = [\"waiting_third_party\"]", "update = [\"waiting_thrid_party\"]",
         "54:57: sla \"standard\": pauses: unknown state \"waiting_thrid_party\" (did you mean "
         "\"waiting_third_party\"?)"},
        {"update = [\"waiting_third_party\"]", "update = [\"closed\"]",
         "54:57: sla \"standard\": pauses: update: a clock is not paused but ended in state "
         "\"closed\""},
        {"words = [\"退款\", \"refund\"]", "words = [\"退款\", \"\"]",
         "57:16: classify \"refund\": words: an empty text"},
        {"words = [\"退款\", \"refund\"]", "words = [\"退款\", \"*\"]",
         "57:16: classify \"refund\": words: \"*\" has no letters to look for"},
        {"words = [\"退款\", \"refund\"]", "unless = {}",
         "57:10: classify \"refund\": unless: empty; give words or patterns, or leave it out"},
        {"words = [\"退款\", \"refund\"]", "unless = { patterns = ['('] }",
         "57:24: classify \"refund\": unless: patterns: missing ): ("},
        {"words = [\"退款\", \"refund\"]", "earlier = [\"billin\"]",
         "57:12: classify \"refund\": unknown category \"billin\" (did you mean \"billing\"?)"},
        {"words = [\"退款\", \"refund\"]", "tag = []",
         "57:7: classify \"refund\": tag: an empty list fits no case; leave it out to fit all"},
        {"category = \"billing.refund\"", "category = \"billing.refunds\"",
         "59:12: classify \"refund\": unknown category \"billing.refunds\" (did you mean "
         "\"billing.refund\"?)"},
        {"category = \"billing.refund\"", "category = \"refund\"",
         "59:12: classify \"refund\": unknown category \"refund\" (did you mean "
         "\"billing.refund\"?)"},
        {"patterns = ['退", "patterns = ['fine', '(', '退",
         "58:21: classify \"refund\": patterns: missing ): ("},
        {"\"case.*\"", "\"cse.*\"",
         "62:8: role \"agent\": may: unknown permission \"cse.*\" (did you mean \"case.*\"?)"},
        {"\"case.*\"", "\"case.repyl\"",
         "62:8: role \"agent\": may: unknown permission \"case.repyl\" (did you mean "
         "\"case.reply\"?)"},
        {"\"case.*\"", "\"case\"",
         "62:8: role \"agent\": may: unknown permission \"case\" (did you mean \"case.*\"?)"},
        {"\"case.*\"", "\"\"", "62:8: role \"agent\": may: unknown permission \"\""},
        {"[[roles]]", "[role]", "60:2: unknown key \"role\" (did you mean \"roles\"?)"},
        {"[[roles]]", "[suggest]\ndecide_above = 1.5\n[[roles]]",
         "61:16: suggest: decide_above must be a number from 0 to 1, not 1.5"},
        {"[[roles]]", "[suggest]\nsuggest_above = nan\n[[roles]]",
         "61:17: suggest: suggest_above must be a number from 0 to 1, not nan"},
        {"[[roles]]", "[suggest]\ndecide_above = \"0.9\"\n[[roles]]",
         "61:16: suggest: decide_above must be a number from 0 to 1, not a text"},
        {"[[roles]]", "[suggest]\nsuggest_above = 0.9\ndecide_above = 0.5\n[[roles]]",
         "62:16: suggest: decide_above (0.5) must not be less than suggest_above (0.9)"},
        {"[[roles]]", "[suggest]\n[[roles]]",
         "60:1: suggest: decide_above or suggest_above is missing"},
        {"[[roles]]", "[suggest]\ndecide_above = 0.9\nsecond_opinion = true\n[[roles]]",
         "62:18: suggest: second_opinion needs suggest_above"},
        {"[[roles]]", "[suggest]\ndecide_abvoe = 0.9\nsuggest_above = 0.5\n[[roles]]",
         "61:1: suggest: unknown key \"decide_abvoe\" (did you mean \"decide_above\"?)"},
        {"[[teams]]", "[teams]", "31:1: teams must be a list of tables, [[teams]], not a table"},
    };
    for (auto const &mistake : mistakes) {
        INFO(mistake.wrong);
        auto const found = complaints(sample_with(mistake.right, mistake.wrong));
        CHECK_MESSAGE(
            found.find("policy.toml:" + std::string{mistake.complaint} + "\n") != std::string::npos,
            found);
    }
}

TEST_CASE("conventions that contradict the rule or each other are refused with the way out") {
    struct Row {
        std::string_view conventions, complaint;
    };
    static constexpr Row hours[] = {
        {"cutoff = \"17:00\"",
         "cutoff: the rule has no target in business days, and only those depend on it; leave "
         "it out or write a target such as \"3bd\""},
        {"outside_hours = \"nearest\"",
         "outside_hours: the rule has no target in business days, and only those depend on it; "
         "leave it out or write a target such as \"3bd\""},
        {"any_contact = [\"next_response\"]", "any_contact: the rule sets no next_response target"},
        {"from_creation = [\"update\"]", "from_creation: the rule sets no update target"},
        {"from_creation = [\"resolution\"]",
         "from_creation: \"resolution\" is neither \"next_response\" nor \"update\""},
        {"opened_by_staff = true",
         "opened_by_staff: these cases have no first_response; leave out its target and pauses"},
    };
    static constexpr Row days[] = {
        {"cutoff = \"5pm\"", "cutoff: \"5pm\" is not a time of day"},
        {"cutoff = \"00:00\"",
         "cutoff: no day has a time before or after it; use one such as \"17:00\""},
        {"outside_hours = \"next\"",
         "outside_hours: \"next\" is none of \"nearest\", \"next_opening\", \"same_time\""},
        {"outside_hours = \"same_time\", until_opening = true",
         "until_opening: outside_hours = \"same_time\" sets deadlines outside hours, and this "
         "moves them to the next opening; leave one out"},
        {"reopening = \"remainder\"",
         "reopening: only of a resolution target in hours something is left; write such a "
         "target, or use \"resume\", \"restart\" or \"count\""},
        {"whole_minute = true", "unknown key \"whole_minute\" (did you mean \"whole_minutes\"?)"},
    };
    auto const check = [](Row const &row, std::string const &found, std::string_view where) {
        INFO(row.conventions);
        CHECK_MESSAGE(found.starts_with(where), found);
        CHECK_MESSAGE(found.ends_with(": conventions: " + std::string{row.complaint} + "\n"),
                      found);
        CHECK(std::ranges::count(found, '\n') == 1);
    };
    for (auto const &row : hours)
        check(row,
              complaints(sample_with("first_response = \"30m\"\n",
                                     "first_response = \"30m\"\nconventions = { " +
                                         std::string{row.conventions} + " }\n")),
              "policy.toml:47:");
    for (auto const &row : days)
        check(row,
              complaints(sample_with("update = \"1bd@close\"\n",
                                     "update = \"1bd@close\"\nconventions = { " +
                                         std::string{row.conventions} + " }\n")),
              "policy.toml:54:");
}

TEST_CASE("one mistake is one finding") {
    CHECK(complaints(sample_with("calendar = \"24x7\"", "calendar = \"ofice\"")) ==
          "policy.toml:45:12: sla \"urgent\": unknown calendar \"ofice\" (did you mean "
          "\"office\"?)\n");
    CHECK(complaints(sample_with("priority = [\"urgent\"]", "priorty = [\"urgent\"]")) ==
          "policy.toml:44:10: sla \"urgent\": when: unknown key \"priorty\" (did you mean "
          "\"priority\"?)\n");
    CHECK(complaints(sample_with("words = [\"退款\", \"refund\"]", "words = 7")) ==
          "policy.toml:57:9: classify \"refund\": words must be a list of texts, not a number\n");
}

TEST_CASE("all mistakes of a file are reported at once, in the order of their places") {
    CHECK(complaints("nam = 1\n[desk]\nzone = 3\n[[channels]]\nid = \"a\"\ncalendar = \"x\"\n"
                     "[[staff]]\nid = \"b\"\nteam = \"c\"\n") ==
          "policy.toml:1:1: [priorities] is missing\n"
          "policy.toml:1:1: no [[sla]]: a desk needs at least a default rule, one without "
          "\"when\"\n"
          "policy.toml:1:1: unknown key \"nam\"\n"
          "policy.toml:2:1: desk: name is missing\n"
          "policy.toml:3:8: desk: zone must be a text, not a number\n"
          "policy.toml:6:12: channel \"a\": unknown calendar \"x\"\n"
          "policy.toml:7:1: staff \"b\": name is missing\n"
          "policy.toml:9:8: staff \"b\": unknown team \"c\"\n");
}

TEST_CASE("wrong patterns are reported together, and with all other mistakes") {
    CHECK(complaints(with(sample_with("['退.{0,3}钱']", "['(', 'fine', '[']"),
                          "\"normal\", \"gold\"]", "\"gold\", \"gold\"]")) ==
          "policy.toml:5:18: tier \"gold\": already declared on line 5\n"
          "policy.toml:58:13: classify \"refund\": patterns: missing ): (\n"
          "policy.toml:58:26: classify \"refund\": patterns: missing ]: [\n");
}

TEST_CASE("a calendar in another zone than the desk is a warning, unless the policy says so") {
    struct Row {
        std::string_view right, wrong, told;
    };
    auto const abroad = sample_with("zone = \"Asia/Shanghai\"", "zone = \"Europe/Berlin\"");
    std::string const inherited =
        "policy.toml:6:1: warning: calendar \"office\": its hours are in Asia/Shanghai, the desk "
        "is "
        "in Europe/Berlin; extend it with the zone that is meant\n";
    for (auto const &row : {
             Row{"extends = \"cn\"", "extends = \"cn\"", inherited},
             Row{"extends = \"cn\"", "extends = \"cn\"\nzone = \"Asia/Shanghai\"", ""},
             Row{"extends = \"cn\"", "zone = \"Asia/Tokyo\"", ""},
             Row{"extends = \"cn\"", "", ""},
             Row{"extends = \"cn\"", "extends = \"24x7\"", ""},
         }) {
        CAPTURE(row.wrong);
        CHECK(complaints(with(abroad, row.right, row.wrong)) == row.told);
    }
    CHECK(complaints(with(abroad, "calendar = \"24x7\"", "calendar = \"cn\""))
              .find("45:12: warning: calendar \"cn\": its hours are in Asia/Shanghai") !=
          std::string::npos);
    CHECK(complaints(sample) == "");
}

TEST_CASE("calendars that extend in a circle are refused") {
    auto const text = sample_with("extends = \"cn\"", "extends = \"b\"") +
                      "[calendars.b]\nextends = \"office\"\n";
    CHECK(complaints(text).find("calendar \"b\": extends itself through \"office\"\n") !=
          std::string::npos);
    std::string chain = sample;
    for (int i = 0; i < 2000; ++i)
        chain += "[calendars.a" + std::to_string(i) + "]\nextends = \"a" + std::to_string(i + 1) +
                 "\"\n";
    CHECK(complaints(chain).find("extends more than 16 calendars") != std::string::npos);
}

TEST_CASE("mistakes in a shared calendar come after those of the policy, under its own name") {
    auto const wrong = sample_data([](std::string_view name) {
        return name == "cn" ? std::optional<std::string>{"zone = 1\n"} : shared_sample(name);
    });
    auto const loaded = read_policy(sample, "policy.toml", wrong);
    CHECK(lines(loaded.findings) ==
          "calendars/cn.toml:1:8: calendar \"cn\": zone must be a text, not a number\n");
}

TEST_CASE("a shared calendar is never sought outside its directory") {
    bool asked = false;
    auto const spy = [&](std::string_view name) {
        asked = asked || name.find('/') != std::string_view::npos;
        return shared_sample(name);
    };
    read_policy(sample_with("calendar = \"24x7\"", "calendar = \"../../etc/passwd\""),
                "policy.toml", sample_data(spy));
    CHECK_FALSE(asked);
}

TEST_CASE("what triage could not use of the rules is found when a policy is loaded") {
    auto const wrong = [](std::string_view patterns) {
        return lines(load(sample_with("'退.{0,3}钱'", patterns)).findings);
    };
    CHECK(wrong("'退.{0,3}钱', 'x*'") == "");
    CHECK(wrong("'退(款'").starts_with("policy.toml:"));
    CHECK(wrong("'退(款'").find("classify \"refund\": patterns: missing ): 退(款") !=
          std::string::npos);
    CHECK(wrong("'['").find("classify \"refund\": patterns: missing ]: [") != std::string::npos);
    CHECK(wrong("'(?<=a)b'") != "");  // not in RE2
    CHECK(wrong("'\\pL{1000}\\pN{1000}'") != "");
    // Each may be fine alone and all together take minutes. It is said once.
    std::string many;
    for (int i = 0; i < 300; ++i) many += "'" + std::to_string(i) + R"(\pL{1,20}\pN{1,20}', )";
    auto const told = wrong(many);
    CHECK(told.find("the patterns up to this one are too large together") != std::string::npos);
    CHECK(std::ranges::count(told, '\n') == 1);
}
