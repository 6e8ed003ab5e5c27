#include "support.hpp"
#include <dcc/base/error.hpp>
#include <dcc/rules/adopted_terms.hpp>

#include <doctest/doctest.h>

using namespace dcc;
using namespace dcc::test;
using rules::AdoptedTerms;

TEST_CASE("a adopted fetches what it lacks once, by content, and keeps it") {
    auto const spec = office();
    auto const print = Calendar{spec}.fingerprint();
    auto const made = promise("normal", {});
    int calendars = 0;
    int promises = 0;
    AdoptedTerms adopted{[&](Digest const &wanted) {
                             CHECK(wanted == print);
                             ++calendars;
                             return spec;
                         },
                         [&](event::TermsRef const &wanted) {
                             CHECK(wanted == ref(made));
                             ++promises;
                             return made;
                         }};
    auto const &first = adopted.calendar(print);
    CHECK(&adopted.calendar(print) == &first);
    CHECK(first.fingerprint() == print);
    CHECK(adopted.terms(ref(made)) == made);
    CHECK(adopted.terms(ref(made)) == made);
    CHECK(calendars == 1);
    CHECK(promises == 1);
}

TEST_CASE("rules of one name in two policies are two promises") {
    AdoptedTerms adopted;
    auto const old_rule = promise("normal", {term(ClockKind::resolution, "8h", office())}, 1);
    auto const new_rule = promise("normal", {term(ClockKind::resolution, "2h", office())}, 2);
    adopted.add(old_rule);
    adopted.add(new_rule);
    CHECK(adopted.terms(ref(old_rule)) == old_rule);
    CHECK(adopted.terms(ref(new_rule)) == new_rule);
}

TEST_CASE("what was promised stays, also when it is told again in other words") {
    AdoptedTerms adopted;
    auto const kept = promise("normal", {term(ClockKind::resolution, "8h", office())});
    adopted.add(kept);
    adopted.add(promise("normal", {term(ClockKind::resolution, "1h", office())}));
    CHECK(adopted.terms(ref(kept)) == kept);
}

TEST_CASE("the zero digest is the wall clock") {
    AdoptedTerms adopted;
    auto const &calendar = adopted.calendar(Digest{});
    CHECK(calendar.is_open(utc("2026-01-01T00:00:00Z")));
    CHECK(calendar.elapsed(utc("2026-01-01T00:00:00Z"), utc("2027-01-01T00:00:00Z")) ==
          std::chrono::days{365});
}

TEST_CASE("what the desk does not know is an error that names it") {
    AdoptedTerms adopted;
    auto const refused = [](auto const &ask) {
        try {
            ask();
        } catch (Error const &error) {
            CHECK(error.kind() == ErrorKind::io);
            return std::string{error.what()};
        }
        return std::string{"found"};
    };
    Digest print{};
    print.fill(0xab);
    CHECK(refused([&] { adopted.calendar(print); }) == "calendar abababababab is not known");
    CHECK(refused([&] {
              adopted.terms({print, "gold"});
          }) == "sla \"gold\" of policy abababababab is not known");
}
