#include <dcc/report/cases.hpp>
#include <dcc/report/detail/cells.hpp>

#include <fmt/format.h>

namespace dcc::report {
namespace {

using namespace event;

// What an event says, for people, beyond its kind.
class Telling {
  public:
    explicit Telling(Zone const &zone) : zone_{zone} {}

    std::string operator()(DeskCreated const &created) const { return created.desk; }
    std::string operator()(PolicyAdopted const &adopted) const { return short_hex(adopted.policy); }
    std::string operator()(CustomerAdded const &added) const { return added.name; }
    std::string operator()(Opened const &opened) const {
        return fmt::format("by {}, sla \"{}\"{}: {}", opened.channel, opened.promise.rule,
                           opened.source.empty() ? "" : ", imported from " + opened.source,
                           opened.subject);
    }
    std::string operator()(Triaged const &triaged) const {
        auto text = fmt::format("category {} ({}), priority {} ({})",
                                triaged.category.empty() ? "unknown" : triaged.category,
                                triaged.category_by, triaged.priority, triaged.priority_by);
        for (auto const &moved : triaged.deadlines)
            text += fmt::format("; {} due {} → {}", word(moved.clock), when(moved.from),
                                when(moved.to));
        return text;
    }
    std::string operator()(Assigned const &assigned) const {
        return fmt::format("to {} ({})",
                           assigned.person.empty()
                               ? "team " + assigned.team
                               : fmt::format("{} of {}", assigned.person, assigned.team),
                           assigned.by);
    }
    std::string operator()(Started const &) const { return {}; }
    std::string operator()(Received const &received) const { return received.body; }
    std::string operator()(Replied const &replied) const { return replied.body; }
    std::string operator()(Noted const &noted) const { return noted.body; }
    std::string operator()(Waited const &waited) const {
        return waited.on == State::waiting_customer ? "for the customer" : "for a third party";
    }
    std::string operator()(Resumed const &) const { return {}; }
    std::string operator()(Resolved const &resolved) const {
        return resolved.time_unknown ? "at a time the source does not tell" : resolved.body;
    }
    std::string operator()(Reopened const &reopened) const { return reopened.reason; }
    std::string operator()(Closed const &closed) const { return closed.reason; }
    std::string operator()(Cancelled const &cancelled) const {
        return cancelled.duplicate_of
                   ? fmt::format("duplicate of {}{}{}", cancelled.duplicate_of->text(),
                                 cancelled.reason.empty() ? "" : ": ", cancelled.reason)
                   : cancelled.reason;
    }

  private:
    std::string when(std::optional<Instant> const &instant) const {
        return instant ? zone_.format(*instant) : "none";
    }

    Zone const &zone_;
};

}  // namespace

Table history(Policy const &policy, std::span<Event const> events) {
    auto const zone = Zone::load(policy.desk.zone);
    Table table;
    table.columns = {{"case", ""},    {"seq", "Event"}, {"at", "At"},     {"recorded_at", ""},
                     {"actor", "By"}, {"kind", "What"}, {"text", "Text"}, {"erased", ""}};
    for (auto const &event : events)
        table.rows.push_back({event.case_id ? Cell{event.case_id->text()} : Cell{}, event.seq,
                              event.at, event.recorded_at, event.actor,
                              std::string{word(event.payload)},
                              event.erased ? Cell{std::string{"(erased)"}}
                                           : text(std::visit(Telling{zone}, event.payload)),
                              event.erased});
    return table;
}

Sheet why(Policy const &policy, Case const &item, std::span<Event const> events) {
    auto const zone = Zone::load(policy.desk.zone);
    Sheet sheet;
    sheet.head.columns = {{"id", "Case"},
                          {"category", "Category"},
                          {"category_by", "Category by"},
                          {"priority", "Priority"},
                          {"priority_by", "Priority by"},
                          {"sla", "SLA rule"},
                          {"sla_place", "SLA rule at"},
                          {"policy", "Policy"},
                          {"team", "Team"},
                          {"person", "Person"},
                          {"assigned_by", "Assigned by"},
                          {"assigned_at", "Assigned at"}};
    std::vector<Cell> row(sheet.head.columns.size());
    row[0] = item.id.text();
    row[1] = text(item.category);
    row[3] = text(item.priority);
    row[5] = text(item.promise.rule);
    row[6] = text(item.promise.place);
    row[7] = short_hex(item.promise.policy);
    row[8] = text(item.team);
    row[9] = text(item.person);
    Table candidates;
    candidates.columns = {{"person", "Person"},
                          {"load", "Open cases"},
                          {"capacity", "Capacity"},
                          {"verdict", "Verdict"}};
    candidates.empty = "Dispatch has looked at nobody.";
    for (auto const &event : events) {
        if (auto const *triaged = std::get_if<Triaged>(&event.payload)) {
            row[2] = text(triaged->category_by);
            row[4] = text(triaged->priority_by);
        }
        auto const *assigned = std::get_if<Assigned>(&event.payload);
        if (!assigned) continue;
        row[10] = assigned->by == "dispatch" ? assigned->by : event.actor;
        row[11] = event.at;
        candidates.rows.clear();
        for (auto const &one : assigned->candidates)
            candidates.rows.push_back(
                {one.person, std::int64_t{one.load}, std::int64_t{one.capacity}, one.verdict});
    }
    sheet.head.rows.push_back(std::move(row));
    sheet.parts.push_back({"candidates", "Whom dispatch looked at", std::move(candidates)});
    return sheet;
}

}  // namespace dcc::report
