#include <dcc/base/pattern.hpp>
#include <dcc/policy/detail/sections.hpp>

#include <charconv>
#include <tuple>
#include <utility>

#include <fmt/format.h>

namespace dcc::policy_file {
namespace {

void read_items(TomlTable &table, std::string_view key, std::string_view noun, Kind kind,
                std::vector<Item> &out) {
    table.tables(key, noun, "id", [&](TomlTable &entry) {
        Item item;
        item.id = entry.declare(kind, "id");
        entry.get("label", item.label);
        out.push_back(std::move(item));
    });
}

std::optional<Duration> read_wait(TomlTable &table, std::string_view key) {
    auto wait = table.parsed(key, parse_duration);
    if (wait && !wait->in_business_days && wait->seconds == Seconds{0}) {
        table.error_at(key, say("{}: a wait must be longer than zero", key));
        wait.reset();
    }
    return wait;
}

void read_pattern(TomlTable &table, std::string_view key, std::string &out) {
    table.get(key, out);
    try {
        Pattern const sound{out};
    } catch (Error const &wrong) {
        table.error_at(key, say("{}: {}", key, wrong.message()));
    }
}

// Years and days: "3y" or "90d".
std::pair<int, int> parse_age(std::string const &text) {
    int number = 0;
    auto const *const end = text.data() + text.size();
    auto const [unit, error] = std::from_chars(text.data(), end, number);
    bool const years = unit + 1 == end && *unit == 'y';
    bool const days = unit + 1 == end && *unit == 'd';
    if (error != std::errc{} || number < 1 || number > (years ? 100 : 36500) || !(years || days))
        throw Error{
            ErrorKind::data,
            say("{} is not a number of years such as \"3y\" or days such as \"90d\"", quote(text))};
    return years ? std::pair{number, 0} : std::pair{0, number};
}

void read_warranty(TomlTable &table, std::optional<int> &out) {
    int months = 0;
    if (table.get("warranty_months", months, 0, 1200)) out = months;
}

}  // namespace

void read_review(TomlTable &root, Policy &policy) {
    root.table("review", [&](TomlTable &table) {
        table.refer("roles", Kind::role, policy.review.roles);
        read_items(table, "checklist", "check", Kind::check_item, policy.review.checklist);
        table.tables("required", "review", "name", [&](TomlTable &entry) {
            ReviewRule rule;
            rule.place = entry.place();
            rule.name = entry.declare(Kind::review_rule, "name");
            entry.table("when", [&](TomlTable &when) { read_when(when, rule.when); });
            rule.cost_above = entry.parsed("cost_above", [&](std::string const &text) {
                auto const amount = parse_money(text, policy.desk.currency);
                if (!amount)
                    throw Error{ErrorKind::data,
                                say("{} is not an amount such as \"500.00\"", quote(text))};
                return *amount;
            });
            policy.review.rules.push_back(std::move(rule));
        });
        if (!policy.review.rules.empty() && policy.review.roles.empty() && !policy.roles.empty())
            table.error("roles is missing: somebody must be able to review");
    });
}

void read_waiting(TomlTable &root, Policy &policy) {
    root.table("waiting", [&](TomlTable &table) {
        auto const read = [&](std::string_view key, WaitingPolicy &waiting, bool closes) {
            table.table(key, [&](TomlTable &entry) {
                waiting.remind_after = read_wait(entry, "remind_after");
                entry.get("reminders", waiting.reminders, 1, 100);
                if (closes) waiting.close_after = read_wait(entry, "close_after");
                if (!entry.has("calendar")) entry.error("calendar is missing");
                entry.refer("calendar", Kind::calendar, waiting.calendar);
            });
        };
        read("customer", policy.waiting_customer, true);
        read("third_party", policy.waiting_third_party, false);
    });
}

void read_survey(TomlTable &root, Policy &policy) {
    root.table("survey", [&](TomlTable &table) {
        read_items(table, "dimensions", "dimension", Kind::dimension, policy.survey.dimensions);
        table.get("complaint_at", policy.survey.complaint_at, 0, 4);
        if (table.get("effort_high", policy.survey.ces_high) && policy.survey.ces_high != "easy" &&
            policy.survey.ces_high != "hard")
            table.error_at("effort_high",
                           "effort_high must be \"easy\" or \"hard\", the meaning of 7");
    });
    root.table("repeat", [&](TomlTable &table) {
        if (!table.has("days")) table.error("days is missing");
        table.get("days", policy.repeat_days, 1, 3650);
    });
}

void read_aftersales(TomlTable &root, Policy &policy) {
    auto &aftersales = policy.aftersales;
    root.table("aftersales", [&](TomlTable &table) {
        read_pattern(table, "order", aftersales.order);
        read_pattern(table, "serial", aftersales.serial);
        read_warranty(table, aftersales.warranty_months);
    });
    root.tables("products", "product", "id", [&](TomlTable &table) {
        Product product;
        product.place = table.place();
        product.id = table.declare(Kind::product, "id");
        table.get("label", product.label);
        read_warranty(table, product.warranty_months);
        read_pattern(table, "serial", product.serial);
        aftersales.products.push_back(std::move(product));
    });
}

void read_retention(TomlTable &root, Policy &policy) {
    root.tables("retention", "retention", "name", [&](TomlTable &table) {
        RetentionRule rule;
        rule.place = table.place();
        rule.name = table.declare(Kind::retention_rule, "name");
        read_condition(table, "category", Kind::category, rule.categories);
        rule.kind = table.parsed("kind", [](std::string const &text) {
            auto const kind = parse_word<CaseKind>(text);
            if (!kind)
                throw Error{ErrorKind::data,
                            say("{} is neither \"service\" nor \"complaint\"", quote(text))};
            return *kind;
        });
        if (!table.has("after")) table.error("after is missing");
        if (auto const age = table.parsed("after", parse_age))
            std::tie(rule.years, rule.days) = *age;
        policy.retention.push_back(std::move(rule));
    });
}

}  // namespace dcc::policy_file
