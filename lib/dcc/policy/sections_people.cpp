#include <dcc/base/text.hpp>
#include <dcc/policy/detail/sections.hpp>

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

namespace dcc::policy_file {
namespace {

// The permissions that match a pattern. Reports a pattern that matches none.
std::vector<Right> resolve_right(TomlTable &role, Text const &may) {
    auto found = rights_like(may.text);
    if (!found.empty()) return found;
    std::vector<std::string> known;
    for (auto const &row : rights) {
        known.emplace_back(row.word);
        known.push_back(fmt::format("{}*", row.word.substr(0, row.word.find('.') + 1)));
    }
    role.error(may, say("may: unknown permission {}{}", quote(may.text),
                        role.reading().suggestion(
                            may.text, std::vector<std::string_view>{known.begin(), known.end()})));
    return found;
}

}  // namespace

Absence parse_days(std::string_view text) {
    auto const dots = text.find("..");
    auto const from = parse_date(trim(text.substr(0, dots)));
    auto const to = dots == std::string_view::npos ? from : parse_date(trim(text.substr(dots + 2)));
    if (!from || !to)
        throw Error{ErrorKind::data,
                    say("{} is neither a day such as \"2026-10-01\" nor days such as "
                        "\"2026-10-01..2026-10-07\"",
                        quote(text))};
    if (*to < *from) throw Error{ErrorKind::data, say("{} ends before it starts", quote(text))};
    return {*from, *to};
}

void read_teams(TomlTable &root, Policy &policy) {
    root.tables("teams", "team", "id", [&](TomlTable &table) {
        Team team;
        team.place = table.place();
        team.id = table.declare(Kind::team, "id");
        table.get("label", team.label);
        table.refer("calendar", Kind::calendar, team.calendar);
        table.refer("lead", Kind::person, team.lead);
        policy.teams.push_back(std::move(team));
    });
}

void read_staff(TomlTable &root, Policy &policy) {
    root.tables("staff", "staff", "id", [&](TomlTable &table) {
        Person person;
        person.place = table.place();
        person.id = table.declare(Kind::person, "id");
        table.require("name", person.name);
        table.refer("team", Kind::team, person.team);
        read_skills(table, "skills", person.skills);
        table.refer("roles", Kind::role, person.roles);
        table.get("logins", person.logins);
        table.get("email", person.email);
        table.get("capacity", person.capacity, 0, 100'000);
        table.refer("calendar", Kind::calendar, person.calendar);
        for (auto const &days : table.dates("absent")) {
            try {
                person.absent.push_back(parse_days(days.text));
            } catch (Error const &wrong) {
                table.error(days, say("absent: {}", wrong.message()));
            }
        }
        table.refer("substitute", Kind::person, person.substitute);
        if (!person.substitute.empty() && person.substitute == person.id)
            table.error_at("substitute", "substitute: nobody stands in for themselves");
        policy.staff.push_back(std::move(person));
    });
}

void read_roles(TomlTable &root, Policy &policy) {
    root.tables("roles", "role", "id", [&](TomlTable &table) {
        Role role;
        role.place = table.place();
        role.id = table.declare(Kind::role, "id");
        for (auto const &may : table.texts("may"))
            std::ranges::move(resolve_right(table, may), std::back_inserter(role.may));
        if (!table.has("may")) table.error("may is missing");
        policy.roles.push_back(std::move(role));
    });
}

}  // namespace dcc::policy_file
