#include <dcc/base/pattern.hpp>
#include <dcc/model/remedy.hpp>
#include <dcc/rules/aftersales.hpp>

#include <fmt/format.h>

namespace dcc::rules {

std::string const &order_pattern(Policy const &policy) {
    return policy.aftersales.order;
}

std::string const &serial_pattern(Policy const &policy, std::string const &product) {
    auto const *own = policy.product(product);
    return own && !own->serial.empty() ? own->serial : policy.aftersales.serial;
}

std::vector<Refusal> mismatches(Policy const &policy, std::string const &product,
                                std::string const &order_no, std::string const &serial_no) {
    std::vector<Refusal> found;
    auto const check = [&](char const *code, char const *noun, char const *fact,
                           std::string const &pattern, std::string const &number,
                           Wording const &of) {
        if (number.empty() || pattern.empty() || Pattern{pattern}.matches(number)) return;
        found.push_back({code,
                         say("{} number {} does not fit{}", noun, number, of),
                         Hint{Remedy::correct_fact, say("expected: {}", pattern), {fact, pattern}},
                         {fact}});
    };
    check("bad_order_no", "order", "order_no", order_pattern(policy), order_no, "");
    check("bad_serial_no", "serial", "serial_no", serial_pattern(policy, product), serial_no,
          policy.product(product) ? say(" product {}", product) : Wording{});
    return found;
}

Date warranty_end(Date bought, int months) {
    auto const end = bought + std::chrono::months{months};
    return end.ok() ? end : Date{end.year() / end.month() / std::chrono::last};
}

std::optional<Date> warranty_until(Policy const &policy, std::string const &product,
                                   std::optional<Date> bought) {
    auto const *own = policy.product(product);
    auto const months =
        own && own->warranty_months ? own->warranty_months : policy.aftersales.warranty_months;
    if (!bought || !months) return std::nullopt;
    return warranty_end(*bought, *months);
}

std::optional<bool> in_warranty(std::optional<Date> until, Date day) {
    if (!until) return std::nullopt;
    return day <= *until;
}

std::vector<std::string> unknown_purchase(Case const &item) {
    std::vector<std::string> unknown;
    auto const need = [&](char const *name, bool known) {
        if (!known) unknown.emplace_back(name);
    };
    need("product", !item.product.empty());
    need("order_no", !item.order_no.empty());
    need("serial_no", !item.serial_no.empty());
    need("purchase_date", item.purchase_date.has_value());
    return unknown;
}

}  // namespace dcc::rules
