#include "verbs_solution.hpp"

#include "common/desk.hpp"
#include <dcc/desk/case.hpp>
#include <dcc/desk/solution.hpp>

#include <fmt/format.h>

namespace dcc::cli {
namespace {

// Runs a use case on the one case of the call and prints its receipt.
void change_case(Context &context, CaseRef const &ref, UseCase const &use_case) {
    auto &desk = write_desk(context);
    print_receipt(context, desk, accept(use_case(desk.session, find_case(desk.writer, ref))));
}

void add_solution_propose(Tool &tool) {
    struct Args {
        CaseRef item;
        desk::ProposeArgs propose;
        std::optional<std::string> cost;
        bool submit = false;
    };
    auto args = std::make_shared<Args>();
    auto &propose = args->propose;
    auto &verb = tool.verb("propose", "write a version of the solution").writes();
    verb.details(
        "What is not given is kept from the version before. If the policy asks for a review, the "
        "version goes to review and an earlier approval is void; otherwise it is valid at once.");
    verb.positional("CASE", args->item, "the case: C42, 42 or ext:ABC-7");
    verb.text("steps", propose.steps, "what is to be done");
    verb.text("effect", propose.effect, "its effect for the customer");
    verb.text("feasibility", propose.feasibility, "why it can be done");
    verb.option("cost", args->cost, "AMOUNT", "what it costs: 120.50, or 120.50 USD");
    verb.flag("draft", propose.draft, "save it as a draft, not yet submitted");
    verb.flag("submit", args->submit, "submit the draft unchanged");
    verb.run(Right::case_propose, [args](Context &context) {
        bool const says = args->propose.steps || args->propose.effect ||
                          args->propose.feasibility || args->cost || args->propose.draft;
        if (args->submit && says)
            throw Error{ErrorKind::usage, "--submit takes no other option",
                        "a new version without --draft is submitted by itself"};
        change_case(context, args->item, [&](ledger::Session &session, CaseId id) {
            if (args->submit) return desk::submit(session, id);
            if (args->cost) {
                auto const &currency = session.policy().desk.currency;
                args->propose.cost = parse_money(*args->cost, currency);
                if (!args->propose.cost)
                    throw Error{ErrorKind::usage,
                                say("--cost: \"{}\" is not an amount", *args->cost),
                                say("write 120.50 (then it is {}) or 120.50 USD", currency)};
            }
            return desk::propose(session, id, args->propose);
        });
    });
}

// "reasonable=yes"
event::CheckAnswer read_answer(std::string const &text) {
    auto const sign = text.find('=');
    auto const value = sign == std::string::npos ? std::string{} : text.substr(sign + 1);
    if (value != "yes" && value != "no")
        throw Error{ErrorKind::usage,
                    say("--check: \"{}\" is not of the form ITEM=yes or ITEM=no", text)};
    return {text.substr(0, sign), value == "yes"};
}

void add_review(Tool &tool) {
    struct Args {
        CaseRef item;
        bool approve = false;
        bool give_back = false;
        std::vector<std::string> checks;
        desk::ReviewArgs review;
    };
    auto args = std::make_shared<Args>();
    auto &verb = tool.verb("review", "approve a solution, or return it").writes();
    verb.details(
        "By a person whose role reviews and who did not write it. Every item of the policy's "
        "checklist must be answered. The approval is valid for exactly this text.");
    verb.positional("CASE", args->item, "the case: C42, 42 or ext:ABC-7");
    verb.flag("approve", args->approve, "approve the version under review");
    verb.flag("return", args->give_back, "return it to its author");
    verb.list("check", args->checks, "ITEM=yes|no,…", "answers to the checklist");
    verb.text("reason", args->review.reason, "why it is returned");
    verb.option("digest", args->review.digest, "DIGEST",
                "refuse unless the text's digest, which show prints, begins with this");
    verb.run(Right::case_review, [args](Context &context) {
        if (args->approve == args->give_back)
            throw Error{ErrorKind::usage, "one of --approve and --return is required"};
        args->review.approve = args->approve;
        for (auto const &check : args->checks) args->review.checklist.push_back(read_answer(check));
        change_case(context, args->item, [&](ledger::Session &session, CaseId id) {
            return desk::review(session, id, args->review);
        });
    });
}

void add_confirm(Tool &tool) {
    auto cases = std::make_shared<Cases>();
    auto &verb = tool.verb("confirm", "confirm approved solutions and start work on them").writes();
    verb.details("By the assignee of the case.");
    verb.cases(*cases);
    verb.run(Right::case_confirm,
             [cases](Context &context) { change_cases(context, *cases, desk::confirm); });
}

void add_promise(Tool &tool) {
    struct Args {
        Cases cases;
        When by;
        std::string reason;
    };
    auto args = std::make_shared<Args>();
    auto &verb = tool.verb("promise", "promise the customer a completion date").writes();
    verb.details(
        "The customer is informed. Another date needs a reason. Promise it before the old one "
        "passes: a date that passed before it was changed counts as broken.");
    verb.cases(args->cases);
    verb.option("by", args->by, "TIME", "when it will be done; a day means its end").required();
    verb.text("reason", args->reason, "why the date changes");
    verb.run(Right::case_promise, [args](Context &context) {
        change_cases(context, args->cases, [&](ledger::Session &session, CaseId id) {
            return desk::promise(
                session, id,
                args->by.deadline_in(frame_of(context, session.policy(), session.now())),
                args->reason);
        });
    });
}

}  // namespace

void add_solution(Tool &tool) {
    add_solution_propose(tool);
    add_review(tool);
    add_confirm(tool);
    add_promise(tool);
}

}  // namespace dcc::cli
