#include "../support/desk.hpp"
#include <dcc/desk/customer.hpp>
#include <dcc/desk/merge.hpp>
#include <dcc/model/remedy.hpp>
#include <dcc/report/duplicates.hpp>

#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace dcc;

namespace {

struct Asked {
    std::string name;
    std::string phone;
    std::string email;
};

desk::OpenArgs asking(Asked const &asked) {
    desk::OpenArgs args;
    args.channel = "phone";
    args.subject = "It does not work";
    args.customer.name = asked.name;
    args.customer.phone = asked.phone;
    args.customer.email = asked.email;
    return args;
}

CustomerId customer_of(TestDesk &desk, Asked const &asked) {
    return desk.open(monday, asking(asked)).customer.value();
}

void check_intact(TestDesk &desk) {
    for (auto const &problem : desk.problems()) FAIL_CHECK(problem);
}

}  // namespace

TEST_CASE("What is no number or address identifies nobody, and is kept") {
    for (auto const &given :
         std::vector<std::pair<std::string, std::string>>{{"", "无"},
                                                          {"1.38E+10", ""},
                                                          {"95588", ""},
                                                          {"86138123456", ""},
                                                          {"-", "-"},
                                                          {"138****1234", ""},
                                                          {"", "straße@example.com"},
                                                          {"", "none@"},
                                                          {"n/a", "n/a"}}) {
        TestDesk desk;
        std::string const phone = given.first;
        std::string const email = given.second;
        CAPTURE(phone);
        CAPTURE(email);
        CHECK(customer_of(desk, {"张三", phone, email}) == CustomerId{1});
        CHECK(customer_of(desk, {"李四", phone, email}) == CustomerId{2});
        auto const row = desk.writer.find(CustomerId{2}).value();
        CHECK(row.name == "李四");
        CHECK(row.phone + row.email + row.phone_key + row.email_key == "");
        auto const kept = desk.writer.contacts(CustomerId{2});
        CHECK(std::ssize(kept) == int(!phone.empty()) + int(!email.empty()));
        for (auto const &contact : kept) CHECK(contact.key.empty());
        check_intact(desk);
    }
}

TEST_CASE("All spellings of a number or an address are one customer") {
    TestDesk desk;
    CHECK(customer_of(desk, {"张三", "138-0000-1234", "Max <MAX@example.com>"}) == CustomerId{1});
    for (auto const &[phone, email] :
         std::vector<std::pair<std::string, std::string>>{{"+8613800001234", ""},
                                                          {"008613800001234", ""},
                                                          {"86 138 0000 1234", ""},
                                                          {"１３８０００01234", ""},
                                                          {"", "max@Example.com"},
                                                          {"", "max＠example.com"}})
        CHECK(customer_of(desk, {"", phone, email}) == CustomerId{1});
    CHECK(customer_of(desk, {"", "010-12345678-801", ""}) == CustomerId{2});
    CHECK(customer_of(desk, {"", "010-12345678-802", ""}) == CustomerId{3});
    CHECK(customer_of(desk, {"", "13900000001/13900000002", ""}) == CustomerId{4});
    CHECK(customer_of(desk, {"", "13900000002", ""}) == CustomerId{4});
    check_intact(desk);
}

TEST_CASE("A customer of an older desk is known by every spelling") {
    for (auto const *old :
         {"138-0000-1234", "+8613800001234", "8613800001234", "0086 13800001234"}) {
        TestDesk desk;
        CAPTURE(old);
        {
            auto session = desk.session(monday);
            ledger::Session::Transaction transaction{session};
            desk::CustomerReceipt receipt;
            receipt.item.id = CustomerId{1};
            event::CustomerAdded added;
            added.phone = old;
            session.record(receipt, monday, added);
            transaction.commit();
        }
        CHECK(customer_of(desk, {"", "138 0000 1234", ""}) == CustomerId{1});
    }
}

TEST_CASE("What a known customer gives is taken over or kept beside what is known") {
    TestDesk desk;
    customer_of(desk, {"", "13800001234", ""});
    auto args = asking({"张三", "13800001234", "a@example.com"});
    args.customer.tier = "gold";
    CHECK(desk.open(monday, args).reply_to.empty());
    auto row = desk.writer.find(CustomerId{1}).value();
    CHECK(row.name == "张三");
    CHECK(row.email == "a@example.com");
    CHECK(row.tier == "gold");

    args = asking({"", "13800001234, 13900005678", "b@example.com"});
    args.customer.tier = "normal";
    CHECK(desk.open(monday, args).reply_to == "b@example.com");
    row = desk.writer.find(CustomerId{1}).value();
    CHECK(row.email == "a@example.com");
    CHECK(row.tier == "gold");
    CHECK(desk.writer.contacts(CustomerId{1}).size() == 2);
    CHECK(customer_of(desk, {"", "", "b@example.com"}) == CustomerId{1});
    CHECK(customer_of(desk, {"", "139-0000-5678", ""}) == CustomerId{1});
    CHECK(desk.writer.contacts(CustomerId{1}).size() == 2);
    check_intact(desk);
}

