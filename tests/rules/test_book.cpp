#include "support.hpp"
#include <dcc/base/error.hpp>
#include <dcc/rules/book.hpp>

#include <doctest/doctest.h>

using namespace dcc;
using namespace dcc::test;
using rules::Book;

TEST_CASE("a book fetches what it lacks once, by content, and keeps it") {
    auto const spec = office();
    auto const print = Calendar{spec}.fingerprint();
    auto const made = promise("normal", {});
    int calendars = 0;
    int promises = 0;
    Book book{[&](Digest const &wanted) {
                  CHECK(wanted == print);
                  ++calendars;
                  return spec;
              },
              [&](event::PromiseRef const &wanted) {
                  CHECK(wanted == ref(made));
                  ++promises;
                  return made;
              }};
    auto const &first = book.calendar(print);
    CHECK(&book.calendar(print) == &first);
    CHECK(first.fingerprint() == print);
    CHECK(book.promise(ref(made)) == made);
    CHECK(book.promise(ref(made)) == made);
    CHECK(calendars == 1);
    CHECK(promises == 1);
}

TEST_CASE("rules of one name in two policies are two promises") {
    Book book;
    auto const old_rule = promise("normal", {term(ClockKind::resolution, "8h", office())}, 1);
    auto const new_rule = promise("normal", {term(ClockKind::resolution, "2h", office())}, 2);
    book.add(old_rule);
    book.add(new_rule);
    CHECK(book.promise(ref(old_rule)) == old_rule);
    CHECK(book.promise(ref(new_rule)) == new_rule);
}

TEST_CASE("what was promised stays, also when it is told again in other words") {
    Book book;
    auto const kept = promise("normal", {term(ClockKind::resolution, "8h", office())});
    book.add(kept);
    book.add(promise("normal", {term(ClockKind::resolution, "1h", office())}));
    CHECK(book.promise(ref(kept)) == kept);
}

TEST_CASE("the zero digest is the wall clock") {
    Book book;
    auto const &calendar = book.calendar(Digest{});
    CHECK(calendar.is_open(utc("2026-01-01T00:00:00Z")));
    CHECK(calendar.elapsed(utc("2026-01-01T00:00:00Z"), utc("2027-01-01T00:00:00Z")) ==
          std::chrono::days{365});
}

TEST_CASE("what the desk does not know is an error that names it") {
    Book book;
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
    CHECK(refused([&] { book.calendar(print); }) == "calendar abababababab is not known");
    CHECK(refused([&] {
              book.promise({print, "gold"});
          }) == "sla \"gold\" of policy abababababab is not known");
}
