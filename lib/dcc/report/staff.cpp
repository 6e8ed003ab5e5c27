#include <dcc/base/columns.hpp>
#include <dcc/ledger/absences.hpp>
#include <dcc/report/staff.hpp>
#include <dcc/rules/duty.hpp>

#include <algorithm>
#include <map>
#include <vector>

#include <fmt/format.h>

namespace dcc::report {
namespace {

// A person with what they do now.
struct AtWork {
    Person const *person;
    rules::Presence presence;
    std::optional<Instant> next;  // when they are at work; none: now, or not known
    std::int64_t open = 0;
    std::int64_t weight = 0;
};

std::vector<AtWork> at_work(store::Reader &reader, Policy const &policy, rules::Duty &duty,
                            std::vector<Person const *> const &people, Instant now) {
    std::vector<std::string> ids;
    for (auto const *person : people) ids.push_back(person->id);
    auto loads = reader.loads(ids);
    std::vector<AtWork> rows;
    for (auto const *person : people) {
        AtWork row{person, duty.presence(*person, now), {}};
        if (row.presence != rules::Presence::on) row.next = duty.next_on(*person, now);
        for (auto const &[priority, count] : loads[person->id].open_cases) {
            row.open += count;
            row.weight += std::int64_t{count} * policy.weight_of(priority);
        }
        rows.push_back(row);
    }
    return rows;
}

std::string_view presence_text(AtWork const &row) {
    switch (row.presence) {
        case rules::Presence::on: return "on duty";
        case rules::Presence::off: return "off duty";
        case rules::Presence::absent: return "absent";
    }
    return {};
}

Columns<AtWork> presence_columns() {
    auto const person = [](auto part) { return part_of(&AtWork::person, part); };
    auto const share = [](AtWork const &row) {
        return row.person->capacity > 0 ? std::optional{row.weight * 100 / row.person->capacity}
                                        : std::nullopt;
    };
    auto const skills = [](Person const &one) {
        std::vector<std::string> texts;
        for (auto const &skill : one.skills) texts.push_back(skill.text());
        return texts;
    };
    return {
        {"person", "Person", person(&Person::id)},
        {"name", "Name", person(&Person::name)},
        {"team", "Team", person(&Person::team)},
        {"presence", "Now", presence_text},
        {"next_on", "Next", &AtWork::next},
        {"open", "Open", &AtWork::open},
        {"weight", "Weight", &AtWork::weight},
        {"capacity", "Capacity", person(&Person::capacity)},
        {"in_use_percent", "In use %", share},
        {"substitute", "Substitute", person(&Person::substitute)},
        {"skills", "", person(skills)},
    };
}

}  // namespace

Table staff(store::Reader &reader, Policy const &policy, std::optional<std::string> const &team,
            Instant now) {
    rules::Duty duty{policy, ledger::absences(reader, now)};
    std::vector<Person const *> people;
    for (auto const &person : policy.staff)
        if (!team || person.team == *team) people.push_back(&person);
    return presence_columns().table_of(at_work(reader, policy, duty, people, now),
                                       "The policy lists nobody.");
}

Sheet show_person(store::Reader &reader, Policy const &policy, Person const &person, Instant now) {
    rules::Duty duty{policy, ledger::absences(reader, now)};
    Sheet sheet{presence_columns().fields(at_work(reader, policy, duty, {&person}, now).front()),
                {}};
    std::vector<store::AbsenceRow> rows;
    for (auto const &row : reader.absences(now))
        if (row.person == person.id) rows.push_back(row);
    auto const instant = [&](std::chrono::sys_days day) {
        return duty.zone().to_instant(CivilTime{day.time_since_epoch()});
    };
    for (auto const &days : person.absent)
        if (auto const end = instant(days.to + std::chrono::days{1}); end > now)
            rows.push_back({person.id, instant(days.from), end});
    std::ranges::stable_sort(rows, {}, &store::AbsenceRow::starts_at);
    sheet.parts.push_back({"absences", "Absences", absences(rows)});
    return sheet;
}

Table absences(std::vector<store::AbsenceRow> const &rows) {
    using store::AbsenceRow;
    Columns<AbsenceRow> const columns{
        {"person", "Person", &AbsenceRow::person},
        {"from", "From", &AbsenceRow::starts_at},
        {"to", "Until", &AbsenceRow::ends_at},
    };
    return columns.table_of(rows, "No absence is known.");
}

}  // namespace dcc::report
