#include <dcc/ledger/adopted.hpp>
#include <dcc/ledger/projection.hpp>
#include <dcc/report/past.hpp>
#include <dcc/report/served.hpp>

#include <algorithm>

namespace dcc::report {
namespace {

store::Reader::CaseSample sample_of(Case const &item) {
    return {item.id,       item.kind,        item.customer,       item.channel,
            item.category, item.priority,    item.team,           item.person,
            item.product,  item.received_at, item.first_reply_at, item.first_resolved_at,
            item.reopened, item.messages};
}

// The same effort on the scale of the policy.
int turned(int effort, std::string const &high, std::string const &wanted) {
    return high.empty() || high == wanted ? effort : 8 - effort;
}

}  // namespace

Dimensions dimensions_of(ServedCase const &served) {
    auto const &row = served.sample;
    Dimensions values{row.channel, row.category, row.priority,
                      row.team,    row.person,   row.received_at};
    values.product = row.product;
    return values;
}

void each_served(store::Reader &reader, Scope const &scope,
                 std::function<void(store::Reader::CaseSample const &)> const &visit) {
    auto const changed = reader.changed_since(scope.as_of);
    auto const last = scope.as_of + Seconds{1};
    auto const before = std::min(scope.before.value_or(last), last);
    auto const visit_counted = [&](store::Reader::CaseSample const &row) {
        if (scope.filter.empty() || scope.filter.accepts(dimensions_of(ServedCase{row})))
            visit(row);
    };
    reader.each_case_sample(scope.from, before, [&](auto const &row) {
        if (row.kind == CaseKind::action) return;
        if (changed.empty() || !std::ranges::binary_search(changed, row.id)) visit_counted(row);
    });
    auto adopted = ledger::adopted_terms_of(reader);
    for (auto const id : changed) {
        auto const item = replay_until(reader, id, scope.as_of, adopted);
        // Without a message it was not opened yet.
        if (item.kind == CaseKind::action || item.messages == 0) continue;
        if ((scope.from && item.received_at < *scope.from) || item.received_at >= before) continue;
        visit_counted(sample_of(item));
    }
}

void CaseSet::insert(CaseId id) {
    auto const at = static_cast<std::size_t>(id.number);
    if (at >= bits_.size()) bits_.resize(std::max(at + 1, 2 * bits_.size()));
    bits_[at] = true;
}

CaseSet served_cases(store::Reader &reader, Scope const &scope) {
    CaseSet cases;
    each_served(reader, scope, [&](auto const &row) { cases.insert(row.id); });
    return cases;
}

Answers answers_of(store::Reader &reader, Policy const &policy, Scope const &scope) {
    Answers answers;
    reader.each_feedback(scope.from, scope.as_of + Seconds{1}, [&](auto const &sample) {
        auto const &given = sample.given;
        Answer answer{sample.event, sample.at,    given.csat,      given.nps,
                      given.ces,    given.solved, given.dimensions};
        if (answer.ces) answer.ces = turned(*answer.ces, given.ces_high, policy.survey.ces_high);
        answers.insert_or_assign(sample.case_id.number, std::move(answer));
    });
    return answers;
}

}  // namespace dcc::report
