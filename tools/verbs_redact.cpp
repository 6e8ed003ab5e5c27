#include "verbs_redact.hpp"

#include "common/desk.hpp"
#include <dcc/base/columns.hpp>
#include <dcc/desk/hold.hpp>
#include <dcc/desk/redact.hpp>
#include <dcc/desk/retention.hpp>

namespace dcc::cli {
namespace {

struct RedactArgs {
    std::string item;
    std::string reason;
};

Sheet sheet_of(std::string const &item, desk::Redaction const &redaction) {
    using desk::ErasedText;
    Columns<desk::Redaction> const columns{
        {"item", "Erased", [&](desk::Redaction const &) { return item; }},
        {"count", "Texts",
         [](desk::Redaction const &one) { return static_cast<std::int64_t>(one.texts.size()); }},
    };
    Columns<ErasedText> const text_columns{
        {"case", "Case", &ErasedText::case_id}, {"customer", "Customer", &ErasedText::customer_id},
        {"seq", "Event", &ErasedText::event},   {"at", "At", &ErasedText::at},
        {"kind", "Kind", &ErasedText::kind},    {"fields", "Fields", &ErasedText::fields},
    };
    Sheet sheet{columns.row(redaction), {}};
    sheet.parts.push_back({"texts", "Texts", text_columns.table_of(redaction.texts)});
    return sheet;
}

void redact(Context &context, RedactArgs const &args) {
    WriteContext desk{context};
    auto const customer = args.item.starts_with('K') || args.item.starts_with('k')
                              ? CustomerId::parse(args.item)
                              : std::nullopt;
    auto const run = [&](auto id) {
        auto const redaction = accept(desk::redact(desk.session, id, args.reason));
        print_notes(context, redaction.notes);
        context.receipt(id.text(), [&] { return sheet_of(id.text(), redaction); });
    };
    if (customer)
        run(*customer);
    else
        run(accept(ledger::find_case(desk.writer, args.item)));
}

void retention(Context &context) {
    using desk::ExpiredCase;
    WriteContext desk{context};
    auto const done = accept(desk::apply_retention(desk.session));
    print_notes(context, done.notes);
    // Silent when nothing is due, so that cron sends no mail.
    if (done.cases.empty() && context.format() == Format::text) return;
    Columns<ExpiredCase> const columns{
        {"id", "Case", &ExpiredCase::id},
        {"ended_at", "Ended", &ExpiredCase::ended},
        {"rule", "Rule", &ExpiredCase::rule},
        {"texts", "Texts",
         [](ExpiredCase const &one) { return static_cast<std::int64_t>(one.texts); }},
    };
    context.print(columns.table_of(done.cases));
}

void add_hold(Tool &tool) {
    struct Args {
        Cases cases;
        std::string reason;
        bool release = false;
    };
    auto args = std::make_shared<Args>();
    auto &verb = tool.verb("hold", "keep the texts of cases from being erased").maintains();
    verb.details("A case under a legal hold is left alone by redact and retention.");
    verb.cases(args->cases);
    verb.text("reason", args->reason, "why; needed unless the hold is released");
    verb.flag("release", args->release, "end the hold");
    verb.run(Right::admin_hold, [args](Context &context) {
        change_cases(context, args->cases, [&](ledger::Session &session, CaseId id) {
            return args->release ? desk::release(session, id, args->reason)
                                 : desk::hold(session, id, args->reason);
        });
    });
}

}  // namespace

void add_redact(Tool &tool) {
    auto args = std::make_shared<RedactArgs>();
    auto &verb = tool.verb("redact", "erase the personal data of a case or a customer").maintains();
    verb.details(
        "For good: the texts of the case and of the complaints about it, or the data of the "
        "customer "
        "and the texts of all their cases. The events stay, so that reports count as before, and a "
        "new event says what was "
        "erased, by whom and why. With --dry-run, lists what would be erased. Backups and exports "
        "that were made before still hold the data.");
    verb.positional("CASE|CUSTOMER", args->item, "C42, 42, ext:ABC-7, or K7");
    verb.text("reason", args->reason, "why; it is kept for ever, so name nobody in it").required();
    verb.run(Right::admin_redact, [args](Context &context) { redact(context, *args); });

    auto &rules =
        tool.verb("retention", "erase the texts of cases that ended long ago").maintains();
    rules.details(
        "As [[retention]] in the policy says. Lists the cases whose texts were erased; prints "
        "nothing when none was due.");
    rules.run(Right::admin_redact, retention);

    add_hold(tool);
}

}  // namespace dcc::cli
