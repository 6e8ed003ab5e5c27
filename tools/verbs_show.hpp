#pragma once

#include "common/desk.hpp"

namespace dcc::cli {

// What the verbs that show cases or complaints have of their own.
struct Shown {
    Right right;
    char const *summary;
    char const *cases_help;
    std::string reader;  // who may read the other view: "customer"
    char const *reader_help;
    char const *language_help;
    CaseId (*find)(store::Reader &, CaseRef const &);
};

// The verb "show", for the staff or for whoever may read the other view.
void add_show(Tool &tool, Shown const &shown);

}  // namespace dcc::cli
