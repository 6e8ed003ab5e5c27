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
    Wording operator()(E const &event) const {
        Wording text;
        auto const add = [&](auto const &field) {
            auto const value = plain(event.*field.member);
            if (!value.empty()) text += say("{}{} {}", text.empty() ? "" : ", ", field.name, value);
        };
        std::apply([&](auto const &...field) { (add(field), ...); }, E::fields);
        return text;
    }
    Wording operator()(DeskCreated const &created) const { return created.desk; }
    Wording operator()(PolicyAdopted const &adopted) const { return short_hex(adopted.policy); }
    Wording operator()(CustomerAdded const &added) const { return added.name; }
    Wording operator()(Opened const &opened) const {
        if (opened.kind == CaseKind::action) return opened.subject;
        return say("by {}, sla \"{}\"{}: {}", opened.channel, opened.terms.rule,
                   opened.source.empty() ? Wording{} : say(", imported from {}", opened.source),
                   opened.subject);
    }
    Wording operator()(Triaged const &triaged) const {
        auto text = say("category {} ({}), priority {} ({})",
                        triaged.category.empty() ? say("unknown") : Wording{triaged.category},
                        triaged.category_by, triaged.priority, triaged.priority_by);
        if (!triaged.policy_priority.empty())
            text += say(" instead of {}", triaged.policy_priority);
        if (!triaged.suggested.empty())
            text += say("; model {} suggests {} ({} %)", triaged.model,
                        triaged.suggested.front().category,
                        (triaged.suggested.front().permille + 5) / 10);
        for (auto const &moved : triaged.deadlines)
            text += say("; {} due {} → {}", moved.clock, when(moved.from), when(moved.to));
        return with_reason(std::move(text), triaged.reason);
    }
    Wording operator()(Assigned const &assigned) const {
        auto text = say("to {} ({}{}{})", holder(assigned.team, assigned.person), assigned.by,
                        assigned.why.empty() ? "" : ": ", assigned.why);
        if (!assigned.instead_of.empty()) text += say(", instead of {}", assigned.instead_of);
        return with_reason(std::move(text), assigned.despite);
    }
    Wording operator()(HandedOver const &handed) const {
        auto text = say("from {} to {}", holder(handed.from_team, handed.from_person),
                        holder(handed.team, handed.person));
        for (auto const &one : handed.known) text += say(", {}: {}", one.name, one.value);
        if (!handed.despite.empty()) text += say(", although: {}", handed.despite);
        return with_reason(std::move(text), handed.reason);
    }
    Wording operator()(HandoverReturned const &returned) const {
        return with_reason("to " + holder(returned.team, returned.person), returned.reason);
    }
    Wording operator()(TaskOpened const &opened) const {
        return say("{} for {}: {}", opened.task, holder(opened.team, opened.person), opened.title);
    }
    Wording operator()(TaskStarted const &started) const {
        return say("{} by {}", started.task, started.person);
    }
    Wording operator()(TaskDone const &done) const { return say("{}: {}", done.task, done.body); }
    Wording operator()(TaskCancelled const &cancelled) const {
        return say("{}: {}", cancelled.task, cancelled.reason);
    }
    Wording operator()(StaffAbsent const &absent) const {
        return say("{} from {}{}", absent.person, when(absent.from),
                   absent.to ? say(" until {}", when(absent.to)) : Wording{});
    }
    Wording operator()(Received const &received) const { return received.body; }
    Wording operator()(Replied const &replied) const { return replied.body; }
    Wording operator()(Noted const &noted) const { return noted.body; }
    Wording operator()(Waited const &waited) const {
        return waited.on == State::waiting_customer ? "for the customer"
               : waited.on == State::in_testing     ? "for a test"
                                                    : "for a third party";
    }
    Wording operator()(Resolved const &resolved) const {
        return resolved.time_unknown ? Wording{"at a time the source does not give"}
                                     : Wording{resolved.body};
    }
    Wording operator()(Reopened const &reopened) const { return reopened.reason; }
    Wording operator()(Closed const &closed) const { return closed.reason; }
    Wording operator()(Cancelled const &cancelled) const {
        return cancelled.duplicate_of ? say("duplicate of {}{}{}", cancelled.duplicate_of->text(),
                                            cancelled.reason.empty() ? "" : ": ", cancelled.reason)
                                      : Wording{cancelled.reason};
    }

    Wording operator()(CustomerSet const &set) const {
        auto const to = set.customer ? set.customer->text() : std::string{};
        if (set.merged) return say("to {}, into whom {} was merged", to, set.merged->text());
        return with_reason(say("{} {}", set.split ? "back to" : "to", to), set.reason);
    }
    Wording operator()(Linked const &linked) const {
        return say("{}{}{}", in_words(linked.kind),
                   linked.other ? " " + linked.other->text() : std::string{},
                   linked.unanswered ? ", whose customer waits for an answer" : "");
    }
    Wording operator()(Unlinked const &unlinked) const {
        return say("{}{}", in_words(unlinked.kind),
                   unlinked.other ? " " + unlinked.other->text() : std::string{});
    }
    Wording operator()(Tagged const &tagged) const {
        std::string text;
        for (auto const &[sign, tags] :
             {std::pair{'+', &tagged.added}, std::pair{'-', &tagged.removed}})
            for (auto const &tag : *tags)
                text += fmt::format("{}{}{}", text.empty() ? "" : ", ", sign, tag);
        return text;
    }
    Wording operator()(ArticleWritten const &written) const {
        return say("{} version {}: {}", written.article.text(), written.version, written.title);
    }
    Wording operator()(ArticleRetired const &retired) const { return retired.reason; }
    Wording operator()(FactsGiven const &facts) const {
        Wording text;
        auto const add = [&](std::string_view name, std::string const &value) {
            if (!value.empty()) text += say("{}{} {}", text.empty() ? "" : ", ", name, value);
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
        add("still missing", say("{}", fmt::join(facts.missing, ", ")));
        return with_reason(std::move(text), facts.reason);
    }
    Wording operator()(Proposed const &proposed) const {
        return say("version {}{}{}: {}", proposed.version,
                   proposed.draft               ? ", a draft"
                   : proposed.review_by.empty() ? ", no review needed"
                                                : ", for review",
                   proposed.cost ? ", " + format_money(*proposed.cost) : std::string{},
                   proposed.steps);
    }
    Wording operator()(Submitted const &submitted) const {
        return say("version {}", submitted.version);
    }
    Wording operator()(Reviewed const &reviewed) const {
        return say("version {} {}{}{}", reviewed.version,
                   reviewed.approved ? "approved" : "returned", reviewed.reason.empty() ? "" : ": ",
                   reviewed.reason);
    }
    Wording operator()(Confirmed const &confirmed) const {
        return say("version {}", confirmed.version);
    }
    Wording operator()(PromiseJudged const &judged) const {
        return judged.met ? "kept, says the earlier system" : "broken, says the earlier system";
    }
    Wording operator()(Promised const &promised) const {
        return say("for {}{}{}{}", when(promised.by),
                   promised.instead_of ? " instead of " + when(promised.instead_of) : "",
                   promised.reason.empty() ? "" : ": ", promised.reason);
    }
    Wording operator()(Messaged const &messaged) const {
        return say("{} ({}){}: {}", messaged.number, messaged.kind,
                   messaged.by_hand ? ", to be delivered by hand" : "",
                   rules::for_reading(messaged).subject);
    }
    Wording operator()(Delivered const &delivered) const {
        return say("message {}", delivered.message);
    }
    Wording operator()(DeliveryFailed const &failed) const {
        return say("message {}, {}: {}", failed.message,
                   failed.next_try ? "next try " + when(failed.next_try) : "undeliverable",
                   failed.error);
    }
    Wording operator()(MessageSuperseded const &superseded) const {
        return say("message {}, which a later event made obsolete", superseded.message);
    }
    Wording operator()(VisitBooked const &booked) const {
        return say("visit {}, {}, by {}, {} to {}{}{}", booked.visit, booked.mode,
                   booked.technician, when(booked.from), when(booked.to),
                   booked.place.empty() ? "" : ", ", booked.place);
    }
    Wording operator()(VisitMoved const &moved) const {
        return say("visit {}, by {}, {} to {}{}{}", moved.visit, moved.technician, when(moved.from),
                   when(moved.to), moved.reason.empty() ? "" : ": ", moved.reason);
    }
    Wording operator()(VisitCancelled const &cancelled) const {
        return say("visit {}{}{}", cancelled.visit, cancelled.reason.empty() ? "" : ": ",
                   cancelled.reason);
    }
    Wording operator()(VisitDone const &done) const {
        return say("visit {}: {}", done.visit, done.result);
    }
    Wording operator()(OneOf<TextsErased, CustomerErased> auto const &erased) const {
        auto const of = erased.events.empty()       ? ""
                        : erased.events.size() == 1 ? " of event "
                                                    : " of events ";
        return say("{}{}{}: {}", fmt::join(erased.names, ", "), of, fmt::join(erased.events, ", "),
                   erased.reason);
    }
    Wording operator()(CustomerCalled const &called) const {
        return say("rule \"{}\", {}{}{}", called.rule, called.result,
                   called.body.empty() ? "" : ": ", called.body);
    }

    Wording operator()(Acknowledged const &acknowledged) const {
        return say("round {}, {}", acknowledged.round,
                   acknowledged.automatic ? "by a mail of the desk" : "by " + acknowledged.channel);
    }
    Wording operator()(Assessed const &assessed) const {
        auto text = say("{}, {}", assessed.severity, assessed.complexity);
        if (assessed.safety) text += ", safety at stake";
        if (assessed.immediate) text += ", immediate action";
        text += say(", type {}", assessed.complaint_type);
        if (!assessed.department.empty()) text += ", department " + assessed.department;
        text += say(" ({})", assessed.by);
        for (auto const &moved : assessed.deadlines)
            text += say("; {} due {} → {}", moved.clock, when(moved.from), when(moved.to));
        return assessed.reason.empty() ? text : text + ": " + assessed.reason;
    }
    Wording operator()(EvidenceAdded const &added) const {
        return say("{}: {} ({}, {} bytes, sha {}){}{}", added.number, added.name, added.media,
                   added.size, short_hex(added.digest), added.body.empty() ? "" : ": ", added.body);
    }
    Wording operator()(FindingAdded const &added) const {
        return added.stated_by.empty() ? Wording{added.body}
                                       : say("{} states: {}", added.stated_by, added.body);
    }
    Wording operator()(Recused const &recused) const {
        return say("{}{}{}{}", recused.person, recused.complained_about ? ", complained about" : "",
                   recused.reason.empty() ? "" : ": ", recused.reason);
    }
    Wording operator()(RemedyProposed const &proposed) const {
        auto text =
            say("round {}, version {}, {}", proposed.round, proposed.version, proposed.decision);
        for (auto const &remedy : proposed.remedies) {
            text += say(", {}", remedy.kind);
            if (remedy.amount) text += " " + format_money(*remedy.amount);
        }
        return proposed.body.empty() ? text : text + ": " + proposed.body;
    }
    Wording operator()(RemedyApproved const &approved) const {
        return say("version {}{}{}{}{}", approved.version,
                   approved.authority.empty() ? "" : ", as ", approved.authority,
                   approved.reason.empty() ? "" : ": ", approved.reason);
    }
    Wording operator()(RemedyReturned const &returned) const {
        return say("version {}: {}", returned.version, returned.reason);
    }
    Wording operator()(Decided const &decided) const {
        return say("round {}, version {}, {}: {}", decided.round, decided.version, decided.decision,
                   decided.body);
    }
    Wording operator()(OutcomeRecorded const &recorded) const {
        return say("round {} {}{}{}{}", recorded.round, recorded.outcome,
                   recorded.next_round > 0 ? say(", round {} begins", recorded.next_round) : "",
                   recorded.reason.empty() ? "" : ": ", recorded.reason);
    }
    Wording operator()(Extended const &extended) const {
        return say("round {}, step {}: {} in all; reply due {} → {}{}{}", extended.round,
                   extended.step, format_duration(extended.to), when(extended.from),
                   when(extended.due), extended.reason.empty() ? "" : ": ", extended.reason);
    }
    Wording operator()(RemedyDone const &done) const {
        return say("remedy {}{}{}", done.number, done.body.empty() ? "" : ": ", done.body);
    }
    Wording operator()(Withdrawn const &withdrawn) const { return withdrawn.reason; }
    Wording operator()(CauseFound const &found) const {
        return say("{}{}{}{}{}", found.cause, found.contributing.empty() ? "" : ", contributing ",
                   fmt::join(found.contributing, ", "), found.body.empty() ? "" : ": ", found.body);
    }
    Wording operator()(Planned const &planned) const {
        auto text = say("{}, due {}, against {}", planned.nature, when(planned.due),
                        fmt::join(planned.causes, ", "));
        std::vector<std::string> complaints;
        for (auto const id : planned.complaints) complaints.push_back(id.text());
        return complaints.empty() ? text : say("{}, for {}", text, fmt::join(complaints, ", "));
    }
    Wording operator()(ActionDone const &done) const { return done.body; }
    Wording operator()(ActionVerified const &verified) const {
        return say("{}{}{}", verified.effective ? "effective" : "not effective",
                   verified.body.empty() ? "" : ": ", verified.body);
    }

    Wording operator()(Escalated const &escalated) const {
        auto text = say("{} of {}", escalated.level, escalated.clock);
        if (escalated.instance > 1) text += say(" {}", escalated.instance);
        if (escalated.level == EscalationLevel::warning)
            text += say(", {} % of the time", escalated.number);
        if (escalated.level == EscalationLevel::step)
            text += say(", step {} of \"{}\"", escalated.number, escalated.rule);
        text += say(", due {}", when(escalated.deadline));
        if (!escalated.to.empty()) text += say(": to {}", fmt::join(escalated.to, ", "));
        return escalated.summed_up ? text + " (summed up)" : text;
    }
    Wording operator()(IncidentDeclared const &declared) const {
        return say("{}, {}: {}", declared.incident.text(), declared.severity, declared.title);
    }
    Wording operator()(IncidentTicked const &ticked) const {
        return say("{}: {}", ticked.incident.text(), ticked.item);
    }
    Wording operator()(IncidentUpdated const &updated) const {
        return say("{}: {}", updated.incident.text(), updated.body);
    }
    Wording operator()(IncidentResolved const &resolved) const {
        return say("{}, {} cases resolved with it: {}", resolved.incident.text(), resolved.resolved,
                   resolved.body);
    }
    Wording operator()(IncidentLinked const &linked) const {
        return in_incident(linked.incident, linked.terms, linked.deadlines) +
               say(" (by {})", linked.by);
    }
    Wording operator()(IncidentUnlinked const &unlinked) const {
        return with_reason(in_incident(unlinked.incident, unlinked.terms, unlinked.deadlines),
                           unlinked.reason);
    }

    Wording operator()(QualityScored const &scored) const {
        auto text = say("review {}:", scored.review);
        for (auto const &one : scored.points)
            text += say(" {} {}/{}", one.item, one.points, one.most);
        if (!scored.fault.empty()) text += say(", fault {}", scored.fault);
        return with_reason(std::move(text), scored.comment);
    }
    Wording operator()(FaultStepDone const &done) const {
        return with_reason(say("review {}, step {}", done.review, done.step), done.comment);
    }
    Wording operator()(TrainingRecorded const &training) const {
        return say("{} {}, {}{}", training.person, when(training.held), training.topic,
                   training.withdrawn ? ", which did not take place" : "");
    }

    Wording operator()(FeedbackGiven const &given) const {
        Wording text;
        auto const add = [&](char const *name, auto const &value) {
            if (value) text += say("{}{} {}", text.empty() ? "" : ", ", name, *value);
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
    static Wording holder(std::string const &team, std::string const &person) {
        return person.empty() ? say("team {}", team) : say("{} of {}", person, team);
    }

    Wording in_incident(std::optional<IncidentId> id, TermsRef const &terms,
                        std::vector<Moved> const &deadlines) const {
        auto text = id ? Wording{id->text()} : Wording{"of another desk"};
        if (!terms.rule.empty()) text += say(", sla \"{}\"", terms.rule);
        for (auto const &moved : deadlines)
            text += say("; {} due {} → {}", moved.clock, when(moved.from), when(moved.to));
        return text;
    }

    static Wording with_reason(Wording text, std::string const &reason) {
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
            if (event.erased && !stays) return Wording{"(erased)"};
            return std::visit(Sentence{zone}, event.payload) + (event.erased ? " (erased)" : "");
        }
        auto const base = std::ranges::find(events, event.seq, &Event::withdrawn_by);
        return say(
            "{}{}{}",
            base == events.end()
                ? Wording{}
                : say("event {} ({})", base->seq, Wording::word(word(base->payload))),
            withdrawn->moved_to ? say(", now in {}", withdrawn->moved_to->text()) : Wording{},
            event.erased ? Wording{": (erased)"} : Wording{": " + withdrawn->reason});
    };
    auto const text = [&](Event const &event) {
        auto const dated = event.dated == Dating::hand ? say("(dated by hand, recorded {}) ",
                                                             zone.format(event.recorded_at))
                           : event.clock ? say("(the clock said {}) ", zone.format(*event.clock))
                                         : Wording{};
        return say("{}{}{}", event.withdrawn_by ? "(withdrawn) " : "", dated, sentence(event));
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
        {"kind", "Kind", [](Event const &event) { return Word{word(event.payload)}; }},
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
