#include <dcc/base/phone.hpp>
#include <dcc/calendar/zone.hpp>
#include <dcc/model/required_facts.hpp>
#include <dcc/policy/detail/sections.hpp>

#include <algorithm>

#include <fmt/format.h>

namespace dcc::policy_file {
namespace {

void check_language(TomlTable &table, Text const &language,
                    std::vector<std::string> const &languages) {
    if (std::ranges::count(languages, language.text) > 0) return;
    std::string all;
    for (auto const &known : languages) all += (all.empty() ? "" : " or ") + quote(known);
    table.error(language, say("unknown language {}: {}", quote(language.text), all));
}

void read_row(TomlTable &matrix, std::string const &impact, Policy &policy) {
    if (!matrix.has(impact)) {
        matrix.error(say("no row for impact {}", quote(impact)));
        return;
    }
    auto const cells = matrix.texts(impact);
    if (cells.size() != policy.urgencies.size()) {
        matrix.error_at(impact, say("{} has {} entries, but there are {} urgencies", impact,
                                    cells.size(), policy.urgencies.size()));
        return;
    }
    for (std::size_t i = 0; i < cells.size(); ++i) {
        matrix.reading().refer({Kind::priority, cells[i], matrix.subject()});
        policy.matrix[{impact, policy.urgencies[i]}] = cells[i].text;
    }
}

}  // namespace

void read_names(TomlTable &table, std::string_view key, Kind kind, std::vector<std::string> &out) {
    for (auto const &name : table.texts(key)) {
        out.push_back(name.text);
        table.reading().declare(kind, name, fmt::format("{} {}", word(kind), quote(name.text)));
    }
}

void read_desk(TomlTable &root, Policy &policy, std::vector<std::string> const &languages) {
    bool const found = root.table("desk", [&](TomlTable &desk) {
        desk.require("name", policy.desk.name);
        if (desk.require("zone", policy.desk.zone) && !desk.parsed("zone", Zone::load))
            policy.desk.zone = "UTC";  // so that calendars do not report it again
        auto const own = desk.text("language").value_or(Text{policy.desk.language, desk.place()});
        check_language(desk, own, languages);
        policy.desk.language = own.text;
        if (!desk.has("languages")) policy.desk.languages = languages;
        for (auto const &language : desk.texts("languages")) {
            check_language(desk, language, languages);
            policy.desk.languages.push_back(language.text);
        }
        desk.refer("guest_role", Kind::role, policy.desk.guest_role);
        read_names(desk, "tiers", Kind::tier, policy.desk.tiers);
        if (desk.get("currency", policy.desk.currency) && !parse_money("0", policy.desk.currency))
            desk.error_at("currency", "currency must be three capital letters such as \"CNY\"");
        // A currency begins with its country, unless several share it.
        policy.desk.country = policy.desk.currency.substr(0, 2);
        if (desk.get("country", policy.desk.country) && !is_phone_country(policy.desk.country))
            desk.error_at("country", "country must be an ISO 3166 code such as \"CN\" or \"GB\"");
        desk.get("dispatch_incomplete", policy.desk.dispatch_incomplete);
    });
    if (!found) root.error("[desk] is missing");
}

void read_priorities(TomlTable &root, Policy &policy) {
    bool const found = root.table("priorities", [&](TomlTable &table) {
        std::vector<std::string> order;
        read_names(table, "order", Kind::priority, order);
        read_names(table, "impacts", Kind::impact, policy.impacts);
        read_names(table, "urgencies", Kind::urgency, policy.urgencies);
        for (auto const key : {"order", "impacts", "urgencies", "default", "matrix"})
            if (!table.has(key)) table.error(say("{} is missing", key));

        for (auto &id : order) policy.priorities.push_back({std::move(id), {}});
        table.table("labels", [&](TomlTable &labels) {
            for (auto &priority : policy.priorities) labels.get(priority.id, priority.label);
        });
        table.table("weights", [&](TomlTable &weights) {
            for (auto &priority : policy.priorities)
                weights.get(priority.id, priority.weight, 1, 100);
        });
        table.table("default", [&](TomlTable &given) {
            for (auto const key : {"impact", "urgency"})
                if (!given.has(key)) given.error(say("{} is missing", key));
            given.refer("impact", Kind::impact, policy.default_impact);
            given.refer("urgency", Kind::urgency, policy.default_urgency);
        });
        table.table("matrix", [&](TomlTable &matrix) {
            for (auto const &impact : policy.impacts) read_row(matrix, impact, policy);
        });
        read_raises(table, policy);
    });
    if (!found) root.error("[priorities] is missing");
}

void read_channels(TomlTable &root, Policy &policy) {
    bool const found = root.tables("channels", "channel", "id", [&](TomlTable &table) {
        Channel channel;
        channel.place = table.place();
        channel.id = table.declare(Kind::channel, "id");
        table.get("label", channel.label);
        table.get("purpose", channel.purpose);
        table.get("address", channel.address);
        table.refer("calendar", Kind::calendar, channel.calendar);
        table.get("in_service", channel.in_service);
        table.get("mail", channel.mail);
        policy.channels.push_back(std::move(channel));
    });
    if (!found || policy.channels.empty()) root.error("no [[channels]]: a desk needs at least one");
}

void read_categories(TomlTable &root, Policy &policy) {
    for (auto const name : requirable_facts()) root.reading().know(Kind::field, name);
    root.tables("categories", "category", "id", [&](TomlTable &table) {
        Category category;
        category.place = table.place();
        category.id = table.declare(Kind::category, "id");
        if (auto const dot = category.id.rfind('.'); dot != std::string::npos)
            category.parent = category.id.substr(0, dot);
        if (category.id.starts_with('.') || category.id.ends_with('.') ||
            category.id.find("..") != std::string::npos)
            table.error_at("id", "id has an empty part between its dots");
        else if (!category.parent.empty()) {
            // A child inherits these values unless it sets its own.
            if (auto const *const parent = policy.category(category.parent)) {
                category.team = parent->team;
                category.skills = parent->skills;
                category.impact = parent->impact;
                category.urgency = parent->urgency;
            } else {
                table.error_at(
                    "id", say("its parent {} must be listed before it", quote(category.parent)));
            }
        }
        table.get("label", category.label);
        table.get("criteria", category.criteria);
        table.refer("required", Kind::field, category.required);
        table.refer("team", Kind::team, category.team);
        read_skills(table, "skills", category.skills);
        table.refer("impact", Kind::impact, category.impact);
        table.refer("urgency", Kind::urgency, category.urgency);
        policy.categories.push_back(std::move(category));
    });
}

}  // namespace dcc::policy_file
