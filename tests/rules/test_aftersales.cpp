#include <dcc/model/remedy.hpp>
#include <dcc/rules/aftersales.hpp>
#include <dcc/rules/facts.hpp>

#include <doctest/doctest.h>

using namespace dcc;
using namespace std::chrono_literals;

namespace {

Policy shop() {
    Policy policy;
    policy.aftersales.order = R"([A-Z]-\d{4,8})";
    policy.aftersales.serial = R"([A-Z0-9]{8})";
    policy.aftersales.warranty_months = 12;
    Product router;
    router.id = "R200";
    router.serial = R"(R2\d{6})";
    router.warranty_months = 24;
    Product cable;
    cable.id = "cable";
    policy.aftersales.products = {router, cable};
    Category returns;
    returns.id = "return";
    returns.required = {"order_no", "purchase_date", "customer_phone", "impact", "subject"};
    policy.categories = {returns};
    return policy;
}

std::string codes(std::string const &product, std::string const &order, std::string const &serial) {
    static Policy const policy = shop();
    std::string all;
    for (auto const &refusal : rules::mismatches(policy, product, order, serial))
        all += refusal.code + ' ';
    return all;
}

}  // namespace

TEST_CASE("A warranty ends on the same day of its last month, or on that month's last") {
    auto const ends = [](Date bought, int months) {
        return format_date(rules::warranty_end(bought, months));
    };
    CHECK(ends(2024y / 1 / 31, 1) == "2024-02-29");
    CHECK(ends(2023y / 1 / 31, 1) == "2023-02-28");
    CHECK(ends(2024y / 1 / 31, 2) == "2024-03-31");
    CHECK(ends(2024y / 2 / 29, 12) == "2025-02-28");
    CHECK(ends(2024y / 2 / 29, 48) == "2028-02-29");
    CHECK(ends(2026y / 11 / 20, 2) == "2027-01-20");
    CHECK(ends(2026y / 12 / 31, 1) == "2027-01-31");
    CHECK(ends(2026y / 10 / 31, 0) == "2026-10-31");
    CHECK(ends(2026y / 3 / 15, 1200) == "2126-03-15");
}

TEST_CASE("A warranty's last day counts; without its end nothing is known") {
    auto const end = Date{2026y / 5 / 31};
    CHECK(rules::in_warranty(end, 2026y / 5 / 31) == true);
    CHECK(rules::in_warranty(end, 2026y / 6 / 1) == false);
    CHECK(rules::in_warranty(end, 2020y / 1 / 1) == true);
    CHECK_FALSE(rules::in_warranty(std::nullopt, 2026y / 6 / 1));
}

TEST_CASE("A product's own warranty comes before the general one") {
    auto policy = shop();
    Date const bought = 2026y / 1 / 10;
    CHECK(rules::warranty_until(policy, "R200", bought) == Date{2028y / 1 / 10});
    CHECK(rules::warranty_until(policy, "cable", bought) == Date{2027y / 1 / 10});
    CHECK(rules::warranty_until(policy, "unheard of", bought) == Date{2027y / 1 / 10});
    CHECK_FALSE(rules::warranty_until(policy, "R200", std::nullopt));
    policy.aftersales.warranty_months.reset();
    CHECK_FALSE(rules::warranty_until(policy, "cable", bought));
    CHECK(rules::warranty_until(policy, "R200", bought) == Date{2028y / 1 / 10});
}

TEST_CASE("A number must fit its pattern from end to end") {
    CHECK(codes("", "A-1001", "ABCD1234") == "");
    CHECK(codes("", "a-1001", "abcd1234") == "");  // as on a worn label
    CHECK(codes("", "", "") == "");
    CHECK(codes("", "A-100", "") == "bad_order_no ");
    CHECK(codes("", " A-1001", "") == "bad_order_no ");
    CHECK(codes("", "A-1001 and more", "") == "bad_order_no ");
    CHECK(codes("", "A-1001\n", "") == "bad_order_no ");
    CHECK(codes("", "", "ABCD12345") == "bad_serial_no ");
    CHECK(codes("", "", "序列号12345678") == "bad_serial_no ");
    // A product's own serial numbers come first; it need not have any.
    CHECK(codes("R200", "A-1001", "R2123456") == "");
    CHECK(codes("R200", "x", "ABCD1234") == "bad_order_no bad_serial_no ");
    CHECK(codes("cable", "", "ABCD1234") == "");
}

TEST_CASE("What a mismatch is told shows the pattern that was expected") {
    auto const found = rules::mismatches(shop(), "R200", "", "SN-1");
    REQUIRE(found.size() == 1);
    CHECK(found[0].message == "serial number SN-1 does not fit product R200");
    CHECK(found[0].hint ==
          Hint{Remedy::correct_fact, "expected: R2\\d{6}", {"serial_no", "R2\\d{6}"}});
    CHECK(found[0].fields == std::vector<std::string>{"serial_no"});
}

TEST_CASE("A case lacks what its category requires and nobody said") {
    auto const policy = shop();
    Case item;
    Customer customer;
    item.subject = "x";
    CHECK(rules::missing_facts(policy, item, customer).empty());  // no category yet
    item.category = "return";
    using List = std::vector<std::string>;
    CHECK(rules::missing_facts(policy, item, customer) ==
          List{"order_no", "purchase_date", "customer_phone", "impact"});
    item.order_no = "A-1001";
    item.impact = "high";  // by the matrix; nobody said it
    CHECK(rules::missing_facts(policy, item, customer) ==
          List{"purchase_date", "customer_phone", "impact"});
    item.given = {"category", "impact"};
    item.purchase_date = 2026y / 1 / 1;
    customer.phone = "138";
    CHECK(rules::missing_facts(policy, item, customer).empty());
}

TEST_CASE("A customer is asked again only for what was not asked before") {
    CHECK(rules::asks_anew({}, {"order_no"}));
    CHECK(rules::asks_anew({"order_no"}, {"order_no", "product"}));
    CHECK_FALSE(rules::asks_anew({"order_no", "product"}, {"product"}));
    CHECK_FALSE(rules::asks_anew({"order_no"}, {}));
}
