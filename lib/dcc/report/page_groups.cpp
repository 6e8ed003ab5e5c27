#include <dcc/report/page_groups.hpp>
#include <dcc/report/past.hpp>
#include <dcc/store/reader.hpp>

#include <algorithm>

namespace dcc::report {
namespace {

std::int64_t seconds(Instant instant) {
    return instant.time_since_epoch().count();
}

std::string top_of(Policy const &policy, std::string_view id) {
    auto const *category = policy.category(id);
    while (category && !category->parent.empty()) {
        auto const *above = policy.category(category->parent);
        if (!above) break;
        category = above;
    }
    return category ? category->id : std::string{id};
}

class GroupCount {
  public:
    GroupCount(store::Reader &reader, Policy const &policy, TimeRange const &bounds, Instant as_of)
        : reader_{reader}, policy_{policy}, bounds_{bounds}, as_of_{as_of} {}

    void cases();
    void resolutions();
    void answers();
    void complaints();

    PageGroups groups_;

  private:
    Scope scope(std::optional<Instant> from) const {
        return {from,
                bounds_.before,
                as_of_,
                {Dimension::channel, Dimension::category, Dimension::team}};
    }

    store::Reader &reader_;
    Policy const &policy_;
    TimeRange bounds_;
    Instant as_of_;
};

// The first hand-off clock of a case stands for its receipt, the one that runs for what is open.
void GroupCount::cases() {
    auto const from = seconds(bounds_.from);
    auto const looked = seconds(std::min(bounds_.before - Seconds{1}, as_of_));
    std::int64_t case_id = -1;
    each_clock(reader_, scope({}), ClockKind::handoff, [&](auto const &clock) {
        if (clock.case_id != case_id && clock.received_at >= from) {
            ++groups_.categories[top_of(policy_, clock.category)].cases;
            ++groups_.channels[std::string{clock.channel}].cases;
        }
        case_id = clock.case_id;
        if (clock.started_at > looked || (clock.stopped_at && *clock.stopped_at <= looked)) return;
        auto const age = looked - clock.received_at;
        auto const band = std::ranges::upper_bound(age_limits, age) - age_limits.begin();
        ++groups_.open[std::string{clock.team}][static_cast<std::size_t>(band)];
    });
}

void GroupCount::resolutions() {
    each_clock(reader_, scope(bounds_.from), ClockKind::resolution, [&](auto const &clock) {
        ClockTally tally;
        tally.count(clock, as_of_);
        auto &team = groups_.teams[std::string{clock.team}];
        ++team.cases;
        for (auto *group : {&team, &groups_.categories[top_of(policy_, clock.category)],
                            &groups_.channels[std::string{clock.channel}]}) {
            group->in_time.count += tally.met;
            group->in_time.n += tally.decided();
        }
    });
}

void GroupCount::answers() {
    reader_.each_answer(bounds_.from, std::min(bounds_.before, as_of_ + Seconds{1}),
                        [&](auto const &sample) {
                            for (auto const &score : sample.answer.dimensions) {
                                auto &aspect = groups_.aspects[score.dimension];
                                ++aspect.satisfied.n;
                                if (score.value >= 4) ++aspect.satisfied.count;
                                aspect.sum += score.value;
                            }
                        });
}

void GroupCount::complaints() {
    Past past{reader_, as_of_};
    past.each_complaint(bounds_.from, bounds_.before, [&](auto const &row) {
        ++groups_.complaints;
        if (row.cause.empty())
            ++groups_.without_cause;
        else
            ++groups_.causes[row.cause];
    });
}

}  // namespace

PageGroups page_groups(store::Reader &reader, Policy const &policy, TimeRange const &bounds,
                       Instant as_of) {
    GroupCount count{reader, policy, bounds, as_of};
    count.cases();
    count.resolutions();
    count.answers();
    count.complaints();
    return std::move(count.groups_);
}

}  // namespace dcc::report
