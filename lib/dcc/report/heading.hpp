#pragma once

#include <dcc/base/columns.hpp>
#include <dcc/policy/policy.hpp>
#include <dcc/report/scope.hpp>
#include <dcc/store/reader.hpp>

#include <string>

namespace dcc::report {

// What a report is made from. The digest of the head stands for all events up to it, so that the
// same input gives the same report, byte by byte.
struct Input {
    store::Head head;  // the newest event that the report can see
    Digest policy{};
};

// The input of a report over the scope. By tiers, which are those of now, it is all of the desk.
Input input_of(store::Reader &reader, Policy const &policy, Scope const &scope);

// How a report is headed.
struct Heading {
    std::string name;  // for programs: "sla"
    Wording title;     // for people: "Service levels"
    Wording period;    // for people, what is counted: "cases received at any time"
};

// The beginning of the head of a report: name and title, desk, bounds, zone, filter and input.
// Print it with fields(), so that people do not see what does not apply.
Columns<Scope> heading(store::Reader &reader, Policy const &policy, Scope const &scope,
                       Heading const &heading);

// The same as a head of one row, followed by the row of `rest`, of which the columns that the
// beginning has too are left out.
Table headed(store::Reader &reader, Policy const &policy, Scope const &scope,
             Heading const &heading, Table rest);

}  // namespace dcc::report
