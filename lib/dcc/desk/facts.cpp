#include <dcc/base/text.hpp>
#include <dcc/calendar/zone.hpp>
#include <dcc/desk/facts.hpp>
#include <dcc/desk/message.hpp>
#include <dcc/ledger/projection.hpp>
#include <dcc/model/remedy.hpp>
#include <dcc/rules/aftersales.hpp>
#include <dcc/rules/blank.hpp>
#include <dcc/rules/facts.hpp>
#include <dcc/rules/fields.hpp>
#include <dcc/rules/lifecycle.hpp>
#include <dcc/rules/listed.hpp>
#include <dcc/rules/opening.hpp>

#include <algorithm>
#include <iterator>
#include <utility>

#include <fmt/format.h>

namespace dcc::desk {
namespace {

Date day_of(Policy const &policy, Instant at) {
    auto const civil = Zone::load(policy.desk.zone).to_civil(at);
    return Date{std::chrono::floor<std::chrono::days>(civil)};
}

// The state of the case; of a waiting case, the state before it waited.
State state_without_waiting(Case const &item) {
    return is_waiting(item.state) ? item.before_wait : item.state;
}

// The case with the facts filled in.
Case with(Case item, FactsArgs const &args) {
    for (auto const &name : args.cleared) clear(item, name);
    take_known(item, args);
    if (!args.channel.empty()) item.channel = args.channel;
    return item;
}

std::vector<Refusal> mismatches(Policy const &policy, Case const &item) {
    return rules::mismatches(policy, item.product, item.order_no, item.serial_no);
}

// The names of the facts that are known and become others or unknown, without the numbers that do
// not fit the policy's patterns.
std::vector<std::string> replaced(Policy const &policy, Case const &before, Case const &after) {
    std::vector<std::string> unfit;
    for (auto const &mismatch : mismatches(policy, before))
        unfit.insert(unfit.end(), mismatch.fields.begin(), mismatch.fields.end());
    std::vector<std::string> names;
    each_case_fact(0, [&](auto const &fact) {
        if (is_known(before, fact) && before.*fact.member != after.*fact.member &&
            std::ranges::count(unfit, fact.name) == 0)
            names.emplace_back(fact.name);
    });
    for (auto const &[field, value] : all_fields(before))
        if (value_of(after, field) != value) names.push_back(std::string{field_prefix} + field);
    if (before.channel != after.channel) names.emplace_back("channel");
    return names;
}

std::optional<Refusal> refuse_facts(ledger::Session &session, CaseId id, FactsArgs const &args) {
    auto const &policy = session.policy();
    if (auto no = rules::refuse_purchase(policy, args.purchase_date, session.now())) return no;
    if (auto no = refuse_customer(policy, args.customer)) return no;
    if (auto no = rules::refuse_unlisted("channel", args.channel, policy.channels)) return no;
    if (!args.subject.empty())
        if (auto no = rules::refuse_line(args.subject, "subject", "case.subject")) return no;
    if (std::ranges::count(args.cleared, "subject") > 0)
        return Refusal{"unclearable", "a case has a subject",
                       Hint{Remedy::give, "give the right one", {"case.subject"}}};
    if (args.external_id.empty()) return std::nullopt;
    auto const taken = session.writer().find_external_case(args.external_id);
    if (!taken || taken == id) return std::nullopt;
    return Refusal{"exists",
                   say("external id \"{}\" already belongs to {}", args.external_id, taken->text()),
                   Hint{Remedy::show_case, "see the case", {taken->text()}}};
}

// A field that the policy does not have any more can be cleared where it has a value.
std::optional<Refusal> refuse_clearing(Policy const &policy, Case const &item,
                                       std::vector<std::string> const &names) {
    for (auto const &name : names)
        if (auto const field = field_in(name);
            !field.empty() && !policy.field(field) && value_of(item, field).empty())
            return rules::no_such_field(policy, field);
    return std::nullopt;
}

// Whom the facts of the customer are about: the customer of the case, or whom they identify.
Outcome<Identified> identify_for(ledger::Session &session, Case const &item,
                                 CustomerArgs customer) {
    if (customer == CustomerArgs{}) return Identified{};
    if (item.customer) customer.id = item.customer;
    return identify(session, customer, session.now(), item.id);
}

// Whether the case is in warranty on the day the request was received: our delays must not cost the
// customer the warranty.
Wording warranty_note(Policy const &policy, Case const &item) {
    auto const within = rules::in_warranty(item.warranty_until, day_of(policy, item.received_at));
    if (!within)
        return say("{}: the warranty is unknown: {}", item.id.text(),
                   item.purchase_date ? "the policy has no warranty_months for it"
                                      : "the purchase date is missing");
    return say("{}: {} warranty: it {} on {}", item.id.text(), *within ? "in" : "out of",
               *within ? "ends" : "ended", format_date(*item.warranty_until));
}

}  // namespace

std::optional<Note> missing_note(Case const &item, bool held_back) {
    if (item.missing.empty()) return std::nullopt;
    return Note{say("{} lacks {}{}", item.id.text(), fmt::join(item.missing, ", "),
                    held_back ? " and is not dispatched" : ""),
                rules::how_to_supply(Remedy::supply_facts, item.id, item.missing)};
}

std::vector<Note> facts_notes(Policy const &policy, Case const &item) {
    std::vector<Note> notes;
    if (auto note = missing_note(item)) notes.push_back(std::move(*note));
    for (auto const &mismatch : mismatches(policy, item))
        notes.emplace_back(say("{}: {}", item.id.text(), mismatch.message), mismatch.hint);
    return notes;
}

Outcome<ledger::Receipt> facts(ledger::Session &session, CaseId id, FactsArgs args) {
    auto const fields = rules::read_fields(session.policy(), std::exchange(args.given_fields, {}));
    if (!fields) return fields.refusal();
    take_known(args, *fields);
    auto nothing = FactsArgs{};
    nothing.reason = args.reason;
    if (args == nothing)
        return Refusal{"no_facts", "no fact is given",
                       Hint{Remedy::give, "give at least one", {"facts"}}};
    auto const &policy = session.policy();
    if (auto no = refuse_facts(session, id, args)) return *no;
    std::vector<Note> notes;
    std::vector<std::string> before;
    State state_before{};
    auto receipt = ledger::change(
        session, id, Right::case_facts, Step::facts,
        [&](Case const &item) -> Outcome<std::vector<event::Payload>> {
            before = item.missing;
            state_before = state_without_waiting(item);
            if (auto no = refuse_clearing(policy, item, args.cleared)) return *no;
            auto const after = with(item, args);
            if (auto const others = replaced(policy, item, after);
                !others.empty() && is_blank(args.reason))
                return Refusal{"no_reason",
                               say("{} has another {} already: replacing it needs a reason",
                                   id.text(), fmt::join(others, ", ")),
                               Hint{Remedy::give, "give a reason", {"case.reason"}},
                               {"reason"}};
            auto const wrong = mismatches(policy, after);
            if (after.aftersales && !wrong.empty()) return wrong.front();
            auto who = identify_for(session, item, args.customer);
            if (!who) return who.refusal();
            notes = std::move(who->notes);
            auto const customer_id =
                who->customer ? std::optional{who->customer->id} : item.customer;
            event::FactsGiven given;
            static_cast<CaseFacts &>(given) = args;
            given.channel = args.channel;
            given.cleared = args.cleared;
            given.reason = args.reason;
            given.warranty_until =
                rules::warranty_until(policy, after.product, after.purchase_date);
            given.missing = rules::missing_facts(
                policy, after, ledger::customer_of(session.writer(), customer_id));
            std::vector<event::Payload> events;
            if (customer_id != item.customer)
                events.emplace_back(
                    event::CustomerSet{customer_id, {}, false, who->reply_to, item.missing, {}});
            events.emplace_back(std::move(given));
            return events;
        },
        [&](ledger::Receipt &done) {
            if (!rules::is_ended(done.item) && rules::asks_anew(before, done.item.missing))
                notify(session, done, MessageKind::missing);
        });
    if (!receipt) return receipt;
    auto const &item = receipt->item;
    std::ranges::move(notes, std::back_inserter(receipt->notes));
    std::ranges::move(facts_notes(policy, item), std::back_inserter(receipt->notes));
    if (!args.channel.empty() || !args.product.empty() || !(args.customer == CustomerArgs{}))
        if (auto note =
                terms_note(policy, item, ledger::customer_of(session.writer(), item.customer)))
            receipt->notes.push_back(std::move(*note));
    if (item.aftersales) {
        auto unknown = rules::unknown_purchase(item);
        std::erase_if(unknown, [&](std::string const &fact) {
            return std::ranges::count(item.missing, fact) > 0;
        });
        if (!unknown.empty())
            receipt->notes.emplace_back(say("{}: facts missing for the {}: {}", id.text(),
                                            word(*item.aftersales), fmt::join(unknown, ", ")),
                                        rules::how_to_supply(Remedy::supply_purchase, id, unknown));
        receipt->notes.push_back(warranty_note(policy, item));
    }
    if (state_without_waiting(item) != state_before)
        receipt->notes.emplace_back(
            say("{}: no fact is missing any more", id.text()),
            is_waiting(item.state)
                ? Hint{Remedy::resume_to_triage,
                       "once it is resumed, the next triage takes it",
                       {id.text()}}
                : Hint{Remedy::triage_again, "the next triage takes it", {id.text()}});
    return receipt;
}

}  // namespace dcc::desk
