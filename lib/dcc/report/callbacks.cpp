#include <dcc/base/columns.hpp>
#include <dcc/report/callbacks.hpp>

#include <algorithm>
#include <chrono>
#include <map>
#include <set>
#include <unordered_map>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dcc::report {
namespace {

// A customer to call.
struct DueCall {
    store::CustomerRow customer;
    std::string rule;
    std::vector<std::string> why;
    Instant since;
    std::int64_t tries = 0;  // calls without an answer since they were reached last
    std::optional<Instant> last_call;
};

// What happened of late, gathered once for all rules that ask for it.
class Happened {
  public:
    Happened(store::Reader &reader, Policy const &policy, Instant now) : now_{now} {
        int complaint_days = 0;
        int csat_days = 0;
        for (auto const &rule : policy.complaints.callbacks) {
            if (rule.complaints > 0) complaint_days = std::max(complaint_days, rule.days);
            if (rule.csat_at) csat_days = std::max(csat_days, rule.days);
        }
        auto const until = now + Seconds{1};
        if (complaint_days > 0)
            reader.each_complaint_sample(
                now - std::chrono::days{complaint_days}, until, [&](auto const &complaint) {
                    if (complaint.customer)
                        complaints_[complaint.customer->number].push_back(complaint.received_at);
                });
        if (csat_days > 0)
            reader.each_satisfaction(
                now - std::chrono::days{csat_days}, until, [&](auto const &given) {
                    scores_[given.customer.number].emplace_back(given.at, given.csat);
                });
    }

    // Adds the reason, if the rule's condition on complaints holds.
    bool has_complained(CallbackRule const &rule, DueCall &due) const {
        if (rule.complaints == 0) return true;
        auto const found = complaints_.find(due.customer.id.number);
        if (found == complaints_.end()) return false;
        auto const &all = found->second;
        auto const first = std::ranges::lower_bound(all, now_ - std::chrono::days{rule.days});
        auto const count = all.end() - first;
        if (count < rule.complaints) return false;
        due.why.push_back(count == 1 ? "1 complaint" : fmt::format("{} complaints", count));
        due.since = std::max(due.since, first[rule.complaints - 1]);
        return true;
    }

    // The same for a low satisfaction; the first one since when it holds.
    bool was_dissatisfied(CallbackRule const &rule, DueCall &due) const {
        if (!rule.csat_at) return true;
        auto const found = scores_.find(due.customer.id.number);
        if (found == scores_.end()) return false;
        for (auto const &[at, csat] : found->second) {
            if (at < now_ - std::chrono::days{rule.days} || csat > *rule.csat_at) continue;
            due.why.push_back(fmt::format("csat {}", csat));
            due.since = std::max(due.since, at);
            return true;
        }
        return false;
    }

    // Customers who may fulfil a rule that asks for complaints or scores.
    std::set<std::int64_t> candidates(CallbackRule const &rule) const {
        std::set<std::int64_t> numbers;
        if (rule.complaints > 0)
            for (auto const &[number, times] : complaints_) numbers.insert(number);
        else
            for (auto const &[number, given] : scores_) numbers.insert(number);
        return numbers;
    }

  private:
    Instant now_;
    std::unordered_map<std::int64_t, std::vector<Instant>> complaints_;
    std::unordered_map<std::int64_t, std::vector<std::pair<Instant, int>>> scores_;
};

bool is_done(store::CallbackRow const &call) {
    return call.result != CallbackResult::no_answer;
}

// Whether a call by the rule is due, after those that were made.
bool is_due(store::Reader &reader, CallbackRule const &rule, DueCall &due, Instant now) {
    for (auto const &call : reader.callbacks(due.customer.id)) {
        if (call.rule != rule.name || call.at > now) continue;
        due.last_call = call.at;
        if (!is_done(call)) {
            ++due.tries;
            continue;
        }
        due.tries = 0;
        auto const again = call.at + std::chrono::days{rule.every_days};
        if (rule.every_days == 0 || again > now) return false;
        due.since = std::max(due.since, again);
    }
    return true;
}

bool can_be_called(store::CustomerRow const &customer) {
    return !customer.merged_into && customer.consent != "no" &&
           (!customer.name.empty() || !customer.phone.empty() || !customer.email.empty());
}

std::vector<DueCall> due_by(store::Reader &reader, Happened const &happened,
                            CallbackRule const &rule, Instant now) {
    std::vector<DueCall> list;
    auto const consider = [&](store::CustomerRow &&customer) {
        bool const has_tier =
            rule.tiers.empty() || std::ranges::count(rule.tiers, customer.tier) > 0;
        if (!has_tier || customer.added_at > now || !can_be_called(customer)) return;
        DueCall due{std::move(customer), rule.name, {}, {}, 0, {}};
        due.since = due.customer.added_at;
        if (!rule.tiers.empty()) due.why.push_back("tier " + due.customer.tier);
        if (happened.has_complained(rule, due) && happened.was_dissatisfied(rule, due) &&
            is_due(reader, rule, due, now))
            list.push_back(std::move(due));
    };
    if (rule.complaints == 0 && !rule.csat_at)
        reader.each_customer([&](store::CustomerRow &&customer) {
            consider(std::move(customer));
            return true;
        });
    else
        for (auto const number : happened.candidates(rule))
            if (auto customer = reader.find(CustomerId{number})) consider(std::move(*customer));
    std::ranges::stable_sort(list, {}, &DueCall::since);
    return list;
}

}  // namespace

Table due_callbacks(store::Reader &reader, Policy const &policy, Instant now) {
    store::Reader::Snapshot const snapshot{reader};
    auto const customer = [](auto part) { return part_of(&DueCall::customer, part); };
    Columns<DueCall> const columns{
        {"customer", "Customer", customer(&store::CustomerRow::id)},
        {"name", "Name", customer(&store::CustomerRow::name)},
        {"phone", "Phone", customer(&store::CustomerRow::phone)},
        {"tier", "", customer(&store::CustomerRow::tier)},
        {"language", "", customer(&store::CustomerRow::language)},
        {"rule", "Rule", &DueCall::rule},
        {"why", "Why", &DueCall::why},
        {"since", "Since", &DueCall::since},
        {"tries", "Tries", &DueCall::tries},
        {"last_call_at", "", &DueCall::last_call},
    };
    auto table =
        columns.table(policy.complaints.callbacks.empty() ? "The policy has no call-back rule."
                                                          : "Nobody is to be called.");
    Happened const happened{reader, policy, now};
    for (auto const &rule : policy.complaints.callbacks)
        for (auto const &due : due_by(reader, happened, rule, now)) columns.add(table, due);
    return table;
}

}  // namespace dcc::report
