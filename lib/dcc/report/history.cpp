#include <dcc/base/columns.hpp>
#include <dcc/base/detail/json.hpp>
#include <dcc/base/text.hpp>
#include <dcc/model/codec.hpp>
#include <dcc/report/history.hpp>
#include <dcc/rules/mail.hpp>

#include <algorithm>
#include <tuple>
#include <type_traits>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dcc::report {
namespace {

using namespace event;

// The text of an event for people, beside its kind: its sentence here, or else its fields.
class Sentence {
  public:
    explicit Sentence(Zone const &zone) : zone_{zone} {}

    template <class E>
    std::string operator()(E const &event) const {
        std::string text;
        auto const add = [&](auto const &field) {
            auto const value = plain(event.*field.member);
            if (!value.empty())
                text += fmt::format("{}{} {}", text.empty() ? "" : ", ", field.name, value);
        };
        std::apply([&](auto const &...field) { (add(field), ...); }, E::fields);
        return text;
    }
    std::string operator()(DeskCreated const &created) const { return created.desk; }
    std::string operator()(PolicyAdopted const &adopted) const { return short_hex(adopted.policy); }
    std::string operator()(CustomerAdded const &added) const { return added.name; }
    std::string operator()(Opened const &opened) const {
        if (opened.kind == CaseKind::action) return opened.subject;
        return fmt::format("by {}, sla \"{}\"{}: {}", opened.channel, opened.terms.rule,
                           opened.source.empty() ? "" : ", imported from " + opened.source,
                           opened.subject);
    }
    std::string operator()(Triaged const &triaged) const {
        auto text = fmt::format("category {} ({}), priority {} ({})",
                                triaged.category.empty() ? "unknown" : triaged.category,
                                triaged.category_by, triaged.priority, triaged.priority_by);
        if (!triaged.policy_priority.empty()) text += " instead of " + triaged.policy_priority;
        if (!triaged.suggested.empty())
            text += fmt::format("; model {} suggests {} ({} %)", triaged.model,
                                triaged.suggested.front().category,
                                (triaged.suggested.front().permille + 5) / 10);
        for (auto const &moved : triaged.deadlines)
            text += fmt::format("; {} due {} → {}", word(moved.clock), when(moved.from),
                                when(moved.to));
        return with_reason(std::move(text), triaged.reason);
    }
    std::string operator()(Assigned const &assigned) const {
        auto text = fmt::format("to {} ({}{}{})", holder(assigned.team, assigned.person),
                                assigned.by, assigned.why.empty() ? "" : ": ", assigned.why);
        if (!assigned.instead_of.empty()) text += ", instead of " + assigned.instead_of;
        return with_reason(std::move(text), assigned.despite);
    }
    std::string operator()(HandedOver const &handed) const {
        auto text = fmt::format("from {} to {}", holder(handed.from_team, handed.from_person),
                                holder(handed.team, handed.person));
        for (auto const &one : handed.known) text += fmt::format(", {}: {}", one.name, one.value);
        if (!handed.despite.empty()) text += fmt::format(", although: {}", handed.despite);
        return with_reason(std::move(text), handed.reason);
    }
    std::string operator()(HandoverReturned const &returned) const {
        return with_reason("to " + holder(returned.team, returned.person), returned.reason);
    }
    std::string operator()(TaskOpened const &opened) const {
        return fmt::format("{} for {}: {}", opened.task, holder(opened.team, opened.person),
                           opened.title);
    }
    std::string operator()(TaskStarted const &started) const {
        return fmt::format("{} by {}", started.task, started.person);
    }
    std::string operator()(TaskDone const &done) const {
        return fmt::format("{}: {}", done.task, done.body);
    }
    std::string operator()(TaskCancelled const &cancelled) const {
        return fmt::format("{}: {}", cancelled.task, cancelled.reason);
    }
    std::string operator()(StaffAbsent const &absent) const {
        return fmt::format("{} from {}{}", absent.person, when(absent.from),
                           absent.to ? " until " + when(absent.to) : std::string{});
    }
    std::string operator()(Received const &received) const { return received.body; }
    std::string operator()(Replied const &replied) const { return replied.body; }
    std::string operator()(Noted const &noted) const { return noted.body; }
    std::string operator()(Waited const &waited) const {
        return waited.on == State::waiting_customer ? "for the customer"
               : waited.on == State::in_testing     ? "for a test"
                                                    : "for a third party";
    }
    std::string operator()(Resolved const &resolved) const {
        return resolved.time_unknown ? "at a time the source does not give" : resolved.body;
    }
    std::string operator()(Reopened const &reopened) const { return reopened.reason; }
    std::string operator()(Closed const &closed) const { return closed.reason; }
    std::string operator()(Cancelled const &cancelled) const {
        return cancelled.duplicate_of
                   ? fmt::format("duplicate of {}{}{}", cancelled.duplicate_of->text(),
                                 cancelled.reason.empty() ? "" : ": ", cancelled.reason)
                   : cancelled.reason;
    }

