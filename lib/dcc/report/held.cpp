#include <dcc/base/columns.hpp>
#include <dcc/calendar/calendar.hpp>
#include <dcc/ledger/adopted.hpp>
#include <dcc/report/earlier.hpp>
#include <dcc/report/heading.hpp>
#include <dcc/report/held.hpp>
#include <dcc/report/served.hpp>
#include <dcc/rules/held.hpp>
#include <dcc/rules/timeline.hpp>

#include <algorithm>
#include <functional>
#include <map>
#include <unordered_map>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace dcc::report {
namespace {

using rules::Holding;

// The working time of whoever holds a case.
class Worktime {
  public:
    explicit Worktime(Policy const &policy) : policy_{policy} {}

    Seconds of(Holding const &part) {
        auto const *calendar = calendar_of(part);
        return calendar ? calendar->elapsed(part.from, part.to) : part.to - part.from;
    }

  private:
    std::string name_of(Holding const &part) const {
        if (auto const *person = policy_.person(part.person)) return policy_.calendar_of(*person);
        auto const *team = policy_.team(part.team);
        return team ? team->calendar : std::string{};
    }

    Calendar const *calendar_of(Holding const &part) {
        key_.assign(part.person).append(1, '\x1f').append(part.team);
        if (auto const found = of_holder_.find(key_); found != of_holder_.end())
            return found->second;
        auto const name = name_of(part);
        Calendar const *calendar = nullptr;
        if (!name.empty())
            calendar = &calendars_.try_emplace(name, policy_.calendars.at(name)).first->second;
        of_holder_.emplace(key_, calendar);
        return calendar;
    }

    Policy const &policy_;
    std::map<std::string, Calendar> calendars_;
    std::unordered_map<std::string, Calendar const *> of_holder_;
    std::string key_;
};

// What one team or person held, of one case or of all.
struct HeldRow {
    std::string name;
    std::int64_t cases = 0;
    std::int64_t parts = 0;
    Seconds held{0};
    Seconds worked{0};
    CaseId last{};  // the case that was added last
};

// Adds up who held the cases of a scope.
class HeldTally {
  public:
    HeldTally(Policy const &policy, HeldBy by, bool list)
        : worktime_{policy}, by_{by}, list_{list} {}

    // The parts of a case; those of one case must come together.
    void add(CaseId id, std::span<Holding const> parts) {
        for (auto const &part : parts) {
            if (part.ended) continue;
            auto const &name = by_ == HeldBy::team ? part.team : part.person;
            auto const length = part.to - part.from;
            auto const worked = worktime_.of(part);
            add(rows_[name], name, id, length, worked);
            if (list_) add(of_case_[{id, name}], name, id, length, worked);
        }
    }

    // The longest first.
    std::vector<HeldRow> rows() const {
        std::vector<HeldRow> rows;
        for (auto const &[name, row] : rows_) rows.push_back(row);
        std::ranges::stable_sort(rows, std::greater{}, &HeldRow::held);
        return rows;
    }

    // The same of each case, in the order of cases.
    std::vector<HeldRow> cases() const {
        std::vector<HeldRow> rows;
        for (auto const &[key, row] : of_case_) rows.push_back(row);
        return rows;
    }

  private:
    static void add(HeldRow &row, std::string const &name, CaseId id, Seconds length,
                    Seconds worked) {
        if (row.parts == 0) row.name = name;
        if (row.last != id) ++row.cases;
        row.last = id;
        ++row.parts;
        row.held += length;
        row.worked += worked;
    }

    Worktime worktime_;
    HeldBy by_;
    bool list_;
    std::map<std::string, HeldRow> rows_;
    std::map<std::pair<CaseId, std::string>, HeldRow> of_case_;
};

// Reads who held the cases of a scope. The clocks of hand-offs say so of service cases; complaints,
// improvement actions and cases that changed after the instant of the scope are replayed from their
// events.
class Holders {
  public:
    Holders(store::Reader &reader, Scope const &scope, HeldTally &tally)
        : reader_{reader}, scope_{scope}, tally_{tally} {}

