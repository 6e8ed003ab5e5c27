#include "../support/desk.hpp"
#include <dcc/desk/facts.hpp>
#include <dcc/model/remedy.hpp>

#include <algorithm>

#include <doctest/doctest.h>

using namespace dcc;
using namespace std::chrono_literals;
using std::chrono::days;

namespace {

std::string const shop =
    with(with(small_policy, "id = \"billing\"\n",
              "id = \"billing\"\nrequired = [\"order_no\", \"purchase_date\"]\n"),
         "[calendars.office]", R"([messages]
from = "Desk <desk@example.com>"
[repeat]
days = 14
[aftersales]
order = '[A-Z]-\d{4,8}'
serial = '[A-Z0-9]{8}'
warranty_months = 12
[[products]]
id = "R200"
serial = 'R2\d{6}'
warranty_months = 24
[calendars.office])");

desk::OpenArgs charge(std::string phone = "13800001234") {
    desk::OpenArgs args;
    args.subject = "Charged twice, refund please";
    args.customer.phone = std::move(phone);
    return args;
}

CaseFacts order(std::string number) {
    CaseFacts args;
    args.order_no = std::move(number);
    return args;
}

CaseFacts bought(Date date) {
    CaseFacts args;
    args.purchase_date = date;
    return args;
}

ledger::Receipt given(TestDesk &desk, Instant now, CaseId id, desk::FactsArgs args) {
    auto session = desk.session(now);
    args.reason = "as the customer says";
    auto receipt = desk::facts(session, id, args);
    REQUIRE(receipt);
    return *receipt;
}

using List = std::vector<std::string>;
bool tells(ledger::Receipt const &receipt, std::string_view text) {
    return std::ranges::any_of(receipt.notes, [&](Note const &note) {
        return (note.text + ": " + note.hint.text).english().find(text) != std::string::npos;
    });
}
int asked(Case const &item) {
    return int(std::ranges::count(item.outgoing, MessageKind::missing, &Message::kind));
}

}  // namespace

TEST_CASE("What a case lacks is told when it is opened with its category") {
    TestDesk desk{shop};
    auto session = desk.session(monday);
    auto args = charge();
    args.channel = "phone";
    args.rating.category = "billing";
    args.order_no = "A-1001";
    auto const receipt = desk::open_case(session, args);
    REQUIRE(receipt);
    CHECK(receipt->item.missing == List{"purchase_date"});
    CHECK(tells(*receipt, "C1 lacks purchase_date: supply purchase_date"));
    CHECK(desk.writer.find(CaseId{1})->missing == "purchase_date");
    CHECK(asked(receipt->item) == 1);
    CHECK(desk.load(CaseId{1}) == receipt->item);
    CHECK(desk.whole());
}

TEST_CASE("An incomplete case is not dispatched; once complete the next triage takes it") {
    TestDesk desk{shop};
    auto const id = desk.open(monday, charge()).id;
    auto receipt = triage(desk, monday, id);
    CHECK(receipt.item.state == State::triaged);
    CHECK(receipt.item.team.empty());
    CHECK(receipt.item.missing == List{"order_no", "purchase_date"});
    CHECK(tells(receipt, "C1 lacks order_no, purchase_date and is not dispatched"));
    CHECK(asked(receipt.item) == 1);
    CHECK(desk.writer.new_cases(CaseId{}, 5).empty());

    auto session = desk.session(monday);
    auto const no = desk::assign(session, id, "wang");
    REQUIRE_FALSE(no);
    CHECK(no.refusal().code == "incomplete");
    CHECK(no.refusal().message.english().find("order_no, purchase_date") != std::string::npos);
    CHECK(no.refusal().hint == Hint{Remedy::supply_or_allow,
                                    "supply order_no, purchase_date; or set "
                                    "dispatch_incomplete = true under [desk] in the policy",
                                    {"C1", "order_no", "purchase_date"}});
    CHECK(no.refusal().fields == List{"order_no", "purchase_date"});

    // The same question is not put twice, neither by another triage nor when half is answered.
    triage(desk, monday, id);
    receipt = given(desk, monday, id, order("A-1001"));
    CHECK(receipt.item.missing == List{"purchase_date"});
    CHECK(receipt.item.state == State::triaged);
    CHECK(asked(receipt.item) == 1);

    receipt = given(desk, monday, id, bought(2026y / 5 / 1));
    CHECK(receipt.item.missing.empty());
    CHECK(receipt.item.state == State::new_case);
    CHECK(tells(receipt, "no fact is missing any more: the next triage takes it"));
    CHECK(desk.writer.new_cases(CaseId{}, 5) == std::vector{id});
    CHECK(triage(desk, monday, id).item.person == "li");
    CHECK(desk.whole());
}

TEST_CASE("A case that waited for its facts goes on as a new one") {
    TestDesk desk{shop};
    auto const id = desk.open(monday, charge()).id;
    triage(desk, monday, id);
    desk.after(monday, desk::wait, id, State::waiting_customer);
    CaseFacts all = order("A-1001");
    all.purchase_date = 2026y / 5 / 1;
    auto const receipt = given(desk, monday, id, all);
    CHECK(receipt.item.state == State::waiting_customer);
    CHECK(tells(receipt, "once it is resumed"));
    CHECK(desk.after(monday, desk::resume, id).state == State::new_case);
    CHECK(desk.whole());
}

