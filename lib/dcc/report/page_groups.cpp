#include <dcc/report/page_groups.hpp>

#include <algorithm>
#include <utility>

namespace dcc::report {
namespace {

std::string top_of(Policy const &policy, std::string_view id) {
    auto const *category = policy.category(id);
    while (category && !category->parent.empty()) {
        auto const *above = policy.category(category->parent);
        if (!above) break;
        category = above;
    }
    return category ? category->id : std::string{id};
}

// The group of that id, made if there is none.
template <class T>
T &group_in(ById<T> &groups, std::string_view id) {
    auto const found = groups.find(id);
    return found != groups.end() ? found->second : groups[std::string{id}];
}

}  // namespace

GroupCount::GroupCount(Policy const &policy, TimeRange const &bounds, Instant as_of)
    : policy_{policy}, bounds_{bounds}, as_of_{as_of} {}

RowUse GroupCount::use() {
    RowUse use;
    use.values = {Dimension::channel, Dimension::category, Dimension::team};
    use.handoff = [this](auto const &clock) { handoff(clock); };
    use.resolution = [this](auto const &clock) { resolution(clock); };
    use.answer = [this](auto const &sample) { answer(sample); };
    use.complaint = [this](auto const &row) { complaint(row); };
    return use;
}

PageGroups GroupCount::take() {
    ById<PageGroup> tops;
    for (auto const &[id, group] : groups_.categories) {
        auto &top = tops[top_of(policy_, id)];
        top.cases += group.cases;
        top.in_time.count += group.in_time.count;
        top.in_time.n += group.in_time.n;
    }
    groups_.categories = std::move(tops);
    return std::move(groups_);
}

bool GroupCount::is_received_inside(std::int64_t received_at) const {
    return received_at >= seconds_of(bounds_.from);
}

// The first hand-off clock of a case stands for its receipt, the one that runs for what is open.
void GroupCount::handoff(store::Reader::ClockSample const &clock) {
    auto const looked = seconds_of(std::min(bounds_.before - Seconds{1}, as_of_));
    if (clock.case_id != case_id_ && is_received_inside(clock.received_at)) {
        ++group_in(groups_.categories, clock.category).cases;
        ++group_in(groups_.channels, clock.channel).cases;
    }
    case_id_ = clock.case_id;
    if (clock.started_at > looked || (clock.stopped_at && *clock.stopped_at <= looked)) return;
    auto const age = looked - clock.received_at;
    auto const band = std::ranges::upper_bound(age_limits, age) - age_limits.begin();
    ++group_in(groups_.open, clock.team)[static_cast<std::size_t>(band)];
}

void GroupCount::resolution(store::Reader::ClockSample const &clock) {
    if (!is_received_inside(clock.received_at)) return;
    ClockTally tally;
    tally.count(clock, as_of_);
    auto &team = group_in(groups_.teams, clock.team);
    ++team.cases;
    for (auto *group : {&team, &group_in(groups_.categories, clock.category),
                        &group_in(groups_.channels, clock.channel)}) {
        group->in_time.count += tally.met;
        group->in_time.n += tally.decided();
    }
}

void GroupCount::answer(store::Reader::AnswerSample const &sample) {
    if (sample.at < bounds_.from) return;
    for (auto const &score : sample.answer.dimensions) {
        auto &aspect = groups_.aspects[score.dimension];
        ++aspect.satisfied.n;
        if (score.value >= 4) ++aspect.satisfied.count;
        aspect.sum += score.value;
    }
}

void GroupCount::complaint(store::ComplaintRow const &row) {
    if (row.received_at < bounds_.from) return;
    ++groups_.complaints;
    if (row.cause.empty())
        ++groups_.without_cause;
    else
        ++groups_.causes[row.cause];
}

}  // namespace dcc::report