    void count() {
        auto replayed = reader_.changed_since(scope_.as_of);
        auto const changed = replayed;
        for (auto const &action : reader_.actions())
            if (!std::ranges::binary_search(changed, action.case_id))
                replayed.push_back(action.case_id);
        reader_.each_handoff(scope_.from, before(), [&](auto const &sample) {
            if (sample.item.id != id_) end_case();
            if (std::ranges::binary_search(changed, sample.item.id)) return;
            if (sample.item.kind != CaseKind::service) {
                if (sample.item.id != id_) replayed.push_back(sample.item.id);
                id_ = sample.item.id;
                return;
            }
            if (!scope_.filter.accepts(dimensions_of(ServedCase{sample.item}))) return;
            if (teams_.empty()) begin_case(sample);
            teams_.push_back({std::string{sample.team}, sample.from, sample.to});
        });
        end_case();
        auto adopted = ledger::adopted_terms_of(reader_);
        for (auto const id : replayed) replay(id, adopted);
    }

  private:
    Instant before() const {
        auto const last = scope_.as_of + Seconds{1};
        return std::min(scope_.before.value_or(last), last);
    }

    void begin_case(store::Reader::HandoffSample const &sample) {
        id_ = sample.item.id;
        person_ = sample.item.person;
        assigned_at_ = sample.assigned_at;
    }

    void end_case() {
        if (!teams_.empty()) tally_.add(id_, rules::held(teams_, people(), scope_.as_of));
        teams_.clear();
    }

    // Nobody else can have had a case whose person of now got it when it was opened, and nobody at
    // all one that no person ever got. Only of others the events must be read.
    std::vector<std::pair<Instant, std::string>> people() {
        if (!assigned_at_) return {};
        if (!person_.empty() && *assigned_at_ <= teams_.front().from)
            return {{*assigned_at_, person_}};
        return reader_.holders(id_);
    }

    void replay(CaseId id, rules::AdoptedTerms &adopted) {
        auto const events = reader_.open_events(id);
        // Their times never decrease.
        auto const end = std::ranges::find_if(
            events, [&](Event const &event) { return event.at > scope_.as_of; });
        std::span<Event const> const known{events.begin(), end};
        if (known.empty()) return;
        auto const item = rules::replay(known, adopted);
        if ((scope_.from && item.received_at < *scope_.from) || item.received_at >= before() ||
            !scope_.filter.accepts(dimensions_of(item)))
            return;
        tally_.add(id, rules::held(known, adopted, scope_.as_of));
    }

