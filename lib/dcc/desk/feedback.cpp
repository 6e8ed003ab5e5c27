#include <dcc/base/text.hpp>
#include <dcc/base/token.hpp>
#include <dcc/desk/feedback.hpp>
#include <dcc/desk/opening.hpp>
#include <dcc/ledger/projection.hpp>
#include <dcc/model/remedy.hpp>
#include <dcc/rules/answer.hpp>
#include <dcc/rules/same_person.hpp>

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace dcc::desk {
namespace {

using Payloads = std::vector<event::Payload>;

constexpr std::size_t longest_subject = 160;  // columns

std::optional<Refusal> refuse_empty(FeedbackArgs const &args) {
    if (args.csat || args.nps || args.ces || args.solved || !args.dimensions.empty() ||
        !args.comment.empty())
        return std::nullopt;
    return Refusal{"no_answer", "the answer is empty",
                   Hint{Remedy::give,
                        "give at least a score, whether it is solved, or a comment",
                        {"feedback"}}};
}

// Whoever worked on the case records no answer to it but by the token that only the customer has.
std::optional<Refusal> refuse_own_work(ledger::Session &session, CaseId id,
                                       FeedbackArgs const &args) {
    if (!args.token.empty() ||
        !rules::is_among(session.policy(), session.doer(),
                         rules::workers_of(session.writer().events(id)), session.users()))
        return std::nullopt;
    return Refusal{"own_work",
                   say("{} worked on {} and may not record how satisfied the customer is",
                       session.actor(), id.text()),
                   Hint{Remedy::give,
                        "give the token that the customer was sent, or have a colleague record it",
                        {"feedback.token"}}};
}

// Which resolution the answer is about, from 1.
Outcome<int> find_invitation(Case const &item, FeedbackArgs const &args) {
    auto const count = static_cast<int>(item.invitations.size());
    if (count == 0)
        return Refusal{
            "not_resolved",
            say("{} has not been resolved: there is nothing to rate yet", item.id.text()),
            Hint{Remedy::show_case, "see how far it is", {item.id.text()}}};
    if (args.token.empty()) {
        if (item.invitations.back().feedback)
            return Refusal{
                "answered",
                say("the customer has already rated the last resolution of {}", item.id.text()),
                Hint{Remedy::show_case, "see the case", {item.id.text()}}};
        return count;
    }
    auto const print = token_digest(args.token);
    for (int number = count; number > 0; --number) {
        auto const &invitation = item.invitations[static_cast<std::size_t>(number - 1)];
        if (invitation.token != print) continue;
        if (invitation.feedback)
            return Refusal{"used_token", "this survey has been answered already",
                           "each survey takes one answer; the next resolution sends a new survey"};
        return number;
    }
    return Refusal{"unknown_token", say("this token belongs to no survey of {}", item.id.text()),
                   "omit the case: the token identifies it"};
}

bool is_dissatisfied(Policy const &policy, FeedbackArgs const &args) {
    return (args.csat && *args.csat <= policy.survey.complaint_at) ||
           (args.solved && !*args.solved);
}

// The complaint that dissatisfaction opens automatically, with the facts of the case.
OpenArgs complaint_about(ledger::Session &session, Case const &item, FeedbackArgs const &args) {
    auto const customer = ledger::customer_of(session.writer(), item.customer);
    auto const &catalogue =
        session.languages().in(customer.language, session.policy().desk.language);
    OpenArgs open;
    static_cast<CaseFacts &>(open) = item;
    open.external_id.clear();
    open.kind = CaseKind::complaint;
    open.about = item.id;
    open.channel = args.channel.empty() ? item.channel : args.channel;
    open.subject = shorten(wording::fill(catalogue.text(wording::Phrase::complaint),
                                         {{"case", item.id.text()}, {"subject", item.subject}}),
                           longest_subject);
    open.body = args.comment;
    open.rating.category = item.category;
    open.rating_given = false;
    if (item.customer) open.customer.name = item.customer->text();
    return open;
}

void open_complaint(ledger::Session &session, ledger::Receipt &receipt, FeedbackArgs const &args) {
    auto const complaint = open_within(session, complaint_about(session, receipt.item, args));
    if (!complaint) throw Error{ErrorKind::software, complaint.refusal().message};
    receipt.notes.push_back(say("{}: {}: complaint {} was opened", receipt.item.id.text(),
                                args.solved && !*args.solved
                                    ? std::string{"not solved"}
                                    : fmt::format("satisfaction {} of 5", *args.csat),
                                complaint->item.id.text()));
    std::ranges::copy(complaint->notes, std::back_inserter(receipt.notes));
}

}  // namespace

Outcome<CaseId> find_invited(store::Reader &reader, std::string const &token) {
    if (auto const row = reader.invitation(token_digest(token))) return row->case_id;
    return Refusal{"unknown_token", "this token belongs to no survey of this desk",
                   "the token is in the survey message"};
}

Outcome<ledger::Receipt> give_feedback(ledger::Session &session, CaseId id,
                                       FeedbackArgs const &args) {
    if (auto no = refuse_empty(args)) return *no;
    event::FeedbackGiven given{0,
                               args.csat,
                               args.nps,
                               args.ces,
                               args.ces ? session.policy().survey.ces_high : std::string{},
                               args.dimensions,
                               args.solved,
                               args.channel,
                               args.token.empty(),
                               args.comment};
    if (auto no = rules::refuse_answer(session.policy(), given)) return *no;
    return ledger::change(
        session, id, Right::case_feedback, Step::feedback,
        [&](Case const &item) -> Outcome<Payloads> {
            if (auto no = refuse_own_work(session, id, args)) return *no;
            auto const invitation = find_invitation(item, args);
            if (!invitation) return invitation.refusal();
            given.invitation = *invitation;
            return Payloads{given};
        },
        [&](ledger::Receipt &receipt) {
            // Dissatisfaction with a complaint opens no second complaint.
            if (receipt.item.kind != CaseKind::complaint && is_dissatisfied(session.policy(), args))
                open_complaint(session, receipt, args);
        });
}

}  // namespace dcc::desk
