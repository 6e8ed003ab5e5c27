#pragma once

#include <dcc/report/scope.hpp>
#include <dcc/report/served.hpp>

namespace dcc::report {

// The cases that the conditions of a scope accept, as they were at its instant: for rows that know
// of their case no more than the number.
class Chosen {
  public:
    // Of the service cases and complaints received in scope. Without conditions nothing is read.
    Chosen(store::Reader &reader, Scope const &scope);

    // Whether the case is one of them; without conditions each case is.
    bool accepts(CaseId id) const { return all_ || cases_.contains(id); }

  private:
    bool all_;
    CaseSet cases_;
};

}  // namespace dcc::report
