#include <dcc/base/columns.hpp>
#include <dcc/report/rule_tables.hpp>
#include <dcc/report/trial.hpp>
#include <dcc/rules/classify.hpp>
#include <dcc/rules/fields.hpp>
#include <dcc/rules/listed.hpp>
#include <dcc/rules/opening.hpp>
#include <dcc/rules/tags.hpp>

#include <algorithm>
#include <iterator>

namespace dcc::report {
namespace {

using rules::Fitting;

struct TrialDecision {
    std::string category;
    ClassifyRule const *rule = nullptr;
    rules::Rating rating;
};

Columns<TrialDecision> decision_columns(GivenRating const &given) {
    auto const rule = [](auto part) { return part_of(&TrialDecision::rule, part); };
    auto const rating = [](auto part) { return part_of(&TrialDecision::rating, part); };
    auto const priority = [given](TrialDecision const &decision) {
        return given.priority.empty() ? decision.rating.priority : given.priority;
    };
    auto const priority_by = [given](TrialDecision const &decision) {
        return given.priority.empty() ? decision.rating.by : std::string{"given"};
    };
    return {
        {"category", "Category", &TrialDecision::category},
        {"rule", "Rule", rule(&ClassifyRule::name)},
        {"rule_place", "Rule at", rule([](ClassifyRule const &one) { return one.place.text(); })},
        {"impact", "Impact", rating(&rules::Rating::impact)},
        {"urgency", "Urgency", rating(&rules::Rating::urgency)},
        {"priority", "Priority", priority},
        {"priority_by", "Priority by", priority_by},
    };
}

}  // namespace

Sheet trial(Policy const &policy, TrialRequest const &request) {
    rules::Classifier const classifier{policy};
    auto known = request.known;
    if (auto const read = rules::read_fields(policy, known.fields))
        known.fields = all_fields(*read);
    auto fitting = classifier.matches(request.text, known);
    TrialDecision decision;
    decision.category = request.given.category;
    std::vector<event::RuleMatch> found;
    if (decision.category.empty() && !fitting.empty()) {
        decision.rule = fitting.front().rule;
        decision.category = decision.rule->category;
        found = fitting.front().found;
        fitting.erase(fitting.begin());
    }
    known.category = decision.category;
    auto const raises = classifier.raises(request.text, known, request.repeat);
    decision.rating = rules::rate(policy, request.given.impact, request.given.urgency,
                                  decision.rule, decision.category, raises);
    std::ranges::copy(decision.rating.found, std::back_inserter(found));

    Columns<Fitting<ClassifyRule>> const others{
        {"rule", "Rule", [](auto const &one) { return one.rule->name; }},
        {"place", "At", [](auto const &one) { return one.rule->place.text(); }},
        {"category", "Category", [](auto const &one) { return one.rule->category; }},
        {"found", "Found",
         [](auto const &one) {
             std::vector<std::string> texts;
             for (auto const &match : one.found) texts.push_back(match.text);
             return texts;
         }},
    };
    Sheet sheet{decision_columns(request.given).row(decision), {}};
    sheet.parts.push_back({"matched", "Found in the text", match_table(found, request.text)});
    sheet.parts.push_back({"raised", "Raised", raised_table(decision.rating.raised)});
    sheet.parts.push_back({"others", "Rules that match too", others.table_of(fitting)});
    sheet.parts.push_back({"passed_over", "Letters of a word, but not that word",
                           match_table(classifier.passed_over(request.text))});
    return sheet;
}

std::optional<Refusal> refuse_trial(Policy const &policy, TrialRequest const &request) {
    auto const &known = request.known;
    if (auto no = rules::refuse_unlisted("channel", known.channel, policy.channels)) return no;
    if (auto no = rules::refuse_unlisted("tier", known.tier, policy.desk.tiers)) return no;
    if (auto no = rules::refuse_unlisted("category", known.earlier, policy.categories)) return no;
    if (auto no = rules::refuse_tags(policy, known.case_tags)) return no;
    if (auto no = rules::refuse_fields(policy, known.fields)) return no;
    return rules::refuse_rating(policy, request.given);
}

}  // namespace dcc::report
