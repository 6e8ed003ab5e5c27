#include <dcc/base/text.hpp>
#include <dcc/desk/solution.hpp>
#include <dcc/ledger/projection.hpp>
#include <dcc/model/remedy.hpp>
#include <dcc/rules/review.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dcc::desk {
namespace {

using Payloads = std::vector<event::Payload>;

std::optional<Refusal> refuse_incomplete(Solution const &solution) {
    if (solution.review_by.empty()) return std::nullopt;
    for (auto const &[text, name] :
         {std::pair{&solution.effect, "effect"}, std::pair{&solution.feasibility, "feasibility"}})
        if (is_blank(*text))
            return Refusal{
                "incomplete_solution",
                say("a solution for review needs its {}", name),
                Hint{Remedy::give, "give it, or keep a draft", {fmt::format("solution.{}", name)}},
                {name}};
    return std::nullopt;
}

// Notes who can review the version, if it is in review.
void note_reviewers(ledger::Session &session, ledger::Receipt &receipt) {
    auto const &solution = *receipt.item.solution;
    if (solution.stage != SolutionStage::in_review) return;
    auto const names = rules::reviewers(
        session.policy(), rules::authors_of_solution(session.writer().events(receipt.item.id)),
        session.users());
    receipt.notes.push_back(say(
        "{}: version {} needs review by rule \"{}\" (digest {}); reviewers: {}",
        receipt.item.id.text(), solution.version, solution.review_by, short_hex(solution.digest),
        names.empty() ? "none but its authors" : fmt::format("{}", fmt::join(names, ", "))));
}

// The last version with the arguments applied.
Solution next_version(Case const &item, ProposeArgs const &args, std::string const &author) {
    auto solution = item.solution.value_or(Solution{});
    ++solution.version;
    solution.author = author;
    if (args.steps) solution.steps = *args.steps;
    if (args.effect) solution.effect = *args.effect;
    if (args.feasibility) solution.feasibility = *args.feasibility;
    if (args.cost) solution.cost = args.cost;
    solution.digest = solution_digest(solution);
    return solution;
}

std::string rule_name(ReviewRule const *rule) {
    return rule ? rule->name : std::string{};
}

}  // namespace

Outcome<ledger::Receipt> propose(ledger::Session &session, CaseId id, ProposeArgs const &args) {
    return ledger::change(
        session, id, Right::case_propose, Step::propose,
        [&](Case const &item) -> Outcome<Payloads> {
            auto solution = next_version(item, args, session.actor());
            if (is_blank(solution.steps))
                return Refusal{"empty_solution",
                               "the solution has no steps",
                               Hint{Remedy::give, "give its steps", {"solution.steps"}},
                               {"steps"}};
            if (item.solution && item.solution->digest == solution.digest)
                return Refusal{"unchanged", say("version {} is identical", item.solution->version),
                               item.solution->stage == SolutionStage::draft
                                   ? Hint{Remedy::give, "submit it", {"solution.submit"}}
                                   : Hint{}};
            solution.review_by = rule_name(rules::review_rule(
                session.policy(), item, ledger::customer_of(session.writer(), item.customer).tier,
                solution.cost));
            if (!args.draft)
                if (auto no = refuse_incomplete(solution)) return *no;
            return Payloads{event::Proposed{solution.version, args.draft, solution.digest,
                                            solution.cost, solution.review_by, solution.steps,
                                            solution.effect, solution.feasibility}};
        },
        [&](ledger::Receipt &receipt) { note_reviewers(session, receipt); });
}

Outcome<ledger::Receipt> submit(ledger::Session &session, CaseId id) {
    return ledger::change(
        session, id, Right::case_propose, Step::propose,
        [&](Case const &item) -> Outcome<Payloads> {
            if (!item.solution || item.solution->stage != SolutionStage::draft)
                return Refusal{"no_draft", say("{} has no draft to submit", id.text()),
                               Hint{Remedy::propose_draft, "write one", {id.text()}}};
            auto solution = *item.solution;
            solution.review_by = rule_name(rules::review_rule(
                session.policy(), item, ledger::customer_of(session.writer(), item.customer).tier,
                solution.cost));
            if (auto no = refuse_incomplete(solution)) return *no;
            return Payloads{
                event::Submitted{solution.version, solution.digest, solution.review_by}};
        },
        [&](ledger::Receipt &receipt) { note_reviewers(session, receipt); });
}

Outcome<ledger::Receipt> review(ledger::Session &session, CaseId id, ReviewArgs const &args) {
    return ledger::change(
        session, id, Right::case_review, Step::review, [&](Case const &item) -> Outcome<Payloads> {
            auto const &solution = *item.solution;
            auto const authors = rules::authors_of_solution(session.writer().events(id));
            if (auto no = rules::refuse_reviewer(session.policy(), solution, authors,
                                                 session.doer(), session.users()))
                return *no;
            if (!args.digest.empty() && !hex(solution.digest).starts_with(args.digest))
                return Refusal{"other_text",
                               say("version {} has digest {}, not {}", solution.version,
                                   short_hex(solution.digest), args.digest),
                               Hint{Remedy::read_again, "read it again", {id.text()}},
                               {"digest"}};
            if (auto no = rules::refuse_checklist(session.policy(), args.checklist, args.approve))
                return *no;
            if (!args.approve && is_blank(args.reason))
                return Refusal{"no_reason",
                               "a return needs a reason",
                               Hint{Remedy::give, "give a reason", {"review.reason"}},
                               {"reason"}};
            return Payloads{event::Reviewed{solution.version, solution.digest, args.approve,
                                            args.checklist, args.reason}};
        });
}

Outcome<ledger::Receipt> confirm(ledger::Session &session, CaseId id) {
    return ledger::change(
        session, id, Right::case_confirm, Step::confirm,
        [&](Case const &item) -> Outcome<Payloads> {
            auto const &solution = *item.solution;
            if (!item.person.empty() && item.person != session.actor())
                return Refusal{
                    "not_holder",
                    say("{} is assigned to {}, who must confirm", id.text(), item.person),
                    Hint{Remedy::assign, "or assign it first", {id.text(), session.actor()}}};
            if (solution_digest(solution) != solution.digest)
                return Refusal{"other_text",
                               say("the text of version {} is not the one that "
                                   "was approved",
                                   solution.version),
                               Hint{Remedy::propose_again, "propose it again", {id.text()}}};
            return Payloads{event::Confirmed{solution.version, solution.digest}};
        });
}

}  // namespace dcc::desk