TEST_CASE("Doubts are recorded once and settled") {
    TestDesk desk;
    customer_of(desk, {"张三", "13800001234", ""});
    customer_of(desk, {"李四", "", "li@example.com"});
    CHECK(customer_of(desk, {"王五", "13800001234", ""}) == CustomerId{1});
    CHECK(customer_of(desk, {"王五", "13800001234", ""}) == CustomerId{1});
    CHECK(customer_of(desk, {" 张 三", "13800001234", ""}) == CustomerId{1});
    CHECK(customer_of(desk, {"", "13800001234", "li@example.com"}) == CustomerId{1});
    CHECK(customer_of(desk, {"K2", "13800001234", ""}) == CustomerId{2});
    auto const listed = [&] { return report::duplicates(desk.writer, desk.policy).rows.size(); };
    CHECK(desk.writer.doubts(CustomerId{1}).size() == 2);
    CHECK(desk.writer.doubts(CustomerId{2}).size() == 1);
    CHECK(listed() == 3);
    auto session = desk.session(monday);
    REQUIRE(desk::settle_doubts(session, CustomerId{1}, CustomerId{2}, "a family"));
    CHECK(listed() == 0);
    CHECK(desk::settle_doubts(session, CustomerId{1}, {}, "").refusal().code == "no_doubt");
    check_intact(desk);
}

TEST_CASE("Another external id tells two people apart who share a number") {
    TestDesk desk;
    auto args = asking({"张三", "13800001234", ""});
    args.customer.external_id = "A";
    CHECK(desk.open(monday, args).customer == CustomerId{1});
    args = asking({"李四", "13800001234", ""});
    args.customer.external_id = "B";
    CHECK(desk.open(monday, args).customer == CustomerId{2});
    CHECK(desk.open(monday, args).customer == CustomerId{2});
    CHECK(report::duplicates(desk.writer, desk.policy).rows.size() == 1);
}

TEST_CASE("A merge carries all, and its undoing gives back what is left of it") {
    TestDesk desk;
    customer_of(desk, {"张三", "13800001234", ""});
    customer_of(desk, {"李四", "13900005678", "li@example.com"});
    customer_of(desk, {"王五", "13700005678", ""});
    auto const before = desk.writer.find(CustomerId{1}).value();
    auto session = desk.session(monday);
    auto const merge = [&](std::int64_t kept, std::int64_t other) {
        auto const done = desk::merge_customers(session, CustomerId{kept}, CustomerId{other});
        return done ? "done" : done.refusal().code;
    };
    auto const split = [&](std::int64_t id) {
        auto const done = desk::split_customer(session, CustomerId{id});
        return done ? "done" : done.refusal().code;
    };
    auto const whose = [&](std::int64_t id) {
        return desk.writer.find(CaseId{id}).value().customer.value().number;
    };
    CHECK(merge(1, 1) == "same_customer");
    CHECK(merge(1, 9) == "no_such_customer");
    CHECK(merge(1, 2) == "done");
    CHECK(merge(1, 2) == "merged");
    CHECK(merge(2, 1) == "merged");
    CHECK(desk.writer.find(CustomerId{1})->email == "li@example.com");
    CHECK(whose(2) == 1);
    CHECK(customer_of(desk, {"", "13900005678", ""}) == CustomerId{1});
    CHECK(customer_of(desk, {"K2", "", ""}) == CustomerId{1});
    check_intact(desk);

    CHECK(merge(3, 1) == "done");
    CHECK(customer_of(desk, {"", "13900005678", ""}) == CustomerId{3});
    CHECK(whose(2) == 3);
    CHECK(split(2) == "merged");
    CHECK(split(1) == "done");
    CHECK(whose(1) == 1);
    CHECK(whose(2) == 1);
    CHECK(split(2) == "done");
    CHECK(whose(2) == 2);
    CHECK(split(2) == "not_merged");
    CHECK(customer_of(desk, {"", "13900005678", ""}) == CustomerId{2});
    auto after = desk.writer.find(CustomerId{1}).value();
    after.last_event = before.last_event;
    CHECK(after == before);
    CHECK(desk.writer.contacts(CustomerId{1}).empty());
    check_intact(desk);
}

TEST_CASE("A case gets a customer, or another one, also when it has ended") {
    TestDesk desk;
    customer_of(desk, {"张三", "13800001234", ""});
    auto const nobody = desk.open(monday, asking({"", "", ""}));
    REQUIRE_FALSE(nobody.customer);
    auto session = desk.session(monday);
    auto const set = [&](CaseId id, std::int64_t customer, std::string const &reason = {}) {
        auto const done = desk::set_customer(session, id, CustomerId{customer}, reason);
        return done ? done->item.customer->text() : done.refusal().code;
    };
    CHECK(set(nobody.id, 9) == "no_such_customer");
    CHECK(set(nobody.id, 1) == "K1");
    CHECK(set(nobody.id, 1) == "same_customer");
    REQUIRE(desk::cancel(session, CaseId{1}, "", {}));
    customer_of(desk, {"李四", "13900005678", ""});
    CHECK(set(CaseId{1}, 2) == "no_reason");
    CHECK(set(CaseId{1}, 2, "the same name") == "K2");
    check_intact(desk);
}

