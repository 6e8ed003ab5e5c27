#include <dcc/base/error.hpp>
#include <dcc/calendar/duration.hpp>

#include <string>

#include <doctest/doctest.h>

using namespace dcc;
using namespace std::chrono_literals;

TEST_CASE("durations are read as policies write them") {
    CHECK(parse_duration("90s").seconds == 90s);
    CHECK(parse_duration("15m").seconds == 15min);
    CHECK(parse_duration("4h").seconds == 4h);
    CHECK(parse_duration("2d").seconds == 48h);
    CHECK(parse_duration("1d12h").seconds == 36h);
    CHECK(parse_duration("0s") == Duration{});
    CHECK(parse_duration("3bd") == Duration{0s, 3, true, false});
    CHECK(parse_duration("0bd@close") == Duration{0s, 0, true, true});
    CHECK(parse_duration("36525d").seconds == 24h * 36525);
}

TEST_CASE("a wrong duration is refused with the text and the reason") {
    struct Row {
        std::string text;
        std::string reason;
    };
    for (auto const &row : {
             Row{"", "empty"},
             Row{"-4h", "negative"},
             Row{"4", "without a unit"},
             Row{"h", "expected a number"},
             Row{"4w", "unknown unit \"w\""},
             Row{"4H", "unknown unit \"H\" (did you mean \"4h\"?)"},
             Row{"1d 12h", "it must have no blanks"},
             Row{"30 min", "unknown unit \"min\" (did you mean \"30m\"?)"},
             Row{"2 Hours", "unknown unit \"Hours\" (did you mean \"2h\"?)"},
             Row{"3工作日", "unknown unit \"工作日\" (did you mean \"3bd\"?)"},
             Row{"4h-1m", "expected a number"},
             Row{"1.5h", "whole numbers only"},
             Row{"3bd4h", "mixed"},
             Row{"4h3bd", "mixed"},
             Row{"1bd1bd", "mixed"},
             Row{"4h@close", "@close needs business days"},
             Row{"@close", "@close needs business days"},
             Row{"3bd@open", "unknown ending \"@open\""},
             Row{"36526d", "longer than 100 years"},
             Row{"36525d1s", "longer than 100 years"},
             Row{"36526bd", "longer than 100 years"},
             Row{"99999999999999999999s", "longer than 100 years"},
         }) {
        auto const &text = row.text;
        CAPTURE(text);
        std::string message;
        try {
            parse_duration(text);
        } catch (Error const &error) {
            CHECK(error.kind() == ErrorKind::data);
            message = error.what();
        }
        CHECK(message.find("\"" + text + "\"") == 0);
        CHECK(message.find(row.reason) != std::string::npos);
    }
}

TEST_CASE("durations are written short and read back the same") {
    for (auto const *text :
         {"0s", "90s", "15m", "4h", "2d", "36h", "100d1s", "3bd", "0bd", "3bd@close", "36525d"}) {
        CHECK(format_duration(parse_duration(text)) == text);
    }
    CHECK(format_duration(parse_duration("1d12h")) == "36h");
    CHECK(format_duration(parse_duration("24h")) == "1d");
    for (std::int64_t s = 0; s < 4'000'000; s += 997) {
        Duration const duration{Seconds{s}};
        CHECK(parse_duration(format_duration(duration)) == duration);
    }
}
