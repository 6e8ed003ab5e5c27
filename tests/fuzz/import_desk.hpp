#pragma once

#include "../support/desk.hpp"
#include "target.hpp"
#include <dcc/exchange/import.hpp>

#include <sstream>
#include <string>

namespace dcc::test {

inline constexpr std::size_t most_lines = 200;  // of an input, so that each takes little time

// A new desk, an import into it by run(session, options), and what must hold afterwards.
template <class Run>
void check_import(Run const &run) {
    TestDesk desk;
    std::ostringstream rejects;
    exchange::ImportOptions const options{"input", [&]() -> std::ostream & { return rejects; },
                                          [](std::int64_t) {}};
    exchange::ImportResult result;
    bool const ended = accepts([&] {
        auto session = desk.session(at("2026-06-30T12:00:00+08:00"));
        result = run(session, options);
    });
    auto const problems = desk.problems();
    for (auto const &problem : problems) std::fprintf(stderr, "%s\n", problem.c_str());
    require(problems.empty(), "the desk is whole after any import");
    if (ended)
        require((result.rejected == 0) == rejects.str().empty(), "what is rejected is written");
    // Counted, so that a second import of the same changes nothing.
    if (!ended) return;
    auto const before = desk.exported();
    exchange::ImportResult again;
    require(accepts([&] {
                auto session = desk.session(at("2026-06-30T13:00:00+08:00"));
                again = run(session, options);
            }),
            "what was imported can be imported again");
    require(again.imported == 0, "a second import adds nothing");
    require(desk.exported() == before, "a second import changes nothing");
}

}  // namespace dcc::test
