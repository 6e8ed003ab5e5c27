#include "verbs_customer.hpp"

#include "common/desk.hpp"
#include <dcc/desk/merge.hpp>
#include <dcc/exchange/export_customer.hpp>
#include <dcc/ledger/projection.hpp>
#include <dcc/report/customer.hpp>
#include <dcc/report/duplicates.hpp>

#include <sstream>

namespace dcc::cli {

namespace {

std::vector<std::string> clearable_customer_facts() {
    std::vector<std::string> names;
    for (auto const &fact : customer_fact_table)
        if (fact.member != &CustomerFacts::phone && fact.member != &CustomerFacts::email)
            names.emplace_back(fact.name);
    return names;
}

// What only a verb about customers takes.
void add_profile_options(Verb &verb, desk::CustomerArgs &customer) {
    verb.option("prefers", customer.preferred_channel, "NAME", "the channel the customer prefers");
    verb.option("external-id", customer.external_id, "ID", "the customer's id in another system");
    verb.choice("consent", customer.consent, {"yes", "no"}, "consent to surveys and call-backs");
}

}  // namespace

void add_customer_options(Verb &verb, desk::CustomerArgs &customer) {
    verb.option("phone", customer.phone, "NUMBER", "the customer's phone number");
    verb.option("email", customer.email, "ADDRESS", "the customer's mail address");
    verb.option("language", customer.language, "CODE", "the customer's language: zh, en, …");
    verb.option("tier", customer.tier, "NAME", "the customer's tier, from the policy");
}

namespace {

// Runs a use case that changes a customer, and prints the customer after it, to which `complete`
// can add.
template <class UseCase>
auto changing(
    UseCase use_case, std::function<void(Sheet &)> complete = [](Sheet &) {}) {
    return [use_case, complete = std::move(complete)](Context &context) {
        auto &desk = write_desk(context);
        auto const receipt = accept(use_case(desk.session));
        print_notes(context, receipt.notes);
        context.receipt(receipt.item.id.text(), [&] {
            auto sheet = report::show_customer(desk.writer, ledger::customer_row(receipt.item),
                                               desk.session.now());
            complete(sheet);
            return sheet;
        });
    };
}

void add_edit(Verb &group) {
    struct Args {
        CustomerId customer;
        desk::CustomerEdit edit;
    };
    auto args = std::make_shared<Args>();
    auto &edit = args->edit;
    auto &verb = group.verb("edit", "correct or add to what is known of a customer").writes();
    verb.details(
        "What is given replaces what is known. A number or address that is replaced stays the "
        "customer's, until --remove takes it away.");
    verb.positional("CUSTOMER", args->customer, "the customer: K7");
    verb.option("name", edit.name, "NAME", "the name");
    add_customer_options(verb, edit);
    add_profile_options(verb, edit);
    verb.option("remove", edit.removed, "CONTACT", "a number or address that is not theirs");
    verb.choices("clear", edit.cleared, clearable_customer_facts(),
                 "facts that are not known any more");
    verb.run(Right::intake_customer, changing([args](ledger::Session &session) {
                 return desk::edit_customer(session, args->customer, args->edit);
             }));
}

void add_tag(Verb &group) {
    struct Args {
        CustomerId customer;
        desk::CustomerEdit edit;
    };
    auto args = std::make_shared<Args>();
    auto &verb = group.verb("tag", "add tags to a customer, or remove them").writes();
    verb.positional("CUSTOMER", args->customer, "the customer: K7");
    verb.list("add", args->edit.tags, "TAG", "tags to add");
    verb.list("remove", args->edit.untagged, "TAG", "tags to remove");
    verb.run(Right::intake_customer, changing([args](ledger::Session &session) {
                 return desk::edit_customer(session, args->customer, args->edit);
             }));
}

void add_note(Verb &group) {
    struct Args {
        CustomerId customer;
        std::string body;
    };
    auto args = std::make_shared<Args>();
    auto &verb = group.verb("note", "add a note for colleagues to a customer").writes();
    verb.positional("CUSTOMER", args->customer, "the customer: K7");
    verb.text("body", args->body, "the note").required();
    verb.run(Right::intake_customer, changing([args](ledger::Session &session) {
                 return desk::note_customer(session, args->customer, args->body);
             }));
}

void add_merge(Verb &group) {
    struct Args {
        CustomerId customer;
        CustomerId other;
    };
    auto args = std::make_shared<Args>();
    auto &merge = group.verb("merge", "merge another customer into this one, who is kept").writes();
    merge.details(
        "The kept customer takes over what was unknown, all numbers and addresses, and the cases. "
        "'customer split' undoes it.");
    merge.positional("CUSTOMER", args->customer, "the customer that is kept: K7");
    merge.positional("OTHER", args->other, "the customer that is merged into it");
    merge.run(Right::intake_customer,
              changing(
                  [args](ledger::Session &session) {
                      return desk::merge_customers(session, args->customer, args->other);
                  },
                  [args](Sheet &sheet) {
                      sheet.head.columns.push_back({"merged", "Merged"});
                      sheet.head.rows.at(0).emplace_back(args->other.text());
                  }));

    auto id = std::make_shared<CustomerId>();
    auto &split = group.verb("split", "undo the merge of a customer").writes();
    split.details(
        "The cases that were carried, and what was taken over and not changed since, are theirs "
        "again.");
    split.positional("CUSTOMER", *id, "the customer that was merged into another one: K7");
    split.run(Right::intake_customer, changing([id](ledger::Session &session) {
                  return desk::split_customer(session, *id);
              }));
}

void add_duplicates(Verb &group) {
    group
        .verb("duplicates",
              "list who may be the same: shared numbers and addresses, and doubts from requests")
        .run(Right::intake_customer, [](Context &context) {
            ReadContext desk{context};
            context.print(report::duplicates(desk.reader, desk.policy));
        });

    struct Args {
        CustomerId customer;
        std::optional<CustomerId> other;
        std::string body;
    };
    auto args = std::make_shared<Args>();
    auto &verb =
        group.verb("settle", "record that the doubts about a customer are settled").writes();
    verb.details(
        "They are who they were taken for, or another one is somebody else with the same number or "
        "address. 'customer duplicates' lists them no more.");
    verb.positional("CUSTOMER", args->customer, "the customer: K7");
    verb.option("other", args->other, "CUSTOMER", "a customer who is somebody else");
    verb.text("body", args->body, "what was found");
    verb.run(Right::intake_customer, changing([args](ledger::Session &session) {
                 return desk::settle_doubts(session, args->customer, args->other, args->body);
             }));
}

}  // namespace

void add_customer(Tool &tool) {
    auto &group = tool.verb("customer", "the customers of the desk");

    auto customer = std::make_shared<desk::CustomerArgs>();
    auto &add = group.verb("add", "add a customer; prints the number").writes();
    add.positional("NAME", customer->name, "the name").optional();
    add_customer_options(add, *customer);
    add_profile_options(add, *customer);
    add.run(Right::intake_customer, changing([customer](ledger::Session &session) {
                return desk::add_customer(session, *customer);
            }));
    add_edit(group);
    add_tag(group);
    add_note(group);
    add_merge(group);
    add_duplicates(group);

    auto ids = std::make_shared<std::vector<CustomerId>>();
    auto &show = group.verb("show", "show customers and all their cases");
    show.positional("CUSTOMER", *ids, "the customers: K7");
    show.run(Right::intake_customer, [ids](Context &context) {
        ReadContext desk{context};
        if (ids->size() > 1) context.expect_several();
        for (auto const id : *ids) {
            auto const row = desk.reader.find(id);
            if (!row) throw Refused{desk::no_such(id)};
            context.print_one(report::show_customer(desk.reader, *row, desk.now));
        }
    });

    auto text = std::make_shared<std::string>();
    auto &find = group.verb("find", "find customers by phone, mail address, external id or name");
    find.positional("TEXT", *text,
                    "a number in any spelling or four digits of it, an address, an id, or the "
                    "beginning of a name");
    find.run(Right::intake_customer, [text](Context &context) {
        ReadContext desk{context};
        context.print(
            report::list_customers(report::find_customers(desk.reader, desk.policy, *text, 100)));
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
            throw Refused{desk::no_such(*exported)};
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
