#include <dcc/base/text.hpp>
#include <dcc/calendar/range.hpp>
#include <dcc/desk/repeat.hpp>
#include <dcc/desk/tags.hpp>
#include <dcc/exchange/detail/batch.hpp>
#include <dcc/exchange/detail/status.hpp>
#include <dcc/exchange/import.hpp>
#include <dcc/rules/claim.hpp>
#include <dcc/rules/fields.hpp>
#include <dcc/rules/identity.hpp>
#include <dcc/rules/lifecycle.hpp>
#include <dcc/rules/opening.hpp>
#include <dcc/rules/tags.hpp>
#include <dcc/rules/timeline.hpp>
#include <dcc/rules/withdrawal.hpp>

#include <algorithm>
#include <iterator>
#include <set>
#include <string_view>

#include <fmt/format.h>

namespace dcc::exchange {
namespace {

constexpr std::size_t batch_size = 2000;

// Checks the history of a case on a value before anything is written.
class Trial {
  public:
    Trial(ledger::Session &session, CaseId id) : session_{session} { item_.id = id; }

    std::optional<Refusal> add(Instant at, event::Payload payload, std::string const &actor) {
        auto const &type = type_of(payload);
        auto const refuse = [](std::string message) {
            return Refusal{"bad_history", std::move(message), {}};
        };
        if (!is_supported(at))
            return refuse(
                say("{} at {} lies outside the years 1900 to 2200", type.word, format_utc(at)));
        if (at > session_.now())
            return refuse(say("{} at {} is later than now", type.word, format_utc(at)));
        if (!events_.empty()) {
            if (type.about != event::Subject::case_ || type.step == Step::open)
                return refuse(say("{} is not possible in a case that is open already", type.word));
            if (at < item_.updated_at)
                return refuse(say("{} at {} is before the last event ({})", type.word,
                                  format_utc(at), format_utc(item_.updated_at)));
            if (!is_legal(*type.step) && !(type.other && is_legal(*type.other)))
                return refuse(say("{} at {}: {} is not possible in state {}", type.word,
                                  format_utc(at), word(*type.step), item_.state));
        }
        Event event;
        event.case_id = item_.id;
        event.at = at;
        event.actor = actor.empty() ? session_.actor() : actor;
        event.dated = Dating::import;
        event.payload = std::move(payload);
        read_as_here(event.payload);
        if (auto no = rules::refuse_claim(session_.policy(), item_, event)) {
            if (no->code != "bad_history") return no;
            return refuse(say("{} at {}: {}", type.word, format_utc(at), no->message));
        }
        if (auto const *messaged = std::get_if<event::Messaged>(&event.payload);
            messaged && messaged->token)
            if (auto const row = session_.writer().invitation(*messaged->token))
                return refuse(say("{} at {}: its survey token belongs to {}", type.word,
                                  format_utc(at), row->case_id.text()));
        events_.push_back(std::move(event));
        if (auto const *withdrawn = std::get_if<event::EventWithdrawn>(&events_.back().payload)) {
            if (!rules::withdrawn_by(events_, *withdrawn))
                return refuse(say("{} at {}: event {} of the case cannot be withdrawn", type.word,
                                  format_utc(at), withdrawn->nth));
            item_ = rules::replay(events_, session_.adopted());
        } else {
            rules::apply(item_, events_.back(), session_.adopted());
        }
        return std::nullopt;
    }

    Case const &item() const { return item_; }

    // Records the events that lead to the state that the source says.
    std::optional<Refusal> enter(Instant at, Status const &status, std::string const &actor) {
        while (!holds(item_, status)) {
            auto payload = next_towards(item_, status);
            if (!payload) return refuse_state(at, status);
            if (auto no = add(at, std::move(*payload), actor)) return no;
        }
        return std::nullopt;
    }

