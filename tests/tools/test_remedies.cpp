#include "common/remedies.hpp"
#include <dcc/model/remedy.hpp>

#include <doctest/doctest.h>

using namespace dcc;
using namespace dcc::cli;

TEST_CASE("Each remedy becomes a command, in place of the hint's words") {
    for (auto const &row : remedy_words) {
        auto const remedy = row.first;
        if (remedy == Remedy::give) continue;  // each argument has words of its own
        CAPTURE(word(remedy));
        Hint const hint{remedy, "neutral", {"C1", "order_no"}};
        CHECK(text_of(hint) != "neutral");
        CHECK(text_of(hint).find("{") == std::string::npos);
        auto const note = text_of(Note{"Something", hint});
        CHECK(note.starts_with("Something"));
        CHECK(note.find(text_of(hint)) != std::string::npos);
    }
    CHECK(text_of(Hint{Remedy::list_visits, "", {"wang"}}) ==
          "nothing is free later that day; see 'dcc-case visit list --technician wang'");
}

TEST_CASE("A missing argument is named by its option, else by the hint's words") {
    CHECK(text_of(Hint{Remedy::give, "give a reason", {"visit.reason"}}) == "give --reason TEXT");
    CHECK(text_of(Hint{Remedy::give, "give a reason", {"of another kind"}}) == "give a reason");
}

TEST_CASE("Words without a remedy stay as they are") {
    CHECK(text_of(Hint{}) == "");
    CHECK(text_of(Hint{"check the {year}"}) == "check the {year}");
    CHECK(text_of(Note{"C1: repeat of C0"}) == "C1: repeat of C0");
    CHECK(text_of(Note{"It rains", Hint{"take an umbrella"}}) == "It rains: take an umbrella");
}

TEST_CASE("Each missing fact comes with the command that supplies it, if there is one") {
    auto const supply = [](std::vector<std::string> arguments) {
        return text_of(Hint{Remedy::supply_facts, "", std::move(arguments)});
    };
    CHECK(supply({"C7", "order_no", "purchase_date"}) ==
          "run 'dcc-case facts C7 --order NUMBER --purchased DATE'");
    CHECK(supply({"C7", "impact", "customer_phone", "subject", "product"}) ==
          "run 'dcc-case facts C7 --phone NUMBER --subject TEXT --product NAME'; run 'dcc-route "
          "triage C7 --impact NAME'");
}

TEST_CASE("A fact to be corrected is told with its pattern, in a note in brackets") {
    Hint const hint{Remedy::correct_fact, "expected: R2{6}", {"serial_no", "R2{6}"}};
    CHECK(text_of(hint) == "expected: R2{6}; correct it with --serial NUMBER");
    CHECK(text_of(Note{"C1: serial number x does not fit", hint}) ==
          "C1: serial number x does not fit (expected: R2{6}; correct it with --serial NUMBER)");
    CHECK(text_of(Hint{Remedy::correct_fact, "", {"purchase_date"}}) ==
          "correct it with --purchased DATE");
}

TEST_CASE("Open checks are answered together") {
    CHECK(text_of(Hint{Remedy::answer_checks, "", {"effect", "feasible"}}) ==
          "give --check effect=yes,feasible=yes");
}
