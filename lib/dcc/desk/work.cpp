#include <dcc/base/text.hpp>
#include <dcc/desk/work.hpp>
#include <dcc/rules/words.hpp>

#include <fmt/format.h>

namespace dcc::desk {
namespace {

using Payloads = std::vector<event::Payload>;

// A step that needs no more than its lifecycle row.
Outcome<Receipt> plain(Session &session, CaseId id, rules::Step step, event::Payload payload) {
    return change(session, id, fmt::format("case.{}", word(step)), step,
                  [&](Case const &) -> Outcome<Payloads> { return Payloads{std::move(payload)}; });
}

std::optional<Refusal> refuse_empty(std::string const &body) {
    if (!trim(body).empty()) return std::nullopt;
    return Refusal{"empty_text", "the text is empty",
                   "say it with --body TEXT or --body-file FILE"};
}

}  // namespace

Outcome<Receipt> note(Session &session, CaseId id, std::string const &body) {
    if (auto no = refuse_empty(body)) return *no;
    return plain(session, id, rules::Step::note, event::Noted{body});
}

Outcome<Receipt> receive(Session &session, CaseId id, std::string const &body,
                         std::string const &channel) {
    if (auto no = refuse_empty(body)) return *no;
    if (auto no = rules::refuse_unlisted("channel", channel, session.policy().channels)) return *no;
    return plain(session, id, rules::Step::receive, event::Received{channel, body});
}

Outcome<Receipt> reply(Session &session, CaseId id, std::string const &body) {
    if (auto no = refuse_empty(body)) return *no;
    return plain(session, id, rules::Step::reply, event::Replied{body});
}

Outcome<Receipt> start(Session &session, CaseId id) {
    return plain(session, id, rules::Step::start, event::Started{});
}

Outcome<Receipt> wait(Session &session, CaseId id, State on) {
    return change(
        session, id, "case.wait", rules::Step::wait, [&](Case const &item) -> Outcome<Payloads> {
            if (item.state == on)
                return Refusal{
                    "illegal_step", fmt::format("{} is {} already", id.text(), word(on)), {}};
            return Payloads{event::Waited{on}};
        });
}

Outcome<Receipt> resume(Session &session, CaseId id) {
    return plain(session, id, rules::Step::resume, event::Resumed{});
}

Outcome<Receipt> resolve(Session &session, CaseId id, std::string const &body) {
    if (auto no = refuse_empty(body)) return *no;
    return plain(session, id, rules::Step::resolve, event::Resolved{body, true, false});
}

Outcome<Receipt> reopen(Session &session, CaseId id, std::string const &reason) {
    return plain(session, id, rules::Step::reopen, event::Reopened{reason});
}

Outcome<Receipt> close(Session &session, CaseId id, std::string const &reason) {
    return plain(session, id, rules::Step::close, event::Closed{reason});
}

Outcome<Receipt> cancel(Session &session, CaseId id, std::string const &reason,
                        std::optional<CaseId> duplicate_of) {
    return change(
        session, id, "case.cancel", rules::Step::cancel, [&](Case const &) -> Outcome<Payloads> {
            if (duplicate_of && *duplicate_of == id)
                return Refusal{"bad_duplicate",
                               fmt::format("{} cannot be a duplicate of itself", id.text()),
                               {}};
            if (duplicate_of && !session.writer().find(*duplicate_of))
                return Refusal{
                    "no_such_case", fmt::format("there is no case {}", duplicate_of->text()), {}};
            return Payloads{event::Cancelled{reason, duplicate_of}};
        });
}

}  // namespace dcc::desk