    std::string operator()(CustomerSet const &set) const {
        auto const to = set.customer ? set.customer->text() : std::string{};
        if (set.merged)
            return fmt::format("to {}, into whom {} was merged", to, set.merged->text());
        return with_reason(fmt::format("{} {}", set.split ? "back to" : "to", to), set.reason);
    }
    std::string operator()(Linked const &linked) const {
        return fmt::format("{}{}{}", in_words(linked.kind),
                           linked.other ? " " + linked.other->text() : std::string{},
                           linked.unanswered ? ", whose customer waits for an answer" : "");
    }
    std::string operator()(Unlinked const &unlinked) const {
        return fmt::format("{}{}", in_words(unlinked.kind),
                           unlinked.other ? " " + unlinked.other->text() : std::string{});
    }
    std::string operator()(Tagged const &tagged) const {
        std::string text;
        for (auto const &[sign, tags] :
             {std::pair{'+', &tagged.added}, std::pair{'-', &tagged.removed}})
            for (auto const &tag : *tags)
                text += fmt::format("{}{}{}", text.empty() ? "" : ", ", sign, tag);
        return text;
    }
    std::string operator()(ArticleWritten const &written) const {
        return fmt::format("{} version {}: {}", written.article.text(), written.version,
                           written.title);
    }
    std::string operator()(ArticleRetired const &retired) const { return retired.reason; }
    std::string operator()(FactsGiven const &facts) const {
        std::string text;
        auto const add = [&](std::string_view name, std::string const &value) {
            if (!value.empty())
                text += fmt::format("{}{} {}", text.empty() ? "" : ", ", name, value);
        };
        each_case_fact(0,
                       [&](auto const &fact) { add(fold_case(fact.title), text_of(facts, fact)); });
        for (auto const &[field, value] : all_fields(facts)) add(field, value);
        add("channel", facts.channel);
        each_case_fact(0, [&](auto const &fact) {
            if (std::ranges::count(facts.cleared, fact.name) > 0)
                add(fold_case(fact.title), "not known any more");
        });
        for (auto const &name : facts.cleared)
            add(field_in(name), field_in(name).empty() ? "" : "not known any more");
        if (facts.warranty_until) add("warranty until", format_date(*facts.warranty_until));
        add("still missing", fmt::format("{}", fmt::join(facts.missing, ", ")));
        return with_reason(std::move(text), facts.reason);
    }
    std::string operator()(Proposed const &proposed) const {
        return fmt::format("version {}{}{}: {}", proposed.version,
                           proposed.draft               ? ", a draft"
                           : proposed.review_by.empty() ? ", no review needed"
                                                        : ", for review",
                           proposed.cost ? ", " + format_money(*proposed.cost) : std::string{},
                           proposed.steps);
    }
    std::string operator()(Submitted const &submitted) const {
        return fmt::format("version {}", submitted.version);
    }
    std::string operator()(Reviewed const &reviewed) const {
        return fmt::format("version {} {}{}{}", reviewed.version,
                           reviewed.approved ? "approved" : "returned",
                           reviewed.reason.empty() ? "" : ": ", reviewed.reason);
    }
    std::string operator()(Confirmed const &confirmed) const {
        return fmt::format("version {}", confirmed.version);
    }
    std::string operator()(PromiseJudged const &judged) const {
        return judged.met ? "kept, says the earlier system" : "broken, says the earlier system";
    }
    std::string operator()(Promised const &promised) const {
        return fmt::format("for {}{}{}{}", when(promised.by),
                           promised.instead_of ? " instead of " + when(promised.instead_of) : "",
                           promised.reason.empty() ? "" : ": ", promised.reason);
    }
    std::string operator()(Messaged const &messaged) const {
        return fmt::format("{} ({}){}: {}", messaged.number, word(messaged.kind),
                           messaged.by_hand ? ", to be delivered by hand" : "",
                           rules::for_reading(messaged).subject);
    }
    std::string operator()(Delivered const &delivered) const {
        return fmt::format("message {}", delivered.message);
    }
    std::string operator()(DeliveryFailed const &failed) const {
        return fmt::format("message {}, {}: {}", failed.message,
                           failed.next_try ? "next try " + when(failed.next_try) : "undeliverable",
                           failed.error);
    }
    std::string operator()(MessageSuperseded const &superseded) const {
        return fmt::format("message {}, which a later event made obsolete", superseded.message);
    }
    std::string operator()(VisitBooked const &booked) const {
        return fmt::format("visit {}, {}, by {}, {} to {}{}{}", booked.visit, word(booked.mode),
                           booked.technician, when(booked.from), when(booked.to),
                           booked.place.empty() ? "" : ", ", booked.place);
    }
    std::string operator()(VisitMoved const &moved) const {
        return fmt::format("visit {}, by {}, {} to {}{}{}", moved.visit, moved.technician,
                           when(moved.from), when(moved.to), moved.reason.empty() ? "" : ": ",
                           moved.reason);
    }
    std::string operator()(VisitCancelled const &cancelled) const {
        return fmt::format("visit {}{}{}", cancelled.visit, cancelled.reason.empty() ? "" : ": ",
                           cancelled.reason);
    }
    std::string operator()(VisitDone const &done) const {
        return fmt::format("visit {}: {}", done.visit, done.result);
    }
    std::string operator()(OneOf<TextsErased, CustomerErased> auto const &erased) const {
        auto const of = erased.events.empty()       ? ""
                        : erased.events.size() == 1 ? " of event "
                                                    : " of events ";
        return fmt::format("{}{}{}: {}", fmt::join(erased.names, ", "), of,
                           fmt::join(erased.events, ", "), erased.reason);
    }
    std::string operator()(CustomerCalled const &called) const {
        return fmt::format("rule \"{}\", {}{}{}", called.rule, word(called.result),
                           called.body.empty() ? "" : ": ", called.body);
    }

