#include <dcc/model/remedy.hpp>
#include <dcc/rules/classify.hpp>
#include <dcc/rules/condition.hpp>
#include <dcc/rules/listed.hpp>
#include <dcc/rules/review.hpp>

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dcc::rules {
namespace {

// In a policy without roles everyone may do everything.
bool reviews(Policy const &policy, Person const &person) {
    return policy.roles.empty() || std::ranges::any_of(person.roles, [&](std::string const &role) {
               return std::ranges::count(policy.review.roles, role) > 0;
           });
}

bool is_above(std::optional<Money> const &cost, Money const &limit) {
    return cost && (cost->currency != limit.currency || cost->minor > limit.minor);
}

// A case without a category is classified by the policy's rules first.
CaseAttributes facts_of(Policy const &policy, Case const &item, std::string const &tier) {
    CaseAttributes facts{item.channel, item.category, item.priority, tier, item.product};
    if (!item.category.empty()) return facts;
    Classifier const classifier{policy};
    auto const text = request_text(item.subject, item.body);
    if (auto const fitting = classifier.match(text, facts)) {
        auto const *rule = fitting->rule;
        facts.category = rule->category;
        auto const raises = classifier.raises(text, facts, item.repeat_of.has_value());
        facts.priority = rate(policy, {}, {}, rule, rule->category, raises).priority;
    }
    return facts;
}

// The next step towards a confirmed solution.
Hint next_step(Case const &item) {
    auto const id = item.id.text();
    if (!item.solution) return {Remedy::propose, "propose one", {id}};
    switch (item.solution->stage) {
        case SolutionStage::draft: return {Remedy::submit_draft, "submit the draft", {id}};
        case SolutionStage::in_review: return {Remedy::review, "a reviewer decides", {id}};
        case SolutionStage::approved: return {Remedy::confirm, "confirm it", {id}};
        default: return {Remedy::propose_again, "propose it again", {id}};
    }
}

}  // namespace

ReviewRule const *review_rule(Policy const &policy, Case const &item, std::string const &tier,
                              std::optional<Money> const &cost) {
    if (policy.review.rules.empty()) return nullptr;
    auto const facts = facts_of(policy, item, tier);
    for (auto const &rule : policy.review.rules)
        if (holds(rule.when, facts, policy) &&
            (!rule.cost_above || is_above(cost, *rule.cost_above)))
            return &rule;
    return nullptr;
}

std::optional<Refusal> refuse_unreviewed(Policy const &policy, Case const &item,
                                         std::string const &tier) {
    auto const *solution = item.solution ? &*item.solution : nullptr;
    auto const *rule =
        review_rule(policy, item, tier, solution ? solution->cost : std::optional<Money>{});
    if (!rule || (solution && solution->stage == SolutionStage::confirmed)) return std::nullopt;
    return Refusal{
        "review_required",
        say("{} needs a reviewed solution (review rule \"{}\", {}), and {}", item.id.text(),
            rule->name, rule->place.text(),
            solution ? say("version {} is {}", solution->version,
                           solution->stage == SolutionStage::exempt ? Wording{"not reviewed"}
                                                                    : argument_of(solution->stage))
                     : Wording{"has none"}),
        next_step(item)};
}

std::vector<std::string> reviewers(Policy const &policy, std::span<Doer const> authors,
                                   Users users) {
    std::vector<std::string> names;
    for (auto const &person : policy.staff)
        if (reviews(policy, person) && !is_among(policy, {person.id, {}}, authors, users))
            names.push_back(person.id);
    return names;
}

std::optional<Refusal> refuse_reviewer(Policy const &policy, Solution const &solution,
                                       std::span<Doer const> authors, Doer const &reviewer,
                                       Users users) {
    auto const able = reviewers(policy, authors, users);
    auto const hint = able.empty() ? Wording{"nobody else on the staff list has such a role"}
                                   : say("reviewers: {}", fmt::join(able, ", "));
    auto const *person = policy.person(reviewer.actor);
    if (!policy.roles.empty() && (!person || !reviews(policy, *person)))
        return Refusal{"not_reviewer",
                       say("{} may not review: this needs the role {}", reviewer.actor,
                           fmt::join(policy.review.roles, " or ")),
                       hint,
                       {},
                       ErrorKind::no_permission};
    for (auto const &author : authors)
        if (same_person(policy, reviewer, author, users))
            return Refusal{
                "own_work",
                say("{} wrote version {}{} and may not review it", reviewer.actor, solution.version,
                    reviewer.actor == author.actor ? Wording{} : say(" as {}", author.actor)),
                hint};
    return std::nullopt;
}

std::optional<Refusal> refuse_checklist(Policy const &policy,
                                        std::vector<event::CheckAnswer> const &answers,
                                        bool approve) {
    auto const &checklist = policy.review.checklist;
    for (auto const &answer : answers) {
        if (answer.item.empty() || !std::ranges::count(checklist, answer.item, &Item::id)) {
            if (auto no = refuse_unlisted("check", answer.item, checklist)) return no;
            return Refusal{"unknown_check",
                           "an answer has no item of the checklist",
                           Hint{Remedy::give,
                                "give an item of the checklist with each answer",
                                {"review.check"}},
                           {"checklist"}};
        }
        if (std::ranges::count(answers, answer.item, &event::CheckAnswer::item) > 1)
            return Refusal{"answered_twice", say("\"{}\" is answered twice", answer.item), {}};
    }
    std::vector<std::string> open;
    for (auto const &item : checklist)
        if (std::ranges::count(answers, item.id, &event::CheckAnswer::item) == 0)
            open.push_back(item.id);
    if (!open.empty())
        return Refusal{"unanswered",
                       say("the checklist is not answered: {}", fmt::join(open, ", ")),
                       Hint{Remedy::answer_checks, "answer all of its items", open},
                       {"checklist"}};
    auto const failed = std::ranges::find(answers, false, &event::CheckAnswer::yes);
    if (approve && failed != answers.end())
        return Refusal{"check_failed",
                       say("\"{}\" is answered no: the solution cannot be approved", failed->item),
                       Hint{Remedy::return_solution, "return it with a reason"}};
    return std::nullopt;
}

}  // namespace dcc::rules