TEST_CASE("The policy may allow cases to be dispatched incomplete") {
    TestDesk desk{with(shop, "tiers =", "dispatch_incomplete = true\ntiers =")};
    auto const first = desk.open(monday, charge()).id;
    auto const receipt = triage(desk, monday, first);
    CHECK(receipt.item.person == "li");
    CHECK(receipt.item.missing == List{"order_no", "purchase_date"});
    CHECK(tells(receipt, "C1 lacks order_no, purchase_date: "));
    auto const second = desk.open(monday, charge()).id;
    CHECK(desk.code(monday, desk::assign, second, "wang") == "done");
    // Facts that come later do not take a case from who holds it.
    CaseFacts all = order("A-1001");
    all.purchase_date = 2026y / 5 / 1;
    CHECK(given(desk, monday, first, all).item.state == State::assigned);
    CHECK(desk.whole());
}

TEST_CASE("Who holds a case may pass it on, whatever another category would require") {
    TestDesk desk{shop};
    auto args = charge();
    args.subject = "The line is down";
    auto const id = desk.open(monday, args).id;
    CHECK(triage(desk, monday, id).item.person == "zhao");
    desk::TriageArgs billing;
    billing.rating.category = "billing";
    auto const receipt = triage(desk, monday, id, billing);
    CHECK(receipt.item.missing == List{"order_no", "purchase_date"});
    CHECK(receipt.item.person == "zhao");
    CHECK(asked(receipt.item) == 1);
    CHECK(desk.code(monday, desk::assign, id, "wang") == "done");
    CHECK(desk.whole());
}

TEST_CASE("Facts that say nothing, or nothing that can be, are refused") {
    TestDesk desk{shop};
    auto const id = desk.open(monday, charge()).id;
    auto const head = desk.writer.head();
    CHECK(desk.code(monday, desk::facts, id, CaseFacts{}) == "no_facts");
    CHECK(desk.code(monday, desk::facts, id, bought(2026y / 6 / 2)) == "time_to_come");
    CHECK(desk.code(monday, desk::facts, CaseId{9}, order("A-1001")) == "no_such_case");
    auto stranger = desk.session(monday, "nobody");
    CHECK(desk::facts(stranger, id, order("A-1001")).refusal().code == "not_permitted");
    CHECK(desk.writer.head() == head);
    // Today in the desk's zone is not in the future, though it is yesterday in UTC.
    CHECK(desk.code(at("2026-06-01T00:30:00+08:00") + days{1}, desk::facts, id,
                    bought(2026y / 6 / 2)) == "done");
    auto args = charge();
    args.channel = "phone";
    args.purchase_date = 2026y / 6 / 2;
    CHECK(desk::refuse_open(desk.policy, args, monday)->code == "time_to_come");
    CHECK(desk.whole());
}

TEST_CASE("A number that does not fit is kept and noted, but not for after-sales") {
    TestDesk desk{shop};
    auto args = charge();
    args.product = "R200";
    args.serial_no = "SN1";
    args.channel = "phone";
    auto session = desk.session(monday);
    auto const opened = desk::open_case(session, args);
    REQUIRE(opened);
    auto const id = opened->item.id;
    CHECK(opened->item.serial_no == "SN1");
    CHECK(tells(*opened, "serial number SN1 does not fit product R200: expected: R2\\d{6}"));
    auto const kept = given(desk, monday, id, order("wrong"));
    CHECK(kept.item.order_no == "wrong");
    CHECK(tells(kept, "order number wrong does not fit"));

    // The number on record counts as well as the one given now.
    auto repair = order("A-1001");
    repair.aftersales = AfterSales::repair;
    CHECK(desk.code(monday, desk::facts, id, repair) == "bad_serial_no");
    repair.serial_no = "R2123456";
    CHECK(desk.code(monday, desk::facts, id, repair) == "done");
    // From then on also without --for.
    desk::FactsArgs wrong = order("wrong");
    CHECK(desk.code(monday, desk::facts, id, wrong) == "no_reason");
    wrong.reason = "as the customer says";
    CHECK(desk.code(monday, desk::facts, id, wrong) == "bad_order_no");
    CHECK(desk.load(id).order_no == "A-1001");
    CHECK(desk.whole());
}

TEST_CASE("For after-sales it is told what is not known of the purchase, and the warranty") {
    TestDesk desk{shop};
    auto const id = desk.open(monday, charge()).id;
    CaseFacts args;
    args.aftersales = AfterSales::exchange;
    auto receipt = given(desk, monday, id, args);
    CHECK(receipt.item.aftersales == AfterSales::exchange);
    CHECK(tells(receipt,
                "facts missing for the exchange: product, order_no, serial_no, "
                "purchase_date: supply"));
    CHECK(tells(receipt, "the warranty is unknown: the purchase date is missing"));
    // The day that counts is when the request was received, Monday, not the day of this step.
    receipt = given(desk, monday + days{30}, id, bought(2025y / 6 / 1));
    CHECK(receipt.item.warranty_until == Date{2026y / 6 / 1});
    CHECK(tells(receipt, "C1: in warranty: it ends on 2026-06-01"));
    receipt = given(desk, monday + days{30}, id, bought(2025y / 5 / 31));
    CHECK(tells(receipt, "C1: out of warranty: it ended on 2026-05-31"));
    // Another product has another warranty.
    args = {};
    args.product = "R200";
    receipt = given(desk, monday + days{30}, id, args);
    CHECK(receipt.item.warranty_until == Date{2027y / 5 / 31});
    CHECK(desk.load(id) == receipt.item);
    CHECK(desk.whole());
}