    store::Reader &reader_;
    Scope const &scope_;
    HeldTally &tally_;
    CaseId id_{};  // the case whose times come
    std::string person_;
    std::optional<Instant> assigned_at_;
    std::vector<rules::TeamSpan> teams_;
};

HeldTally held_tally(store::Reader &reader, Policy const &policy, Scope const &scope, HeldBy by) {
    HeldTally tally{policy, by, scope.cases};
    Holders{reader, scope, tally}.count();
    return tally;
}

Columns<HeldRow> name_column(HeldBy by) {
    return {{std::string{word(by)}, by == HeldBy::team ? "Team" : "Person", &HeldRow::name}};
}

Columns<HeldRow> time_columns() {
    return {
        {"times", "Times", &HeldRow::parts},
        {"held_s", "Held", &HeldRow::held},
        {"worked_s", "Working time", [](HeldRow const &row) { return Cell{Worked{row.worked}}; }},
    };
}

// What a team or person held in the period and in an earlier one.
struct ComparedHolder {
    HeldRow now;
    HeldRow before;
};

Table comparison(std::vector<HeldRow> const &now, std::vector<HeldRow> before, HeldBy by) {
    std::vector<ComparedHolder> pairs;
    for (auto const &row : now) {
        auto const found = std::ranges::find(before, row.name, &HeldRow::name);
        pairs.push_back({row, {}});
        if (found == before.end()) continue;
        pairs.back().before = *found;
        before.erase(found);
    }
    for (auto &row : before) pairs.push_back({HeldRow{row.name}, row});
    auto const worked = [](HeldRow ComparedHolder::*which) {
        return [which](ComparedHolder const &pair) { return Cell{Worked{(pair.*which).worked}}; };
    };
    Columns<ComparedHolder> const columns{
        {std::string{word(by)}, by == HeldBy::team ? "Team" : "Person",
         part_of(&ComparedHolder::now, &HeldRow::name)},
        {"cases", "Cases", part_of(&ComparedHolder::now, &HeldRow::cases)},
        {"earlier_cases", "Before", part_of(&ComparedHolder::before, &HeldRow::cases)},
        {"held_s", "Held", part_of(&ComparedHolder::now, &HeldRow::held)},
        {"earlier_held_s", "Before", part_of(&ComparedHolder::before, &HeldRow::held)},
        {"worked_s", "Working time", worked(&ComparedHolder::now)},
        {"earlier_worked_s", "Before", worked(&ComparedHolder::before)},
    };
    return columns.table_of(pairs, "No case in either time.");
}

}  // namespace

Table held(Policy const &policy, std::span<Event const> events, rules::AdoptedTerms &adopted,
           Instant now) {
    Worktime worktime{policy};
    auto const parts = rules::held(events, adopted, now);
    Columns<Holding> const columns{
        {"team", "Team", &Holding::team},
        {"person", "Person", &Holding::person},
        {"from", "From", &Holding::from},
        {"to", "Until", &Holding::to},
        {"held_s", "Held", [](Holding const &part) { return part.to - part.from; }},
        {"worked_s", "Working time",
         [&](Holding const &part) {
             return part.ended ? Cell{} : Cell{Worked{worktime.of(part)}};
         }},
        {"ended", "", &Holding::ended},
        {"", "", [](Holding const &part) { return Cell{part.ended ? "ended" : ""}; }},
    };
    auto table = columns.table_of(parts, "Nobody has held it yet.");
    Seconds whole{0};
    for (auto const &part : parts) whole += part.to - part.from;
    if (!parts.empty()) table.notes.emplace_back(say("{} in all", format_span(whole)));
    return table;
}

Sheet held(store::Reader &reader, Policy const &policy, Scope const &scope, HeldBy by) {
    store::Reader::Snapshot const snapshot{reader};
    auto const tally = held_tally(reader, policy, scope, by);
    auto head =
        heading(reader, policy, scope, {"held", "Who held cases", describe_period(scope, policy)});
    head.append({{"by", "", [by](Scope const &) { return by; }}});
    Sheet sheet{head.fields(scope), {}};
    sheet.head.notes = {
        "Held: from when somebody got a case until it went on or ended; the times sum up to the "
        "ages. Working time: of their calendar. A row without a name: nobody had them yet."};
    if (scope.cases) {
        Columns<HeldRow> columns{{"case", "Case", &HeldRow::last}};
        columns.append(name_column(by)).append(time_columns());
        sheet.parts.push_back(
            {"cases", "", columns.table_of(tally.cases(), "No case in that time.")});
        return sheet;
    }
    auto columns = name_column(by);
    columns.append({{"cases", "Cases", &HeldRow::cases}}).append(time_columns());
    auto const rows = tally.rows();
    sheet.parts.push_back({"rows", "", columns.table_of(rows, "No case in that time.")});
    if (!scope.compare) return sheet;
    auto const earlier = earlier_scope(scope, policy);
    sheet.parts.push_back({"compared", against(earlier, policy),
                           comparison(rows, held_tally(reader, policy, earlier, by).rows(), by)});
    sheet.head.notes.emplace_back("Both periods are as known at the same instant.");
    return sheet;
}

}  // namespace dcc::report
