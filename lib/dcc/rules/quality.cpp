#include <dcc/base/text.hpp>
#include <dcc/model/remedy.hpp>
#include <dcc/rules/blank.hpp>
#include <dcc/rules/lifecycle.hpp>
#include <dcc/rules/listed.hpp>
#include <dcc/rules/quality.hpp>

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dcc::rules {
namespace {

using Given = std::pair<std::string, int>;

std::optional<Refusal> refuse_points(QualityPolicy const &form, std::vector<Given> const &points) {
    for (auto const &[id, given] : points) {
        if (auto no = refuse_unlisted("item", id, form.items)) return no;
        if (id.empty()) return Refusal{"unknown_item", "a criterion has no name", {}};
        auto const item = std::ranges::find(form.items, id, &QualityItem::id);
        if (given < 0 || given > item->points)
            return Refusal{"bad_points",
                           say("{} is scored 0 to {}, not {}", id, item->points, given),
                           {},
                           {"item"}};
        if (std::ranges::count(points, id, &Given::first) > 1)
            return Refusal{"given_twice", say("{} is scored twice", id), {}, {"item"}};
    }
    std::vector<std::string> missing;
    for (auto const &item : form.items)
        if (std::ranges::count(points, item.id, &Given::first) == 0) missing.push_back(item.id);
    if (missing.empty()) return std::nullopt;
    return Refusal{"missing_item",
                   say("not scored: {}; the form is scored as a whole", fmt::join(missing, ", ")),
                   Hint{Remedy::give, "give the points of each criterion", {"quality.item"}},
                   {"item"}};
}

std::optional<Refusal> refuse_unresolved(Case const &item) {
    if (item.kind != CaseKind::action && is_ended(item) && item.resolved_at) return std::nullopt;
    return Refusal{"not_resolved",
                   say("{} is {}: only resolved cases are reviewed", item.id.text(), item.state),
                   Hint{Remedy::show_case, "see how far it is", {item.id.text()}}};
}

bool has_open_step(QualityReview const &review) {
    return review.done < review.path.size();
}

}  // namespace

Outcome<event::QualityScored> review_of(Policy const &policy, Case const &item,
                                        ReviewGiven const &given) {
    auto const &form = policy.reports.quality;
    if (form.items.empty())
        return Refusal{"no_form", "the policy has no quality form",
                       "list its criteria as items under [quality] in the policy"};
    if (auto no = refuse_unresolved(item)) return *no;
    if (auto no = refuse_points(form, given.points)) return *no;
    if (auto no = refuse_unlisted("grade", given.fault, form.grades)) return *no;
    event::QualityScored scored;
    scored.review = static_cast<int>(item.reviews.size()) + 1;
    scored.person = item.person;
    for (auto const &criterion : form.items) {
        auto const found = std::ranges::find(given.points, criterion.id, &Given::first);
        scored.points.push_back({criterion.id, found->second, criterion.points});
    }
    scored.fault = given.fault;
    if (auto const grade = std::ranges::find(form.grades, given.fault, &FaultGrade::id);
        grade != form.grades.end())
        scored.path = grade->path;
    scored.comment = given.comment;
    return scored;
}

Outcome<event::FaultStepDone> fault_step_of(Case const &item, std::optional<int> review,
                                            std::string const &step) {
    auto const fits = [&](QualityReview const &one) {
        return review ? one.number == *review : has_open_step(one);
    };
    auto const found = std::find_if(item.reviews.rbegin(), item.reviews.rend(), fits);
    if (found == item.reviews.rend() || !has_open_step(*found))
        return Refusal{"no_steps",
                       review ? say("review {} of {} has no step left", *review, item.id.text())
                              : say("no review of {} has a step left", item.id.text()),
                       Hint{Remedy::show_history, "see the history", {item.id.text()}}};
    if (auto no = refuse_unlisted("step", step, found->path)) return *no;
    auto const &next = found->path[found->done];
    if (step != next)
        return Refusal{"out_of_order",
                       say("the next step of {} is {}, not {}", item.id.text(), next,
                           step.empty() ? "an empty one" : step),
                       say("the steps are: {}", fmt::join(found->path, ", ")),
                       {"step"}};
    return event::FaultStepDone{found->number, step, {}};
}

std::optional<Refusal> refuse_training(Policy const &policy,
                                       event::TrainingRecorded const &training) {
    if (auto no = refuse_line(training.topic, "topic", "training.topic")) return no;
    if (control_in(training.topic))
        return Refusal{"bad_text", "the topic has a control character", {}, {"topic"}};
    if (training.person.empty())
        return Refusal{"unknown_person", "the person is empty", "name one", {"person"}};
    if (auto no = refuse_unlisted("person", training.person, policy.staff)) return no;
    return refuse_unlisted("category", training.category, policy.categories);
}

}  // namespace dcc::rules