    std::string operator()(Acknowledged const &acknowledged) const {
        return fmt::format(
            "round {}, {}", acknowledged.round,
            acknowledged.automatic ? "by a mail of the desk" : "by " + acknowledged.channel);
    }
    std::string operator()(Assessed const &assessed) const {
        auto text = fmt::format("{}, {}", assessed.severity, word(assessed.complexity));
        if (assessed.safety) text += ", safety at stake";
        if (assessed.immediate) text += ", immediate action";
        text += fmt::format(", type {}", assessed.complaint_type);
        if (!assessed.department.empty()) text += ", department " + assessed.department;
        text += fmt::format(" ({})", assessed.by);
        for (auto const &moved : assessed.deadlines)
            text += fmt::format("; {} due {} → {}", word(moved.clock), when(moved.from),
                                when(moved.to));
        return assessed.reason.empty() ? text : text + ": " + assessed.reason;
    }
    std::string operator()(EvidenceAdded const &added) const {
        return fmt::format("{}: {} ({}, {} bytes, sha {}){}{}", added.number, added.name,
                           added.media, added.size, short_hex(added.digest),
                           added.body.empty() ? "" : ": ", added.body);
    }
    std::string operator()(FindingAdded const &added) const {
        return added.stated_by.empty() ? added.body
                                       : fmt::format("{} states: {}", added.stated_by, added.body);
    }
    std::string operator()(Recused const &recused) const {
        return fmt::format("{}{}{}{}", recused.person,
                           recused.complained_about ? ", complained about" : "",
                           recused.reason.empty() ? "" : ": ", recused.reason);
    }
    std::string operator()(RemedyProposed const &proposed) const {
        auto text = fmt::format("round {}, version {}, {}", proposed.round, proposed.version,
                                word(proposed.decision));
        for (auto const &remedy : proposed.remedies) {
            text += fmt::format(", {}", word(remedy.kind));
            if (remedy.amount) text += " " + format_money(*remedy.amount);
        }
        return proposed.body.empty() ? text : text + ": " + proposed.body;
    }
    std::string operator()(RemedyApproved const &approved) const {
        return fmt::format("version {}{}{}{}{}", approved.version,
                           approved.authority.empty() ? "" : ", as ", approved.authority,
                           approved.reason.empty() ? "" : ": ", approved.reason);
    }
    std::string operator()(RemedyReturned const &returned) const {
        return fmt::format("version {}: {}", returned.version, returned.reason);
    }
    std::string operator()(Decided const &decided) const {
        return fmt::format("round {}, version {}, {}: {}", decided.round, decided.version,
                           word(decided.decision), decided.body);
    }
    std::string operator()(OutcomeRecorded const &recorded) const {
        return fmt::format(
            "round {} {}{}{}{}", recorded.round, word(recorded.outcome),
            recorded.next_round > 0 ? fmt::format(", round {} begins", recorded.next_round) : "",
            recorded.reason.empty() ? "" : ": ", recorded.reason);
    }
    std::string operator()(Extended const &extended) const {
        return fmt::format("round {}, step {}: {} in all; reply due {} → {}{}{}", extended.round,
                           extended.step, format_duration(extended.to), when(extended.from),
                           when(extended.due), extended.reason.empty() ? "" : ": ",
                           extended.reason);
    }
    std::string operator()(RemedyDone const &done) const {
        return fmt::format("remedy {}{}{}", done.number, done.body.empty() ? "" : ": ", done.body);
    }
    std::string operator()(Withdrawn const &withdrawn) const { return withdrawn.reason; }
    std::string operator()(CauseFound const &found) const {
        return fmt::format(
            "{}{}{}{}{}", found.cause, found.contributing.empty() ? "" : ", contributing ",
            fmt::join(found.contributing, ", "), found.body.empty() ? "" : ": ", found.body);
    }
    std::string operator()(Planned const &planned) const {
        auto text = fmt::format("{}, due {}, against {}", word(planned.nature), when(planned.due),
                                fmt::join(planned.causes, ", "));
        std::vector<std::string> complaints;
        for (auto const id : planned.complaints) complaints.push_back(id.text());
        return complaints.empty() ? text
                                  : fmt::format("{}, for {}", text, fmt::join(complaints, ", "));
    }
    std::string operator()(ActionDone const &done) const { return done.body; }
    std::string operator()(ActionVerified const &verified) const {
        return fmt::format("{}{}{}", verified.effective ? "effective" : "not effective",
                           verified.body.empty() ? "" : ": ", verified.body);
    }

