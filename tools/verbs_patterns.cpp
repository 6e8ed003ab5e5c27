#include "verbs_patterns.hpp"

#include "common/desk.hpp"
#include <dcc/desk/callback.hpp>
#include <dcc/ledger/projection.hpp>
#include <dcc/report/callbacks.hpp>
#include <dcc/report/complaint_patterns.hpp>
#include <dcc/report/customer.hpp>

#include <fmt/format.h>

namespace dcc::cli {
namespace {

constexpr int highest_number = 3650;

void require(char const *option, int value, int most) {
    if (value < 1 || value > most)
        throw Error{ErrorKind::usage, say("--{}: must be 1 to {}", option, most)};
}

void require_sound(report::PatternQuery const &query, double percent) {
    require("days", query.days, highest_number);
    require("at-least", query.at_least, highest_number);
    require("window", query.window, highest_number);
    require("baseline", query.baseline, highest_number);
    require("cluster-of", query.least, highest_number);
    if (query.baseline < query.window)
        throw Error{ErrorKind::usage, "--baseline: must not be less than --window"};
    if (!(percent > 0 && percent <= 100))
        throw Error{ErrorKind::usage, "--false-alarms: must be above 0 and at most 100"};
}

}  // namespace

void add_patterns(Tool &tool) {
    struct Args {
        report::PatternQuery query;
        double percent = 5;
    };
    auto args = std::make_shared<Args>();
    auto &verb = tool.verb("patterns", "customers who complain repeatedly, and clusters");
    verb.details(
        "A cluster is a group of complaints of the same type and product (without a product: the "
        "same category) that came more often in the last days than usual. The usual rate is that "
        "of the days before. The test is the exact conditional test of two Poisson counts; the "
        "share of false alarms among the clusters is bounded by the procedure of Benjamini and "
        "Hochberg.\n"
        "With --only, csv, tsv and ids print that list.");
    verb.option("only", args->query.only, "complainants|clusters", "only these");
    verb.option("at-least", args->query.at_least, "N",
                "customers with so many complaints; 3 unless given");
    verb.option("days", args->query.days, "N", "in so many days; 90 unless given");
    verb.option("window", args->query.window, "N",
                "days in which clusters are looked for; 7 unless given");
    verb.option("baseline", args->query.baseline, "N",
                "days before them that give the usual rate; 84 unless given");
    verb.option("cluster-of", args->query.least, "N",
                "complaints that a cluster has at least; 3 unless given");
    verb.option("false-alarms", args->percent, "PERCENT",
                "the expected share of false clusters; 5 unless given");
    verb.run(Right::complaint_show, [args](Context &context) {
        require_sound(args->query, args->percent);
        ReadContext desk{context};
        auto query = args->query;
        query.false_alarms = args->percent / 100;
        context.print(report::complaint_patterns(desk.reader, desk.policy, query, desk.now));
    });
}

void add_callback(Tool &tool) {
    auto &group = tool.verb("callback", "calls to customers, by the rules of the policy");

    auto &list = group.verb("list", "the customers to call");
    list.details("A customer stays on the list of a rule until they were reached or declined.");
    list.run(Right::complaint_callback, [](Context &context) {
        ReadContext desk{context};
        context.print(report::due_callbacks(desk.reader, desk.policy, desk.now));
    });

    struct Args {
        CustomerId customer;
        std::string rule;
        CallbackResult result{};
        std::string note;
    };
    auto args = std::make_shared<Args>();
    auto &done = group.verb("done", "record a call to a customer").writes();
    done.positional("CUSTOMER", args->customer, "the customer: K7");
    done.option("rule", args->rule, "NAME", "the rule that asked for the call").required();
    done.option("result", args->result, "reached|no_answer|declined", "what became of it")
        .required();
    done.text("note", args->note, "what was said");
    done.run(Right::complaint_callback, [args](Context &context) {
        auto &desk = write_desk(context);
        auto const receipt = accept(desk::record_callback(desk.session, args->customer, args->rule,
                                                          args->result, args->note));
        print_notes(context, receipt.notes);
        context.receipt(receipt.item.id.text(), [&] {
            return report::show_customer(desk.writer, ledger::customer_row(receipt.item),
                                         desk.session.now());
        });
    });
}

}  // namespace dcc::cli
