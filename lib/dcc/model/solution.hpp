#pragma once

#include <dcc/base/digest.hpp>
#include <dcc/model/field.hpp>
#include <dcc/model/money.hpp>
#include <dcc/model/words.hpp>

#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace dcc {

// The stage of a solution. `exempt`: the policy requires no review.
enum class SolutionStage { draft, exempt, in_review, returned, approved, confirmed };

constexpr WordTable<SolutionStage, 6> solution_stage_words{{
    {SolutionStage::draft, "draft"},
    {SolutionStage::exempt, "exempt"},
    {SolutionStage::in_review, "in_review"},
    {SolutionStage::returned, "returned"},
    {SolutionStage::approved, "approved"},
    {SolutionStage::confirmed, "confirmed"},
}};
constexpr auto const &words_of(SolutionStage) {
    return solution_stage_words;
}

// The solution of a case, in its newest version.
struct Solution {
    int version = 0;  // from 1
    SolutionStage stage = SolutionStage::draft;
    Digest digest{};  // of the exact text, see solution_digest()
    std::string author;
    std::string steps;  // erasable, like effect, feasibility and reason
    std::string effect;
    std::string feasibility;
    std::optional<Money> cost;
    std::string review_by;  // the rule of the policy that requires a review; empty: none
    std::string reviewer;
    std::string reason;  // of the reviewer

    friend bool operator==(Solution const &, Solution const &) = default;
};

// Digest of what a reviewer approves: steps, cost, effect and feasibility, each after its length,
// so that different solutions never give the same bytes.
Digest solution_digest(Solution const &solution);

}  // namespace dcc

namespace dcc::event {

// A version of the solution.
struct Proposed {
    int version = 0;     // from 1
    bool draft = false;  // not yet submitted
    Digest text{};       // see solution_digest()
    std::optional<Money> cost;
    std::string review_by;  // the rule that requires a review; empty: none
    std::string steps;
    std::string effect;  // on the customer
    std::string feasibility;

    static constexpr EventType type{"proposed", Subject::case_, Step::propose};
    static constexpr auto fields = std::tuple{
        open("version", &Proposed::version),     open("draft", &Proposed::draft),
        open("text", &Proposed::text),           open("cost", &Proposed::cost),
        open("review_by", &Proposed::review_by), sealed("steps", &Proposed::steps),
        sealed("effect", &Proposed::effect),     sealed("feasibility", &Proposed::feasibility)};
    friend bool operator==(Proposed const &, Proposed const &) = default;
};

// The draft is submitted for review, or takes effect when no review is needed.
struct Submitted {
    int version = 0;
    Digest text{};
    std::string review_by;  // the rule that requires a review; empty: none

    static constexpr EventType type{"submitted", Subject::case_, Step::propose};
    static constexpr auto fields =
        std::tuple{open("version", &Submitted::version), open("text", &Submitted::text),
                   open("review_by", &Submitted::review_by)};
    friend bool operator==(Submitted const &, Submitted const &) = default;
};

// The answer to an item of the policy's checklist.
struct CheckAnswer {
    std::string item;
    bool yes = false;

    static constexpr auto fields =
        std::tuple{open("item", &CheckAnswer::item), open("yes", &CheckAnswer::yes)};
    friend bool operator==(CheckAnswer const &, CheckAnswer const &) = default;
};

// Approved or returned. An approval is valid only for the text with this digest.
struct Reviewed {
    int version = 0;
    Digest text{};
    bool approved = false;
    std::vector<CheckAnswer> checklist;
    std::string reason;

    static constexpr EventType type{"reviewed", Subject::case_, Step::review};
    static constexpr auto fields =
        std::tuple{open("version", &Reviewed::version), open("text", &Reviewed::text),
                   open("approved", &Reviewed::approved), open("checklist", &Reviewed::checklist),
                   sealed("reason", &Reviewed::reason)};
    friend bool operator==(Reviewed const &, Reviewed const &) = default;
};

// The assignee confirmed the approved solution and starts work on it.
struct Confirmed {
    int version = 0;
    Digest text{};

    static constexpr EventType type{"confirmed", Subject::case_, Step::confirm};
    static constexpr auto fields =
        std::tuple{open("version", &Confirmed::version), open("text", &Confirmed::text)};
    friend bool operator==(Confirmed const &, Confirmed const &) = default;
};

using SolutionEvents = EventList<Proposed, Submitted, Reviewed, Confirmed>;

}  // namespace dcc::event
