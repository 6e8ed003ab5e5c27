#include "../support/temp_dir.hpp"
#include "common/reject_file.hpp"

#include <algorithm>
#include <string>

#include <doctest/doctest.h>

using namespace dcc;
using namespace dcc::cli;

namespace {

// What finishing a reject file with the row "1,wrong" says, when another import has made a file of
// that name meanwhile.
std::string finished_beside(TempDir const &dir, std::string const &others) {
    CommonOptions options;
    Surroundings around;
    around.variable = [&](char const *name) {
        return std::string{name} == "DCC_DB" ? std::optional{(dir / "desk.db").string()}
                                             : std::nullopt;
    };
    around.login = [] { return std::string{"wang"}; };
    around.clock = [] { return *parse_rfc3339("2026-11-21T08:00:00Z"); };
    Output output{1};
    ErrorStyle errors{"dcc-test"};
    Context const context{errors, options, around, output};
    RejectFile rejects{context, dir / "t.csv.rejected", {}};
    rejects.stream() << "1,wrong\n";
    if (!others.empty()) write_bytes(dir / "t.csv.rejected", others);
    try {
        rejects.finish();
    } catch (Error const &error) {
        CHECK(error.kind() == ErrorKind::cannot_create);
        return error.what();
    }
    return "done";
}

std::ptrdiff_t files_in(TempDir const &dir) {
    using Files = std::filesystem::directory_iterator;
    return std::distance(Files{dir / "."}, Files{});
}

}  // namespace

TEST_CASE("A reject file that another import of the same file has made is this one's too") {
    struct Example {
        char const *others;
        bool same;
        std::ptrdiff_t files;
    };
    for (auto const &[others, same, files] :
         {Example{"", true, 1}, Example{"1,wrong\n", true, 1}, Example{"1,wrong\n2,x\n", false, 2},
          Example{"2,wrong\n", false, 2}, Example{"1", false, 2}}) {
        std::string const there = others;
        CAPTURE(there);
        TempDir const dir;
        auto const said = finished_beside(dir, others);
        if (same)
            CHECK(said == "done");
        else
            CHECK(said.find("exists already, so the rejected rows are in ") != said.npos);
        CHECK(files_in(dir) == files);
    }
}