TEST_CASE("A split gives back the tags that were taken over, and no others") {
    struct Tagged {
        std::vector<std::string> kept;
        std::vector<std::string> other;
        std::string merged;  // joined
    };
    for (auto const &one : {Tagged{{}, {"vip"}, "vip"}, Tagged{{"vip"}, {"vip"}, "vip"},
                            Tagged{{"a"}, {"b", "c"}, "a,b,c"}, Tagged{{"a"}, {}, "a"}}) {
        TestDesk desk;
        customer_of(desk, {"张三", "13800001234", ""});
        customer_of(desk, {"李四", "13900005678", ""});
        auto session = desk.session(monday);
        auto const tag = [&](std::int64_t id, std::vector<std::string> const &tags) {
            desk::CustomerEdit edit;
            edit.tags = tags;
            if (!tags.empty()) REQUIRE(desk::edit_customer(session, CustomerId{id}, edit));
            return desk.writer.find(CustomerId{id})->tags;
        };
        auto const before = tag(1, one.kept);
        auto const others = tag(2, one.other);
        REQUIRE(desk::merge_customers(session, CustomerId{1}, CustomerId{2}));
        CHECK(desk.writer.find(CustomerId{1})->tags == one.merged);
        REQUIRE(desk::split_customer(session, CustomerId{2}));
        CHECK(desk.writer.find(CustomerId{1})->tags == before);
        CHECK(desk.writer.find(CustomerId{2})->tags == others);
        check_intact(desk);
    }
}

TEST_CASE("When the preferred number or address is removed, the next one is preferred") {
    struct Removed {
        std::vector<std::string> texts;
        std::string phone;
        std::string email;
        int others;
    };
    for (auto const &one : {Removed{{"13800001234"}, "139 0000 5678", "a@example.com", 2},
                            Removed{{"138 0000 1234", "13900005678"}, "", "a@example.com", 1},
                            Removed{{"13900005678"}, "138 0000 1234", "a@example.com", 1},
                            Removed{{"13900005678", "13800001234"}, "", "a@example.com", 1},
                            Removed{{"A@example.com"}, "138 0000 1234", "b@example.com", 1},
                            Removed{{"a@example.com", "b@example.com"}, "138 0000 1234", "", 1}}) {
        TestDesk desk;
        customer_of(desk, {"张三", "13800001234, 13900005678", "a@example.com; b@example.com"});
        auto session = desk.session(monday);
        desk::CustomerEdit edit;
        edit.removed = one.texts;
        auto const receipt = desk::edit_customer(session, CustomerId{1}, edit);
        REQUIRE(receipt);
        auto const row = desk.writer.find(CustomerId{1}).value();
        CHECK(row.phone == one.phone);
        CHECK(row.email == one.email);
        CHECK(row.phone_key.empty() == one.phone.empty());
        CHECK(std::ssize(desk.writer.contacts(CustomerId{1})) <= one.others);
        check_intact(desk);
    }
}

TEST_CASE("A case whose customer's tier gives other service terms is to be triaged again") {
    TestDesk desk{
        with(small_policy, "when = { priority = [\"urgent\"] }", "when = { tier = [\"gold\"] }")};
    auto const other = customer_of(desk, {"李四", "13900005678", ""});
    auto gold = asking({"张三", "13800001234", ""});
    gold.customer.tier = "gold";
    auto const kept = desk.open(monday, gold).customer.value();
    auto session = desk.session(monday);
    auto const terms_noted = [](auto const &receipt) {
        return std::ranges::count(receipt->notes, Remedy::triage_case, [](Note const &note) {
            return note.hint.remedy.value_or(Remedy::give);
        });
    };
    CHECK(terms_noted(desk::set_customer(session, CaseId{1}, kept, "their case")) == 1);
    CHECK(terms_noted(desk::set_customer(session, CaseId{2}, other, "their case")) == 1);
    CHECK(terms_noted(desk::set_customer(session, CaseId{1}, other, "their case")) == 0);
    desk::Triage triage{session};
    REQUIRE(triage(CaseId{2}));
    CHECK(desk.load(CaseId{2}).terms.rule == "standard");
    CHECK(terms_noted(desk::merge_customers(session, kept, other)) == 2);
    REQUIRE(desk::cancel(session, CaseId{1}, "", {}));
    CHECK(terms_noted(desk::split_customer(session, other)) == 0);
    check_intact(desk);
}