    std::string operator()(Escalated const &escalated) const {
        auto text = fmt::format("{} of {}", word(escalated.level), word(escalated.clock));
        if (escalated.instance > 1) text += fmt::format(" {}", escalated.instance);
        if (escalated.level == EscalationLevel::warning)
            text += fmt::format(", {} % of the time", escalated.number);
        if (escalated.level == EscalationLevel::step)
            text += fmt::format(", step {} of \"{}\"", escalated.number, escalated.rule);
        text += fmt::format(", due {}", when(escalated.deadline));
        if (!escalated.to.empty()) text += fmt::format(": to {}", fmt::join(escalated.to, ", "));
        return escalated.summed_up ? text + " (summed up)" : text;
    }
    std::string operator()(IncidentDeclared const &declared) const {
        return fmt::format("{}, {}: {}", declared.incident.text(), declared.severity,
                           declared.title);
    }
    std::string operator()(IncidentTicked const &ticked) const {
        return fmt::format("{}: {}", ticked.incident.text(), ticked.item);
    }
    std::string operator()(IncidentUpdated const &updated) const {
        return fmt::format("{}: {}", updated.incident.text(), updated.body);
    }
    std::string operator()(IncidentResolved const &resolved) const {
        return fmt::format("{}, {} cases resolved with it: {}", resolved.incident.text(),
                           resolved.resolved, resolved.body);
    }
    std::string operator()(IncidentLinked const &linked) const {
        return in_incident(linked.incident, linked.terms, linked.deadlines) +
               fmt::format(" (by {})", linked.by);
    }
    std::string operator()(IncidentUnlinked const &unlinked) const {
        return with_reason(in_incident(unlinked.incident, unlinked.terms, unlinked.deadlines),
                           unlinked.reason);
    }

    std::string operator()(QualityScored const &scored) const {
        auto text = fmt::format("review {}:", scored.review);
        for (auto const &one : scored.points)
            text += fmt::format(" {} {}/{}", one.item, one.points, one.most);
        if (!scored.fault.empty()) text += fmt::format(", fault {}", scored.fault);
        return with_reason(std::move(text), scored.comment);
    }
    std::string operator()(FaultStepDone const &done) const {
        return with_reason(fmt::format("review {}, step {}", done.review, done.step), done.comment);
    }
    std::string operator()(TrainingRecorded const &training) const {
        return fmt::format("{} {}, {}{}", training.person, when(training.held), training.topic,
                           training.withdrawn ? ", which did not take place" : "");
    }

    std::string operator()(FeedbackGiven const &given) const {
        std::string text;
        auto const add = [&](char const *name, auto const &value) {
            if (value) text += fmt::format("{}{} {}", text.empty() ? "" : ", ", name, *value);
        };
        add("satisfaction", given.csat);
        add("recommends", given.nps);
        add("effort", given.ces);
        for (auto const &score : given.dimensions)
            add(score.dimension.c_str(), std::optional{score.value});
        if (given.solved) text += *given.solved ? ", solved" : ", not solved";
        if (given.by_staff) text += ", recorded by staff";
        return given.comment.empty() ? text : text + ": " + given.comment;
    }