    // Links the case to an earlier one of the same customer and category. A log can name its
    // category later.
    void link_repeat(std::optional<CustomerId> customer) {
        if (item_.complaint) return;
        auto const received = item_.received_at;
        auto const find = [&](std::string const &category) {
            auto const earlier =
                desk::find_repeated(session_, item_.id, customer, category, received);
            return earlier ? std::optional{earlier->id} : std::nullopt;
        };
        for (auto &event : events_) {
            if (auto *opened = std::get_if<event::Opened>(&event.payload))
                item_.repeat_of = opened->repeat_of = find(opened->category);
            if (auto *triaged = std::get_if<event::Triaged>(&event.payload))
                item_.repeat_of = triaged->repeat_of = find(triaged->category);
        }
    }

    // The customer is created last, when no refusal is possible any more.
    ledger::Receipt write(std::optional<CustomerId> customer, std::string reply_to) {
        auto &opened = std::get<event::Opened>(events_.front().payload);
        opened.customer = customer;
        if (!reply_to.empty()) opened.reply_to = item_.reply_to = std::move(reply_to);
        bool const is_replaced = std::ranges::any_of(events_, [](Event const &event) {
            return std::holds_alternative<event::CustomerSet>(event.payload);
        });
        if (!is_replaced) item_.customer = customer;
        ledger::Receipt receipt{std::move(item_), std::move(events_), {}};
        session_.record_past(receipt);
        return receipt;
    }

  private:
    bool is_legal(Step step) const { return rules::is_legal(item_, step); }

    // Tags are spelled as here, and this policy says which fields are personal.
    void read_as_here(event::Payload &payload) {
        auto const spell = [&](std::vector<std::string> &tags) {
            if (auto read = rules::read_tags(session_.policy(), tags))
                tags = desk::as_known(session_, std::move(*read));
        };
        auto const place = [&](CaseFacts &facts) {
            if (auto const read = rules::read_fields(session_.policy(), all_fields(facts)))
                take_known(facts, *read);
        };
        if (auto *opened = std::get_if<event::Opened>(&payload)) {
            spell(opened->tags);
            place(*opened);
        }
        if (auto *tagged = std::get_if<event::Tagged>(&payload)) spell(tagged->added);
        if (auto *facts = std::get_if<event::FactsGiven>(&payload)) place(*facts);
    }

    Refusal refuse_state(Instant at, Status const &status) const {
        auto const wanted = status.state ? word(*status.state) : "open";
        if (status.is_change)
            return {"bad_history",
                    say("status \"{}\" at {}: the case is {}", wanted, format_utc(at), item_.state),
                    {}};
        bool const is_other = status.state && !is_ended(*status.state) && !rules::is_ended(item_);
        return {"bad_history",
                say("status \"{}\": by its other columns the case is {}{}", wanted, item_.state,
                    is_other ? " (\"open\" stands for every state before the end)" : ""),
                {}};
    }

