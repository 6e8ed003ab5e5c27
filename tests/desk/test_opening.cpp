#include "../support/desk.hpp"
#include <dcc/report/customer.hpp>

#include <doctest/doctest.h>

using namespace dcc;

namespace {

// The code of the refusal of opening a case with these words ("done" if it is opened).
std::string refusal(TestDesk &desk, desk::OpenArgs const &args, std::string const &actor = "boss") {
    auto session = desk.session(monday, actor);
    auto const receipt = desk::open_case(session, args);
    return receipt ? "done" : receipt.refusal().code;
}

}  // namespace

TEST_CASE("A matter that cannot be taken in is refused with its reason, and nothing is written") {
    TestDesk desk;
    auto first = matter();
    first.external_id = "A-1";
    desk.open(monday, first);
    auto const before = desk.writer.head();

    auto args = matter();
    std::string wanted;
    SUBCASE("channel unknown") {
        args.channel = "fone", wanted = "unknown_channel";
    }
    SUBCASE("no channel") {
        args.channel = "", wanted = "unknown_channel";
    }
    SUBCASE("channel out of service") {
        args.channel = "fax", wanted = "channel_closed";
    }
    SUBCASE("no subject") {
        args.subject = " \n", wanted = "empty_text";
    }
    SUBCASE("category") {
        args.rating.category = "bills", wanted = "unknown_category";
    }
    SUBCASE("impact") {
        args.rating.impact = "huge", wanted = "unknown_impact";
    }
    SUBCASE("urgency") {
        args.rating.urgency = "now", wanted = "unknown_urgency";
    }
    SUBCASE("priority") {
        args.rating.priority = "top", wanted = "unknown_priority";
    }
    SUBCASE("tier") {
        args.customer.tier = "platinum", wanted = "unknown_tier";
    }
    SUBCASE("language") {
        args.customer.language = "xx", wanted = "unknown_language";
    }
    SUBCASE("time to come") {
        args.received = monday + Seconds{1}, wanted = "time_to_come";
    }
    SUBCASE("external id taken") {
        args.external_id = "A-1", wanted = "exists";
    }
    SUBCASE("customer unknown") {
        args.customer.name = "K7", wanted = "no_such_customer";
    }

    CHECK(refusal(desk, args) == wanted);
    CHECK(desk.writer.head() == before);
    CHECK(desk.writer.count<store::CustomerRow>() == 0);
}

TEST_CASE("A refusal says what was meant") {
    TestDesk desk;
    auto args = matter();
    args.channel = "phon";
    auto session = desk.session(monday);
    auto const receipt = desk::open_case(session, args);
    REQUIRE_FALSE(receipt);
    CHECK(receipt.refusal().message == R"(there is no channel "phon" (did you mean "phone"?))");
    CHECK(receipt.refusal().hint == "the policy has: phone, email, fax");
}

TEST_CASE("A case is what was said of it, and its clocks run from when it reached us") {
    TestDesk desk;
    auto args = matter();
    args.body = "正文";
    args.product = "router";
    args.order_no = "O-1";
    args.serial_no = "S-1";
    args.remedy_sought = "a new one";
    args.external_id = "A-1";
    args.purchase_date = parse_date("2026-05-01");
    args.rating.priority = "urgent";
    args.received = monday - Seconds{600};
    auto const item = desk.open(monday, args);
    CHECK(item.id == CaseId{1});
    CHECK(item.state == State::new_case);
    CHECK(item.received_at == monday - Seconds{600});
    CHECK(item.given == std::vector<std::string>{"priority"});
    REQUIRE(item.clocks.size() == 3);
    CHECK(item.clocks[0].kind == ClockKind::first_response);
    CHECK(item.clocks[0].rule == "urgent");
    CHECK(item.clocks[0].due_at == monday + Seconds{1200});
    CHECK(desk.load(item.id) == item);
    auto const row = desk.writer.find(item.id);
    REQUIRE(row);
    CHECK(row->external_id == "A-1");
    CHECK(row->next_due_at == monday + Seconds{1200});
    CHECK(*ledger::find_case(desk.writer, "ext:A-1") == item.id);
    CHECK(*ledger::find_case(desk.writer, "C1") == item.id);
    CHECK(*ledger::find_case(desk.writer, "1") == item.id);
    for (auto const *text : {"C2", "0", "ext:", "ext:A-2", "x", "C1 "})
        CHECK(ledger::find_case(desk.writer, text).refusal().code == "no_such_case");
}

