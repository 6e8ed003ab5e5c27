#pragma once

#include <dcc/ledger/change.hpp>
#include <dcc/rules/quality.hpp>
#include <dcc/store/quality_rows.hpp>

#include <optional>
#include <string>
#include <vector>

namespace dcc::desk {

// Records a review of how a resolved case was handled (rules::review_of). Needs
// Right::quality_score. Also refused as "own_work" by somebody who worked on the case
// (rules::workers_of), and as "reviewed" by somebody who has reviewed it since it was resolved.
Outcome<ledger::Receipt> score_quality(ledger::Session &session, CaseId id,
                                       rules::ReviewGiven const &given);

// Records that the next step after a fault is done (rules::fault_step_of). Needs
// Right::quality_score.
Outcome<ledger::Receipt> do_fault_step(ledger::Session &session, CaseId id,
                                       std::optional<int> review, std::string const &step,
                                       std::string const &comment);

// A training, as people tell of it.
struct TrainingArgs {
    std::vector<std::string> people;  // at least one
    std::string topic;
    std::string category;  // of the policy; empty: none in particular
    Instant held;
    bool withdrawn = false;  // it did not take place after all
};

// The rows of a training, one for each person.
struct TrainingReceipt {
    std::vector<store::TrainingRow> rows;
    std::vector<Note> notes;
};

// Records that people were trained, or that a training which was recorded did not take place. Needs
// Right::training_record. Refused by rules::refuse_training, as "times" when it is in the future,
// "unchanged" when it is on record already for all of them, "no_such_training" when one is
// withdrawn that is not.
Outcome<TrainingReceipt> record_training(ledger::Session &session, TrainingArgs const &args);

}  // namespace dcc::desk