  private:
    static std::string holder(std::string const &team, std::string const &person) {
        return person.empty() ? "team " + team : fmt::format("{} of {}", person, team);
    }

    std::string in_incident(std::optional<IncidentId> id, TermsRef const &terms,
                            std::vector<Moved> const &deadlines) const {
        auto text = id ? id->text() : std::string{"of another desk"};
        if (!terms.rule.empty()) text += fmt::format(", sla \"{}\"", terms.rule);
        for (auto const &moved : deadlines)
            text += fmt::format("; {} due {} → {}", word(moved.clock), when(moved.from),
                                when(moved.to));
        return text;
    }

    static std::string with_reason(std::string text, std::string const &reason) {
        return reason.empty() ? text : text + ": " + reason;
    }

    template <class T>
    std::string plain(T const &value) const {
        if constexpr (requires { value.has_value(); })
            return value ? plain(*value) : std::string{};
        else if constexpr (std::is_same_v<T, std::string>)
            return value;
        else if constexpr (std::is_same_v<T, bool>)
            return value ? "yes" : std::string{};
        else if constexpr (std::is_same_v<T, Instant>)
            return when(value);
        else if constexpr (std::is_same_v<T, Date>)
            return format_date(value);
        else if constexpr (std::is_enum_v<T>)
            return std::string{word(value)};
        else if constexpr (std::is_same_v<T, Digest>)
            return short_hex(value);
        else if constexpr (std::is_same_v<T, Duration>)
            return format_duration(value);
        else if constexpr (requires { value.push_back(value.front()); }) {
            std::string all;
            for (auto const &item : value) all += (all.empty() ? "" : ", ") + plain(item);
            return all;
        } else if constexpr (requires { value.text(); })
            return value.text();
        else
            return fmt::to_string(value);
    }

    std::string when(std::optional<Instant> const &instant) const {
        return instant ? zone_.format(*instant) : "none";
    }

    Zone const &zone_;
};

}  // namespace

Table history(Policy const &policy, std::span<Event const> events) {
    auto const zone = Zone::load(policy.desk.zone);
    auto const sentence = [&](Event const &event) {
        auto const *withdrawn = std::get_if<EventWithdrawn>(&event.payload);
        if (!withdrawn) {
            // What a triage decided stays when what it found is erased.
            bool const stays = std::holds_alternative<Triaged>(event.payload);
            if (event.erased && !stays) return std::string{"(erased)"};
            return std::visit(Sentence{zone}, event.payload) + (event.erased ? " (erased)" : "");
        }
        auto const base = std::ranges::find(events, event.seq, &Event::withdrawn_by);
        return fmt::format("{}{}{}",
                           base == events.end()
                               ? std::string{}
                               : fmt::format("event {} ({})", base->seq, word(base->payload)),
                           withdrawn->moved_to ? ", now in " + withdrawn->moved_to->text() : "",
                           event.erased ? ": (erased)" : ": " + withdrawn->reason);
    };
    auto const text = [&](Event const &event) {
        auto const dated =
            event.dated == Dating::hand
                ? fmt::format("(dated by hand, recorded {}) ", zone.format(event.recorded_at))
            : event.clock ? fmt::format("(the clock said {}) ", zone.format(*event.clock))
                          : std::string{};
        return fmt::format("{}{}{}", event.withdrawn_by ? "(withdrawn) " : "", dated,
                           sentence(event));
    };
    auto const data = [](Event const &event) {
        auto const encoded = encode(rules::for_reading(event.payload));
        auto all = Json::parse(encoded.data);
        if (!encoded.sealed.empty()) all.update(Json::parse(encoded.sealed));
        return JsonText{all.dump()};
    };
    bool const of_several = std::ranges::any_of(
        events, [&](Event const &event) { return event.case_id != events.front().case_id; });
    Columns<Event> const columns{
        {"case", of_several ? "Case" : "", &Event::case_id},
        {"seq", "Event", &Event::seq},
        {"at", "At", &Event::at},
        {"recorded_at", "", &Event::recorded_at},
        {"actor", "By", &Event::actor},
        {"kind", "Kind", [](Event const &event) { return word(event.payload); }},
        {"text", "Text", text},
        {"data", "", data},
        {"erased", "", &Event::erased},
        {"user", "", &Event::user},
        {"dated", "", &Event::dated},
        {"clock_at", "", &Event::clock},
        {"withdrawn_by", "", &Event::withdrawn_by},
    };
    return columns.table_of(events);
}

}  // namespace dcc::report
