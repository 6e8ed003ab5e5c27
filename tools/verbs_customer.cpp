#include "verbs_customer.hpp"

#include "common/desk.hpp"
#include <dcc/exchange/export_customer.hpp>
#include <dcc/ledger/projection.hpp>
#include <dcc/model/remedy.hpp>
#include <dcc/report/customer.hpp>

#include <sstream>

namespace dcc::cli {

void add_customer_options(Verb &verb, desk::CustomerArgs &customer) {
    verb.option("phone", customer.phone, "NUMBER", "the customer's phone number");
    verb.option("email", customer.email, "ADDRESS", "the customer's mail address");
    verb.option("language", customer.language, "CODE", "the customer's language: zh, en, …");
    verb.option("tier", customer.tier, "NAME", "the customer's tier, from the policy");
}

void add_customer(Tool &tool) {
    auto &group = tool.verb("customer", "the customers of the desk");

    auto customer = std::make_shared<desk::CustomerArgs>();
    auto &add = group.verb("add", "add a customer; prints the number").writes();
    add.positional("NAME", customer->name, "the name").optional();
    add_customer_options(add, *customer);
    add.option("prefers", customer->preferred_channel, "NAME", "the channel the customer prefers");
    add.option("external-id", customer->external_id, "ID", "the customer's id in another system");
    add.run(Right::intake_customer, [customer](Context &context) {
        WriteContext desk{context};
        auto const receipt = accept(desk::add_customer(desk.session, *customer));
        print_notes(context, receipt.notes);
        context.receipt(receipt.item.id.text(), [&] {
            return report::show_customer(desk.writer, ledger::customer_row(receipt.item),
                                         desk.session.now());
        });
    });

    auto ids = std::make_shared<std::vector<CustomerId>>();
    auto &show = group.verb("show", "show customers and all their cases");
    show.positional("CUSTOMER", *ids, "the customers: K7");
    show.run(Right::intake_customer, [ids](Context &context) {
        ReadContext desk{context};
        if (ids->size() > 1) context.expect_several();
        for (auto const id : *ids) {
            auto const row = desk.reader.find(id);
            if (!row)
                throw Refused{{"no_such_customer", "there is no customer " + id.text(),
                               Hint{Remedy::find_customer, "find the customer"}}};
            context.print_one(report::show_customer(desk.reader, *row, desk.now));
        }
    });

    auto text = std::make_shared<std::string>();
    auto &find = group.verb("find", "find customers by phone, mail address, external id or name");
    find.positional("TEXT", *text, "a complete number, address or id, or the beginning of a name");
    find.run(Right::intake_customer, [text](Context &context) {
        ReadContext desk{context};
        context.print(report::list_customers(desk.reader.find_customers(*text, 100)));
    });

    auto exported = std::make_shared<CustomerId>();
    auto &export_one = group.verb("export", "write everything held about a customer");
    export_one.details(
        "As JSON Lines: the customer, their events and those of all their cases, with all texts, "
        "also internal notes. dcc-desk(5) describes the lines.");
    export_one.positional("CUSTOMER", *exported, "the customer: K7");
    export_one.run(Right::admin_export, [exported](Context &context) {
        ReadContext desk{context};
        std::ostringstream lines;
        if (exchange::export_customer(desk.reader, *exported, lines) == 0)
            throw Refused{{"no_such_customer", "there is no customer " + exported->text(),
                           Hint{Remedy::find_customer, "find the customer"}}};
        context.output().write(lines.str());
    });

    group.verb("list", "list all customers").run(Right::intake_customer, [](Context &context) {
        ReadContext desk{context};
        std::vector<store::CustomerRow> rows;
        desk.reader.each_customer([&](store::CustomerRow &&row) {
            rows.push_back(std::move(row));
            return true;
        });
        auto table = report::list_customers(rows);
        table.empty = "No customer yet.";
        context.print(table);
    });
}

}  // namespace dcc::cli
