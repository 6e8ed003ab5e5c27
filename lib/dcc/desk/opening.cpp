#include <dcc/calendar/range.hpp>
#include <dcc/calendar/zone.hpp>
#include <dcc/desk/facts.hpp>
#include <dcc/desk/incident.hpp>
#include <dcc/desk/message.hpp>
#include <dcc/desk/opening.hpp>
#include <dcc/desk/repeat.hpp>
#include <dcc/desk/tags.hpp>
#include <dcc/model/remedy.hpp>

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

namespace dcc::desk {
namespace {

// Within the transaction that opens the case.
std::optional<Refusal> answer_at_once(ledger::Session &session, ledger::Receipt &receipt,
                                      Answer const &answer) {
    if (auto no = session.refuse(Right::case_resolve)) return no;
    auto resolved = decide_answer(session, receipt.item, answer, true);
    if (!resolved) return resolved.refusal();
    session.record(receipt, session.now(), std::move(*resolved));
    notify(session, receipt, MessageKind::result);
    notify(session, receipt, MessageKind::survey);
    return std::nullopt;
}

// The acknowledgement asks for missing facts. When none is sent, a separate message asks for them.
void acknowledge(ledger::Session &session, ledger::Receipt &receipt) {
    acknowledge_by_mail(session, receipt);
    if (!receipt.item.missing.empty() && receipt.item.outgoing.empty())
        notify(session, receipt, MessageKind::missing);
}

}  // namespace

std::optional<Refusal> refuse_open(Policy const &policy, OpenArgs const &args, Instant now) {
    if (auto no = rules::refuse_request(policy, args, now)) return no;
    if (auto no = refuse_customer(policy, args.customer)) return no;
    if (!args.received) return std::nullopt;
    if (!is_supported(*args.received))
        return Refusal{
            "unlikely_time",
            say("received {} lies outside the years 1900 to 2200", format_utc(*args.received)),
            "check the year",
            {"received"}};
    if (*args.received <= now) return std::nullopt;
    auto const zone = Zone::load(policy.desk.zone);
    return Refusal{"time_to_come",
                   say("received {} is later than now ({})", zone.format(*args.received, true),
                       zone.format(now, true)),
                   "give a time that has passed, or none",
                   {"received"}};
}

void acknowledge_by_mail(ledger::Session &session, ledger::Receipt &receipt) {
    auto const before = receipt.item.outgoing.size();
    notify(session, receipt,
           receipt.item.complaint ? MessageKind::complaint : MessageKind::acknowledgement);
    if (receipt.item.complaint && receipt.item.outgoing.size() > before &&
        session.policy().complaints.automatic_acknowledgement)
        session.record(receipt, session.now(),
                       event::Acknowledged{receipt.item.complaint->round().number, {}, true});
}

std::optional<Refusal> refuse_taken(ledger::Session &session, OpenArgs const &args) {
    if (args.external_id.empty()) return std::nullopt;
    auto const id = session.writer().find_external_case(args.external_id);
    if (!id) return std::nullopt;
    return Refusal{"exists",
                   say("external id \"{}\" already belongs to {}", args.external_id, id->text()),
                   Hint{Remedy::show_case, "see the case", {id->text()}}};
}

Outcome<ledger::Receipt> open_within(ledger::Session &session, OpenArgs const &args) {
    auto const at = args.received.value_or(session.now());
    ledger::Receipt receipt;
    receipt.item.id = session.writer().next_case_id();
    auto identified = identify(session, args.customer, at, receipt.item.id);
    if (!identified) return identified.refusal();
    auto const &customer = identified->customer;
    auto const id = customer ? std::optional{customer->id} : std::nullopt;
    // Facts that the desk already has of the customer count as given.
    CustomerFacts const &known = customer ? static_cast<CustomerFacts const &>(*customer)
                                          : static_cast<CustomerFacts const &>(args.customer);
    auto opened = rules::opening(session.policy(), args, id, known, at);
    opened.reply_to = std::move(identified->reply_to);
    opened.tags = as_known(session, std::move(opened.tags));
    std::optional<store::CaseRow> earlier;
    if (args.kind == CaseKind::service)
        earlier = find_repeated(session, receipt.item.id, id, opened.category, at);
    if (earlier) opened.repeat_of = earlier->id;
    session.record(receipt, at, std::move(opened));
    link_by_playbook(session, receipt);
    if (!args.answer)
        acknowledge(session, receipt);
    else if (auto no = answer_at_once(session, receipt, *args.answer))
        return *no;
    if (!args.answer)
        std::ranges::move(facts_notes(session.policy(), receipt.item),
                          std::back_inserter(receipt.notes));
    std::ranges::move(identified->notes, std::back_inserter(receipt.notes));
    if (earlier) receipt.notes.push_back(repeat_note(receipt.item.id, at, *earlier));
    return receipt;
}

Outcome<ledger::Receipt> open_case(ledger::Session &session, OpenArgs const &args) {
    if (auto no = session.refuse(Right::intake_open)) return *no;
    if (auto no = refuse_open(session.policy(), args, session.now())) return *no;
    ledger::Session::Transaction transaction{session};
    if (auto no = refuse_taken(session, args)) return *no;
    auto receipt = open_within(session, args);
    if (receipt) transaction.commit();
    return receipt;
}

}  // namespace dcc::desk
