#include <dcc/wording/fill.hpp>

#include <doctest/doctest.h>

using namespace dcc::wording;

TEST_CASE("Placeholders are filled in, and a line of which something is not known is left out") {
    Values const values{{"case", "C7"}, {"body", "a {case} b\nc"}, {"reason", ""}};
    CHECK(fill_lines("", values) == "");
    CHECK(fill_lines("no placeholder", values) == "no placeholder");
    CHECK(fill_lines("{case}: {{{case}}} {{}}", values) == "C7: {C7} {}");
    // What is filled in is not looked into again.
    CHECK(fill_lines("<{body}>", values) == "<a {case} b\nc>");
    CHECK(fill_lines("one {reason}\ntwo\n", values) == "two\n");
    CHECK(fill_lines("one\ntwo {promised}\n", values) == "one\n");
    // Of the blank lines around it one remains.
    CHECK(fill_lines("one\n\ntwo {reason}\n\nthree\n", values) == "one\n\nthree\n");
    CHECK(fill_lines("one\n{reason}\n{reason}\ntwo\n\n\nthree\n", values) ==
          "one\ntwo\n\n\nthree\n");
}

TEST_CASE("A phrase is filled in whole, whatever is not known") {
    CHECK(fill("{case}: {subject}!", {{"case", "C7"}}) == "C7: !");
    CHECK(fill("{{{subject}}}", {{"subject", "{case}"}}) == "{{case}}");
}
