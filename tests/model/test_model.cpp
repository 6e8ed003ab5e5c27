#include <dcc/model/case.hpp>
#include <dcc/model/customer.hpp>
#include <dcc/model/ids.hpp>
#include <dcc/model/state.hpp>
#include <dcc/model/texts.hpp>

#include <set>
#include <string>

#include <doctest/doctest.h>

using namespace dcc;

TEST_CASE("an id is read with its letter, in either case, or without") {
    CHECK(CaseId::parse("C42") == CaseId{42});
    CHECK(CaseId::parse("c42") == CaseId{42});
    CHECK(CaseId::parse("42") == CaseId{42});
    CHECK(CustomerId::parse("K7") == CustomerId{7});
    CHECK(CaseId::parse("C9223372036854775807")->text() == "C9223372036854775807");
    for (auto const text : {"", "C", "C0", "0", "C-1", "-1", "+1", "C+1", "K42", "CC1", "C 1",
                            "C1 ", "C1.5", "0x10", "C9223372036854775808", "４２"})
        CHECK_MESSAGE(!CaseId::parse(text), std::string{text});
    CHECK_FALSE(CustomerId::parse("C42"));
}

TEST_CASE("an id is written as it is read") {
    for (std::int64_t const number : {1, 42, 1'000'000}) {
        CHECK(CaseId::parse(CaseId{number}.text()) == CaseId{number});
        CHECK(CustomerId::parse(CustomerId{number}.text()) == CustomerId{number});
    }
    CHECK(CaseId{9} < CaseId{10});
}

TEST_CASE("each state, stage and clock has one word, read back as itself") {
    auto const check = [](auto const &table) {
        std::set<std::string_view> words;
        for (std::size_t i = 0; i < table.size(); ++i) {
            auto const value = table[i].first;
            using Word = std::decay_t<decltype(value)>;
            CHECK(static_cast<std::size_t>(value) == i);
            CHECK(words.insert(word(value)).second);
            CHECK(parse_word<Word>(word(value)) == value);
        }
        using Word = std::decay_t<decltype(table[0].first)>;
        CHECK_FALSE(parse_word<Word>(""));
        CHECK_FALSE(parse_word<Word>("RESOLUTION"));
    };
    check(state_words);
    check(stage_words);
    check(clock_kind_words);
}

TEST_CASE("seven states are ends, three wait") {
    std::string ended;
    std::string waiting;
    for (auto const &row : state_words) {
        if (is_ended(row.first)) ended += std::string{row.second} + " ";
        if (is_waiting(row.first)) waiting += std::string{row.second} + " ";
    }
    CHECK(ended == "resolved closed cancelled duplicate accepted withdrawn verified ");
    CHECK(waiting == "waiting_customer waiting_third_party in_testing ");
}

TEST_CASE("a phone of an older desk is found again however it was written") {
    for (auto const text : {"13800138000", "138 0013 8000", "138-0013-8000", " (138) 00138000\n",
                            "138.0013.8000", "１３８００１３８０００", "138\u00a00013\u00a08000"})
        CHECK_MESSAGE(former_phone_key(text) == "13800138000", std::string{text});
    for (auto const text :
         {"+86 138 0013 8000", "(+86)13800138000", "+86-138-0013-8000", "＋８６ 138 0013 8000"})
        CHECK_MESSAGE(former_phone_key(text) == "+8613800138000", std::string{text});
    for (auto const text : {"", " ", "+", "++", "无", "n/a", "()"})
        CHECK_MESSAGE(former_phone_key(text) == "", std::string{text});
    CHECK(former_phone_key("++86+1") == "+861");
    CHECK(former_phone_key("\xff 12") == "12");
}

TEST_CASE("the forms in which older desks hold a number") {
    using Keys = std::array<std::string, 5>;
    CHECK(phone_keys("+8613800138000", "138 0013 8000") ==
          Keys{"+8613800138000", "8613800138000", "008613800138000", "13800138000", "13800138000"});
    CHECK(phone_keys("+862155550000", "021 5555 0000") ==
          Keys{"+862155550000", "862155550000", "00862155550000", "02155550000", "2155550000"});
    CHECK(phone_keys("+442079460958", "+44 20 7946 0958") ==
          Keys{"+442079460958", "442079460958", "00442079460958", "", ""});
    CHECK(phone_keys("+862155550000;ext=801", "021 5555 0000 ext. 801") ==
          Keys{"+862155550000;ext=801", "", "", "", ""});
}

TEST_CASE("a mail address is found again in any case and width") {
    for (auto const text :
         {"wang@example.com", " Wang@Example.COM ", "WANG@EXAMPLE.COM\r\n", "ｗａｎｇ＠example.com",
          "\u3000wang@example.com", "\u00a0wang@example.com\u00a0"})
        CHECK_MESSAGE(email_key(text) == "wang@example.com", std::string{text});
    CHECK(email_key("Max <max@example.com>") == "max@example.com");
    CHECK(email_key("max@example.com") != email_key("maxx@example.com"));
    for (auto const text : {"", " ", "\u3000\t\n", "\u00a0", "无", "n/a", "straße@example.com"})
        CHECK_MESSAGE(email_key(text) == "", std::string{text});
}

TEST_CASE("what is due next is the earliest deadline still run towards") {
    auto const clock = [](Stage stage, std::optional<int> due) {
        Clock made;
        made.stage = stage;
        if (due) made.due_at = Instant{Seconds{*due}};
        return made;
    };
    Case item;
    CHECK_FALSE(next_due(item));
    item.clocks = {clock(Stage::running, std::nullopt), clock(Stage::completed, 1),
                   clock(Stage::cancelled, 2), clock(Stage::paused, 3)};
    CHECK_FALSE(next_due(item));
    item.clocks.push_back(clock(Stage::running, 50));
    item.clocks.push_back(clock(Stage::running, 40));
    item.clocks.push_back(clock(Stage::running, 60));
    CHECK(next_due(item) == Instant{Seconds{40}});
}

TEST_CASE("a promise gives the term of a kind, or none") {
    ServiceTerms promise;
    promise.terms = {{ClockKind::resolution, {}, "office", {}, {}},
                     {ClockKind::update, {}, "24x7", {}, {}}};
    REQUIRE(promise.term(ClockKind::update));
    CHECK(promise.term(ClockKind::update)->calendar == "24x7");
    CHECK(promise.term(ClockKind::first_response) == nullptr);
}

TEST_CASE("a control character is found in any text of an event, with the name of its field") {
    std::string const bad = "a\ab";
    auto const stray = [](event::Payload const &payload) {
        auto const found = stray_control_in(payload);
        return found ? std::string{found->field} : "";
    };
    event::Opened opened;
    opened.subject = "a\tb\r\nc";
    CHECK(stray(opened) == "");
    opened.representatives = {"Ann", bad};
    CHECK(stray(opened) == "representatives");
    opened.representatives.clear();
    opened.registration.emplace().type = bad;
    CHECK(stray(opened) == "registration");
    CHECK(stray(event::Noted{bad}) == "body");
    CHECK(stray(event::CustomerAdded{}) == "");
    // The sources of a policy are files, which may have anything.
    event::PolicyAdopted adopted;
    adopted.sources = {{bad, bad}};
    CHECK(stray(adopted) == "");
}
