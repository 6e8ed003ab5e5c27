#pragma once

#include <dcc/base/table.hpp>
#include <dcc/report/scope.hpp>

#include <vector>

namespace dcc::report {

// The trainings held in the scope (its bounds are those of the trainings), each with the people who
// took part, and whether three shares moved: cases without a missed deadline, customers who were
// satisfied (4 or 5 of 5), reviews without a fault. They are of cases that these people hold, of
// the training's category if it has one, received in a window before the training and in one of the
// same length after it: 90 days or the time since, at least 7 days; with conditions, of the cases
// that these accept. The difference has Newcombe's interval, which bears the verdict. Shares of
// fewer cases than the policy's least group are not shown, and nothing is said of them.
Sheet training(store::Reader &reader, Policy const &policy, Scope const &scope);

// These trainings, a row for each person.
Table training_rows(std::vector<store::TrainingRow> const &rows);

}  // namespace dcc::report
