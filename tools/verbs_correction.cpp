#include "verbs_correction.hpp"

#include "common/desk.hpp"
#include <dcc/desk/correction.hpp>

namespace dcc::cli {

void add_withdraw(Tool &tool) {
    struct Args {
        CaseRef item;
        std::int64_t event = 0;
        std::optional<CaseRef> to;
        std::string reason;
    };
    auto args = std::make_shared<Args>();
    auto &verb =
        tool.verb("withdraw", "withdraw a note or a message that was recorded by mistake").writes();
    verb.details(
        "It stays in the history, marked, and no longer counts: neither for the state of the case "
        "nor for its clocks. A mail that has not left is not sent. With --to another case has it "
        "instead. It also needs the permission to record it.");
    verb.positional("CASE", args->item, "the case that has it: C42, 42 or ext:ABC-7");
    verb.positional("EVENT", args->event, "the number of its event, from 'dcc-case history'");
    verb.option("to", args->to, "CASE", "the case that it belongs to");
    verb.text("reason", args->reason, "why").required();
    verb.run(Right::case_note, [args](Context &context) {
        auto &desk = write_desk(context);
        auto const to = args->to ? std::optional{find_case(desk.writer, *args->to)} : std::nullopt;
        print_receipt(context, desk,
                      accept(desk::withdraw_event(desk.session, find_case(desk.writer, args->item),
                                                  args->event, args->reason, to)));
    });
}

void add_undo(Tool &tool) {
    auto reason = std::make_shared<std::string>();
    auto &verb = add_change(tool, Right::case_reopen, "undo",
                            "undo a wrong end: cases go on as if they had not ended",
                            [reason](ledger::Session &session, CaseId id) {
                                return desk::undo_ending(session, id, *reason);
                            });
    verb.details(
        "It is possible while nothing else has happened and the customer was not told. It also "
        "needs the permission to end the case so. Otherwise use 'reopen'.");
    verb.text("reason", *reason, "why").required();
}

}  // namespace dcc::cli
