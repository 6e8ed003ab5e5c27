#include <dcc/calendar/zone.hpp>
#include <dcc/ledger/change.hpp>
#include <dcc/model/remedy.hpp>
#include <dcc/rules/article.hpp>
#include <dcc/rules/incident.hpp>
#include <dcc/rules/lifecycle.hpp>
#include <dcc/rules/outgoing.hpp>
#include <dcc/rules/timeline.hpp>

#include <algorithm>
#include <type_traits>

#include <fmt/format.h>

namespace dcc::ledger {

std::optional<Case> load(store::Reader &reader, rules::AdoptedTerms &adopted, CaseId id) {
    auto const events = reader.events(id);
    if (events.empty()) return std::nullopt;
    return rules::replay(events, adopted);
}

std::optional<Customer> load(store::Reader &reader, CustomerId id) {
    auto const events = reader.events(id);
    if (events.empty()) return std::nullopt;
    Customer customer;
    for (auto const &event : events) rules::apply(customer, event);
    return customer;
}

std::optional<Article> load(store::Reader &reader, ArticleId id) {
    auto const events = reader.events(id);
    if (events.empty()) return std::nullopt;
    return rules::replay_article(events);
}

std::optional<Incident> load(store::Reader &reader, IncidentId id) {
    auto const events = reader.events(id);
    if (events.empty()) return std::nullopt;
    return rules::replay_incident(events);
}

namespace {

Refusal no_such_case(std::string_view named) {
    return {"no_such_case", say("there is no case {}", named),
            Hint{Remedy::find_case, "find it among all cases"}};
}

}  // namespace

Refusal no_such(CaseId id) {
    return no_such_case(id.text());
}

Refusal no_such(ArticleId id) {
    return {"no_such_article", say("there is no article {}", id.text()),
            Hint{Remedy::list_articles, "see the list of articles"}};
}

Refusal no_such(IncidentId id) {
    return {"no_such_incident", say("there is no incident {}", id.text()),
            Hint{Remedy::list_incidents, "see the list of incidents"}};
}

Outcome<CaseId> find_case(store::Reader &reader, std::string_view text) {
    constexpr std::string_view external = "ext:";
    auto const id = text.starts_with(external)
                        ? reader.find_external_case(std::string{text.substr(external.size())})
                        : CaseId::parse(text);
    if (!id && !text.starts_with(external))
        return Refusal{"no_such_case", say("\"{}\" is not a case id", text),
                       "write a case as C42, 42 or ext:ABC-7"};
    if (!id || !reader.find(*id)) return no_such_case(text);
    return *id;
}

namespace {

std::optional<Case> load_in(Session &session, CaseId id) {
    return load(session.writer(), session.adopted(), id);
}
std::optional<Article> load_in(Session &session, ArticleId id) {
    return load(session.writer(), id);
}
std::optional<Incident> load_in(Session &session, IncidentId id) {
    return load(session.writer(), id);
}

// The checks of change() before the decision.
template <class T>
struct Terms {
    Right right;
    std::function<std::optional<Refusal>(T const &)> refuse;  // by its lifecycle
    bool late = false;  // the time may be before the last change
};

// A person who says when something happened must not say that it happened before the last change.
// A clock that has run back is not their doing: see Session::record().
template <class T>
std::optional<Refusal> refuse_too_early(Session const &session, T const &item) {
    auto const last = last_change(item);
    auto const &given = session.acting().given;
    if (!given || last - *given <= clock_tolerance) return std::nullopt;
    auto const zone = Zone::load(session.policy().desk.zone);
    return Refusal{"time_runs_back",
                   say("{} last changed at {}, later than the given time ({})", item.id.text(),
                       zone.format(last, true), zone.format(*given, true)),
                   Hint{Remedy::check_clock, "give a later time, or none"}};
}

auto legal_for(Step step) {
    return [step](Case const &item) { return rules::refuse_illegal(item, step); };
}

void supersede(Session &session, Receipt &receipt) {
    std::vector<event::Payload> happened;
    for (auto const number : rules::obsolete_messages(receipt.item))
        happened.emplace_back(event::MessageSuperseded{number});
    session.record(receipt, session.now(), std::move(happened));
}

template <class T, class Id>
Outcome<ReceiptOf<T>> change_by(Terms<T> const &terms, Session &session, Id id,
                                DecideOn<T> const &decide,
                                std::function<void(ReceiptOf<T> &)> const &after = {}) {
    if (auto no = session.refuse(terms.right)) return *no;
    Session::Transaction transaction{session};
    auto item = load_in(session, id);
    if (!item) return no_such(id);
    if (terms.refuse)
        if (auto no = terms.refuse(*item)) return *no;
    if (!terms.late)
        if (auto no = refuse_too_early(session, *item)) return *no;
    auto decision = decide(*item);
    if (!decision) return decision.refusal();
    ReceiptOf<T> receipt{std::move(*item), {}, {}};
    session.record(receipt, session.now(), std::move(*decision));
    if (after) after(receipt);
    if constexpr (std::is_same_v<T, Case>)
        if (!terms.late) supersede(session, receipt);
    transaction.commit();
    return receipt;
}

}  // namespace

Outcome<Receipt> change(Session &session, CaseId id, Right right, Step step, Decide const &decide,
                        After const &after) {
    return change_by<Case>({right, legal_for(step)}, session, id, decide, after);
}

Outcome<ReceiptOf<Article>> change(Session &session, ArticleId id, Right right,
                                   DecideOn<Article> const &decide) {
    return change_by<Article>({right, {}}, session, id, decide);
}

Outcome<ReceiptOf<Incident>> change(Session &session, IncidentId id, Right right,
                                    DecideOn<Incident> const &decide) {
    return change_by<Incident>({right, {}}, session, id, decide);
}

Outcome<Receipt> change_late(Session &session, CaseId id, Right right, Step step,
                             Decide const &decide) {
    return change_by<Case>({right, legal_for(step), true}, session, id, decide);
}

}  // namespace dcc::ledger
