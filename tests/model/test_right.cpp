#include <dcc/model/right.hpp>

#include <fstream>
#include <sstream>
#include <string>

#include <doctest/doctest.h>

using namespace dcc;

TEST_CASE("A pattern is a permission, all that begin so, or all there are") {
    CHECK(rights_like("case.reply") == std::vector{Right::case_reply});
    CHECK(rights_like("report.t*") ==
          std::vector{Right::report_triage, Right::report_training, Right::report_trend});
    CHECK(rights_like("case.cl*") == std::vector{Right::case_clocks, Right::case_close});
    CHECK(rights_like("*").size() == rights.size());
    for (auto const *const none : {"", "case", "case.", "case.repyl", "cse.*", "case.reply.", "**"})
        CHECK(rights_like(none).empty());
}

TEST_CASE("The manual page of the policy lists each permission, and what it allows") {
    std::ifstream file{DCC_SOURCE_DIR "/man/dcc-policy.5"};
    std::ostringstream page;
    page << file.rdbuf();
    std::string list;
    for (auto const &row : rights)
        list += ".It " + std::string{row.word} + "\n" + std::string{row.allows} + "\n";
    CHECK(page.str().find(list + ".El\n") != std::string::npos);
}
