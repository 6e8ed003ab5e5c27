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

// How far a solution is: `exempt` ones need no review by the policy.
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

struct Solution {
    int version = 0;  // from 1
    SolutionStage stage = SolutionStage::draft;
    Digest digest{};  // of the exact text, see solution_digest()
    std::string author;
    std::string steps;  // erasable, as are effect, feasibility and reason
    std::string effect;
    std::string feasibility;
    std::optional<Money> cost;
    std::string review_by;  // the rule of the policy that asks for a review; empty: none does
    std::string reviewer;
    std::string reason;  // of the reviewer

    friend bool operator==(Solution const &, Solution const &) = default;
};

// Digest of all that a reviewer approves: steps, cost, effect and feasibility, each with its length
// before it, so that no two solutions read the same.
Digest solution_digest(Solution const &solution);

}  // namespace dcc

namespace dcc::event {

// A version of the solution.
struct Proposed {
    int version = 0;     // from 1
    bool draft = false;  // not yet submitted
    Digest text{};       // see solution_digest()
    std::optional<Money> cost;
    std::string review_by;  // the rule that asks for a review; empty: none does
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

// The draft goes to review, or into force where none is needed.
struct Submitted {
    int version = 0;
    Digest text{};
    std::string review_by;  // the rule that asks for a review; empty: none does

    static constexpr EventType type{"submitted", Subject::case_, Step::propose};
    static constexpr auto fields =
        std::tuple{open("version", &Submitted::version), open("text", &Submitted::text),
                   open("review_by", &Submitted::review_by)};
    friend bool operator==(Submitted const &, Submitted const &) = default;
};

// An item of the policy's checklist, answered.
struct CheckAnswer {
    std::string item;
    bool yes = false;

    static constexpr auto fields =
        std::tuple{open("item", &CheckAnswer::item), open("yes", &CheckAnswer::yes)};
    friend bool operator==(CheckAnswer const &, CheckAnswer const &) = default;
};

// Approved or returned. The approval holds for the text of the digest and no other.
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

// Whoever holds the case has understood the approved solution and carries it out.
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