    ledger::Session &session_;
    Case item_;
    std::vector<Event> events_;
};

// Service terms of another desk are valid here after its policy was adopted.
std::optional<Refusal> refuse_terms(ledger::Session &session, event::Payload const &payload) {
    auto const *named = event::terms_in(payload);
    if (!named) return std::nullopt;
    auto const &terms = *named;
    auto const &policy = session.policy();
    bool const ours =
        terms.policy == policy.fingerprint &&
        (std::ranges::count(policy.sla, terms.rule, &SlaRule::name) > 0 ||
         std::ranges::count(policy.complaints.rules, terms.rule, &ComplaintRule::name) > 0);
    if (ours || session.writer().terms(terms.policy, terms.rule)) return std::nullopt;
    return Refusal{"unknown_promise",
                   say("sla \"{}\" of policy {} is not known here: no earlier policy_adopted "
                       "event contains it",
                       terms.rule, short_hex(terms.policy)),
                   {}};
}

// What the customer gave, without texts that are no number or address.
CustomerFacts usable_facts(ledger::Session &session, desk::CustomerArgs const &args) {
    return rules::read_customer(session.policy(), args, args.further).usable();
}

// A case may be without a subject only if that was erased where it comes from.
bool has_erased_subject(History const &history) {
    return std::ranges::any_of(history.steps, [](HistoryStep const &step) {
        auto const *erased = std::get_if<event::TextsErased>(&step.payload);
        return erased && std::ranges::count(erased->names, "subject") > 0;
    });
}

std::optional<Refusal> refuse_opening(ledger::Session &session, History const &history) {
    if (!has_erased_subject(history))
        return desk::refuse_open(session.policy(), history.open, session.now());
    auto request = history.open;
    request.subject = "(erased)";
    return desk::refuse_open(session.policy(), request, session.now());
}

// The highest number that is taken over from another desk: numbers that people can say remain.
constexpr std::int64_t highest_number = 999'999'999;

// The number that the case has in the desk it comes from, if it is free here, or else the next one.
CaseId number_for(ledger::Session &session, History const &history) {
    auto const &number = history.number;
    if (number && number->number <= highest_number && !session.writer().find(*number))
        return *number;
    return session.writer().next_case_id();
}

// Imports a case whose external id is not used, in an open transaction.
Outcome<ImportedCase> import_new(ledger::Session &session, History const &history) {
    if (auto no = session.refuse(Right::intake_import)) return *no;
    if (history.open.external_id.empty())
        return Refusal{"no_external_id", "the external id is empty", {}};
    if (auto no = refuse_opening(session, history)) return *no;
    for (auto const &step : history.steps)
        if (auto no = refuse_terms(session, step.payload)) return *no;
    auto const at = history.open.received.value_or(session.now());
    Trial trial{session, number_for(session, history)};
    auto opened = history.as_told
                      ? *history.as_told
                      : rules::opening(session.policy(), history.open, std::nullopt,
                                       usable_facts(session, history.open.customer), at);
    opened.external_id = history.open.external_id;
    opened.source = history.open.source;
    opened.customer.reset();
    if (auto no = refuse_terms(session, opened)) return *no;
    if (auto no = trial.add(at, std::move(opened), history.actor)) return *no;
    for (auto const &step : history.steps)
        if (auto no = step.status ? trial.enter(step.at, *step.status, step.actor)
                                  : trial.add(step.at, step.payload, step.actor))
            return *no;

    // The desk of origin may send the queued messages, so this desk does not unless a person
    // retries.
    auto const outgoing = trial.item().outgoing;
    for (auto const &message : outgoing)
        if (message.state == MessageState::queued)
            if (auto no = trial.add(session.now(),
                                    event::DeliveryFailed{message.number, std::nullopt,
                                                          "taken over from another desk"},
                                    {}))
                return *no;

    auto who = desk::identify(session, history.open.customer, at, trial.item().id, Dating::import);
    if (!who) return who.refusal();
    auto const customer = who->customer ? std::optional{who->customer->id} : std::nullopt;
    if (!history.as_told) trial.link_repeat(customer);
    ImportedCase imported{trial.write(customer, std::move(who->reply_to)), who->texts, who->doubts};
    imported.notes = std::move(who->notes);
    return imported;
}

// What the desk cannot store of a case that the checks let through.
bool is_of_case(Error const &error) {
    return error.kind() == ErrorKind::data || dynamic_cast<store::ConstraintError const *>(&error);
}

}  // namespace

Outcome<ImportedCase> import_case(ledger::Session &session, History const &history) {
    ledger::Session::Transaction transaction{session};
    if (auto const id = session.writer().find_external_case(history.open.external_id))
        return Refusal{
            "exists",
            say("external id \"{}\" is {} already", history.open.external_id, id->text()),
            {}};
    auto imported = import_new(session, history);
    if (imported) transaction.commit();
    return imported;
}

Batch::Batch(ledger::Session &session, Reject reject)
    : session_{session}, reject_{std::move(reject)} {
    if (session.dry_run()) trial_.emplace(session);
}

void Batch::reject(std::vector<Record> const &records, std::string const &reason) {
    for (auto const &record : records) {
        ++result_.rejected;
        reject_(record, reason);
    }
}

void Batch::count(desk::Identified const &found) {
    result_.texts += found.texts;
    result_.doubts += found.doubts;
}

void Batch::add(History history, std::vector<Record> records) {
    entries_.push_back({std::move(history), std::move(records)});
    if (entries_.size() >= batch_size) flush();
}

Outcome<ImportedCase> Batch::attempt(History const &history) {
    ledger::Session::Attempt attempt{session_};
    try {
        auto receipt = import_new(session_, history);
        if (receipt) attempt.keep();
        return receipt;
    } catch (Error const &error) {
        if (!is_of_case(error)) throw;
        return Refusal{"bad_history", error.what(), {}};
    }
}

void Batch::note_made(History const &history, CaseId id) {
    if (history.number && *history.number != id) renumbered_.push_back({*history.number, id});
    auto const after = made_.upper_bound(id.number);
    if (after != made_.begin() && std::prev(after)->second + 1 == id.number)
        std::prev(after)->second = id.number;
    else
        made_.emplace(id.number, id.number);
}

bool Batch::has_made(CaseId id) const {
    auto const after = made_.upper_bound(id.number);
    return after != made_.begin() && id.number <= std::prev(after)->second;
}

ImportResult Batch::result() const {
    auto result = result_;
    result.renumbered = renumbered_;
    return result;
}

void Batch::flush() {
    if (entries_.empty()) return;
    // A savepoint for each case costs a seventh of the time, and hardly any batch needs them.
    if (trial_ || !write(Undo::batch)) write(Undo::one);
    entries_.clear();
}

std::vector<Batch::Entry const *> Batch::in_time() const {
    std::set<std::string_view> ids;
    std::vector<Entry const *> order;
    std::vector<Entry const *> doubles;
    bool is_table = true;
    for (auto const &entry : entries_) {
        is_table = is_table && !entry.history.as_told;
        auto const fresh = ids.insert(entry.history.open.external_id).second;
        (fresh ? order : doubles).push_back(&entry);
    }
    if (is_table)
        std::ranges::stable_sort(order, {}, [](Entry const *entry) {
            return entry->history.open.received.value_or(Instant{});
        });
    order.insert(order.end(), doubles.begin(), doubles.end());
    return order;
}

bool Batch::write(Undo undo) {
    auto result = result_;
    auto made = made_;
    auto const renumbered = renumbered_.size();
    std::vector<std::pair<Entry const *, std::string>> rejected;
    ledger::Session::Transaction transaction{session_};
    for (auto const *entry : in_time()) {
        auto const &history = entry->history;
        auto const known = session_.writer().find_external_case(history.open.external_id);
        if (known && !has_made(*known)) {
            ++result_.present;
            continue;
        }
        if (known) {
            rejected.emplace_back(
                entry, fmt::format("external id \"{}\" is already in an earlier row ({})",
                                   history.open.external_id, known->text()));
            continue;
        }
        try {
            auto const receipt =
                undo == Undo::one ? attempt(history) : import_new(session_, history);
            if (receipt) {
                ++result_.imported;
                result_.texts += receipt->texts;
                result_.doubts += receipt->doubts;
                note_made(history, receipt->item.id);
            } else if (receipt.refusal().kind == ErrorKind::no_permission)
                throw Error{ErrorKind::no_permission, receipt.refusal().message,
                            receipt.refusal().hint};
            else
                rejected.emplace_back(entry, receipt.refusal().message);
        } catch (Error const &error) {
            if (undo == Undo::one || !is_of_case(error)) throw;
            result_ = std::move(result);
            made_ = std::move(made);
            renumbered_.resize(renumbered);
            return false;
        }
    }
    transaction.commit();
    std::ranges::sort(rejected);  // by their places
    for (auto const &[entry, reason] : rejected) reject(entry->records, reason);
    return true;
}

}  // namespace dcc::exchange