TEST_CASE("The same phone or mail address is the same customer; a name alone never is") {
    TestDesk desk;
    auto const customer = [&](std::string name, std::string phone, std::string email,
                              std::string external = "") {
        auto args = matter();
        args.customer.name = std::move(name);
        args.customer.phone = std::move(phone);
        args.customer.email = std::move(email);
        args.customer.external_id = std::move(external);
        return desk.open(monday, args).customer;
    };
    auto const wang = customer("王伟", "138 0000-1234", "Wang@Example.com");
    REQUIRE(wang);
    CHECK(customer("Somebody", "13800001234", "") == wang);
    CHECK(customer("", "", "wang@example.COM") == wang);
    CHECK(customer("K1", "", "") == wang);
    auto const other = customer("王伟", "", "");
    CHECK(other != wang);
    CHECK(customer("王伟", "", "") != other);
    CHECK(customer("王伟", "13900001234", "") != wang);
    auto const known = customer("Li", "", "", "X-7");
    CHECK(customer("Li Na", "13800009999", "", "X-7") == known);
    // A text that is not a number or address finds no customer.
    CHECK(customer("A", "unknown", "") != customer("B", "unknown", ""));
    // Without details there is no customer.
    CHECK_FALSE(customer("", "", ""));
    CHECK(desk.whole());
}

TEST_CASE("A customer is added once") {
    TestDesk desk;
    desk::CustomerArgs args;
    args.name = "王伟";
    args.phone = "13800001234";
    args.tier = "gold";
    auto session = desk.session(monday);
    auto const receipt = desk::add_customer(session, args);
    REQUIRE(receipt);
    CHECK(receipt->events.size() == 1);
    CHECK(receipt->item.id == CustomerId{1});
    auto const before = desk.writer.head();
    CHECK(desk::add_customer(session, args).refusal().code == "exists");
    CHECK(desk::add_customer(session, {}).refusal().code == "empty_customer");
    args.tier = "platinum";
    CHECK(desk::add_customer(session, args).refusal().code == "unknown_tier");
    CHECK(desk.writer.head() == before);
}

TEST_CASE("Customers are found by number, address, id or how the name begins") {
    TestDesk desk;
    for (auto const *name : {"王伟", "王芳", "Wang Wei", "100% real"}) {
        desk::CustomerArgs args;
        args.name = name;
        args.email = std::string{name[0] == 'W' ? "wei" : name} + "@example.com";
        auto session = desk.session(monday);
        REQUIRE(desk::add_customer(session, args));
    }
    auto const found = [&](std::string const &text) {
        std::string names;
        for (auto const &row : report::find_customers(desk.writer, desk.policy, text, 10))
            names += row.name + ";";
        return names;
    };
    CHECK(found("王") == "王伟;王芳;");
    CHECK(found("WEI@example.com") == "Wang Wei;");
    CHECK(found("Wang") == "Wang Wei;");
    CHECK(found("Wei") == "");
    CHECK(found("%") == "");
    CHECK(found("") == "");
    CHECK(report::find_customers(desk.writer, desk.policy, "王", 1).size() == 1);
}

TEST_CASE("Somebody whose role may not take matters in is told so") {
    TestDesk desk;
    auto session = desk.session(monday, "stranger");
    auto const receipt = desk::open_case(session, matter());
    REQUIRE_FALSE(receipt);
    CHECK(receipt.refusal().code == "not_permitted");
    CHECK(receipt.refusal().kind == ErrorKind::no_permission);
    CHECK(refusal(desk, matter(), "wang") == "done");
    desk::CustomerArgs customer;
    customer.name = "王伟";
    auto agent = desk.session(monday, "wang");
    CHECK(desk::add_customer(agent, customer).refusal().kind == ErrorKind::no_permission);
    CHECK(desk.writer.count<store::CaseRow>() == 1);
    CHECK(desk.writer.count<store::CustomerRow>() == 0);
}

TEST_CASE("A dry run decides everything and writes nothing") {
    FileDesk desk;
    auto args = matter();
    args.customer.phone = "13800001234";
    auto const before = read_bytes(desk.file);
    auto const head = desk.writer.head();
    {
        auto session = desk.session(monday, "boss", true);
        auto const receipt = desk::open_case(session, args);
        REQUIRE(receipt);
        CHECK(receipt->item.id == CaseId{1});
        CHECK(receipt->item.customer == CustomerId{1});
        // The next one gets the same result: nothing is left of the first.
        auto const again = desk::open_case(session, args);
        REQUIRE(again);
        CHECK(again->item.id == CaseId{1});
    }
    CHECK(desk.writer.head() == head);
    CHECK(desk.writer.event_count() == 2);
    CHECK(desk.writer.count<store::CaseRow>() == 0);
    CHECK(desk.writer.count<store::CustomerRow>() == 0);
    CHECK(read_bytes(desk.file) == before);
    CHECK(desk.open(monday, args).id == CaseId{1});
}
