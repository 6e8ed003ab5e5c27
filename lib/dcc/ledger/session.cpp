#include <dcc/ledger/projection.hpp>
#include <dcc/ledger/session.hpp>
#include <dcc/model/codec.hpp>
#include <dcc/model/remedy.hpp>
#include <dcc/rules/access.hpp>
#include <dcc/rules/timeline.hpp>

#include <set>

#include <fmt/format.h>

namespace dcc::ledger {

namespace {

// What is on record and cannot be read was damaged.
template <class Read>
auto on_record(Read const &read) {
    try {
        return read();
    } catch (Error const &error) {
        throw Error{ErrorKind::io, fmt::format("the desk is damaged: {}", error.what()),
                    Hint{Remedy::restore_backup, "verify the desk and restore it from a backup"}};
    }
}

}  // namespace

rules::AdoptedTerms adopted_terms_of(store::Reader &reader, Policy const *policy) {
    auto calendar = [&reader, policy](Digest const &print) {
        if (auto const row = reader.calendar(print))
            return on_record([&] { return read_calendar_text(row->name, row->text); });
        if (policy)
            for (auto const &[name, spec] : policy->calendars)
                if (digest(calendar_text(spec)) == print) return spec;
        throw Error{ErrorKind::io,
                    fmt::format("the desk does not know calendar {}", short_hex(print)),
                    Hint{Remedy::verify_desk, "verify the desk"}};
    };
    auto terms = [&reader, policy](event::TermsRef const &ref) {
        if (policy && policy->fingerprint == ref.policy)
            for (auto const &rule : policy->sla)
                if (rule.name == ref.rule) return policy->terms_of(rule);
        if (auto const row = reader.terms(ref.policy, ref.rule))
            return on_record([&] { return decode_terms(row->text); });
        throw Error{ErrorKind::io,
                    fmt::format("the desk does not know sla \"{}\" of policy {}", ref.rule,
                                short_hex(ref.policy)),
                    Hint{Remedy::verify_desk, "verify the desk"}};
    };
    return rules::AdoptedTerms{std::move(calendar), std::move(terms)};
}

std::optional<Case> load(store::Reader &reader, rules::AdoptedTerms &adopted, CaseId id) {
    auto const events = reader.events(id);
    if (events.empty()) return std::nullopt;
    return rules::replay(events, adopted);
}

Outcome<CaseId> find_case(store::Reader &reader, std::string_view text) {
    constexpr std::string_view external = "ext:";
    auto const id = text.starts_with(external)
                        ? reader.find_external_case(std::string{text.substr(external.size())})
                        : CaseId::parse(text);
    if (!id && !text.starts_with(external))
        return Refusal{"no_such_case", fmt::format("\"{}\" names no case", text),
                       "a case is written C42, 42 or ext:ABC-7"};
    if (!id || !reader.find(*id))
        return Refusal{"no_such_case", fmt::format("there is no case {}", text), {}};
    return *id;
}

Session::Session(store::Writer &writer, Policy const &policy, wording::Languages &languages,
                 std::string actor, Instant now, bool dry_run)
    : writer_{writer},
      policy_{policy},
      languages_{languages},
      actor_{std::move(actor)},
      now_{now},
      dry_run_{dry_run},
      adopted_{adopted_terms_of(writer, &policy)} {}

Session::Transaction::Transaction(Session &session)
    : session_{session}, owner_{!session.writer_.in_transaction()} {
    if (owner_) session_.writer_.begin();
}

Session::Transaction::~Transaction() {
    if (!owner_ || done_) return;
    session_.writer_.rollback();
    session_.on_record_ = false;
}

void Session::Transaction::commit() {
    if (!owner_ || session_.dry_run_) return;
    session_.writer_.commit();
    done_ = true;
}

Event Session::append(Event event) {
    if (!on_record_) adopt(writer_, policy_, actor_, now_);
    on_record_ = true;
    writer_.append(event);
    return event;
}

void Session::record(Receipt &receipt, Instant at, event::Payload payload) {
    Event event;
    event.case_id = receipt.item.id;
    event.at = at;
    event.recorded_at = now_;
    event.actor = actor_;
    event.payload = std::move(payload);
    receipt.events.push_back(append(std::move(event)));
    rules::apply(receipt.item, receipt.events.back(), adopted_);
}

void Session::put(Case const &item, std::int64_t since) {
    writer_.put(case_rows(item, adopted_, since));
}

void adopt(store::Writer &writer, Policy const &policy, std::string const &actor, Instant now) {
    if (writer.knows_policy(policy.fingerprint)) return;
    event::PolicyAdopted adopted;
    adopted.policy = policy.fingerprint;
    adopted.sources = policy.sources;
    for (auto const &rule : policy.sla) adopted.terms.push_back(policy.terms_of(rule));
    std::set<Digest> named;  // two names may stand for one calendar
    for (auto const &[name, spec] : policy.calendars) {
        auto text = calendar_text(spec);
        auto const print = digest(text);
        if (named.insert(print).second && !writer.calendar(print))
            adopted.calendars.push_back({name, print, std::move(text)});
    }
    Event event;
    event.at = now;
    event.recorded_at = now;
    event.actor = actor;
    event.payload = std::move(adopted);
    writer.append(event);
    put_policy(writer, event);
}

Outcome<Receipt> change(Session &session, CaseId id, Right right, Step step, Decide const &decide,
                        After const &after) {
    if (auto no = rules::refuse_access(session.policy(), session.actor(), right)) return *no;
    Session::Transaction transaction{session};
    auto item = load(session.writer(), session.adopted(), id);
    if (!item) return Refusal{"no_such_case", fmt::format("there is no case {}", id.text()), {}};
    if (auto no = rules::refuse_illegal(*item, step)) return *no;
    if (session.now() < item->updated_at) {
        auto const zone = Zone::load(session.policy().desk.zone);
        return Refusal{
            "time_runs_back",
            fmt::format("{} last changed at {}, later than now ({})", id.text(),
                        zone.format(item->updated_at, true), zone.format(session.now(), true)),
            Hint{Remedy::check_clock, "check the clock"}};
    }
    auto decision = decide(*item);
    if (!decision) return decision.refusal();
    auto const since = item->last_event;
    Receipt receipt{std::move(*item), {}, {}};
    for (auto &payload : *decision) session.record(receipt, session.now(), std::move(payload));
    if (after) after(receipt);
    session.put(receipt.item, since);
    transaction.commit();
    return receipt;
}

}  // namespace dcc::ledger
