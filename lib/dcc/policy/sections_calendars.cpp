#include <dcc/policy/detail/calendar_file.hpp>
#include <dcc/policy/detail/sections.hpp>

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

namespace dcc::policy_file {
namespace {

constexpr int deepest_extension = 16;

// The most days with holidays, make-up days and exceptions of all calendars of a policy together. A
// calendar has those of the calendar that it extends too, so that a small file could otherwise need
// very much memory.
constexpr std::size_t most_days = 200'000;

std::size_t days_of(CalendarSpec const &spec) {
    return spec.holidays.size() + spec.workdays.size() + spec.exceptions.size();
}

// Warns of a calendar whose zone the policy does not give, if it is not that of the desk, which may
// be unknown after an error.
void warn_of_zone(TomlReading &reading, Policy const &policy, CalendarSpec const &spec,
                  Place const &place) {
    if (spec.zone != policy.desk.zone && reading.error_count() == 0)
        reading.warn(place, say("calendar {}", quote(spec.name)),
                     say("its hours are in {}, the desk is in {}; extend it with the zone "
                         "that is meant",
                         spec.zone, policy.desk.zone));
}

// Builds the calendars of one policy, each once, after the calendar that it extends.
class Builder {
  public:
    Builder(TomlReading &reading, Policy &policy, SharedData const &shared)
        : reading_{reading}, policy_{policy}, shared_{shared} {}

    // A calendar of the policy file. Null while it is being built, which means that it extends
    // itself.
    CalendarSpec const *own(TomlTable &calendars, std::string const &name, int depth = 0);

    // A shared calendar, unchanged. Null when there is none of that name.
    CalendarSpec const *shared(std::string const &name);

  private:
    CalendarSpec const *base(TomlTable &calendars, TomlTable &table, std::string const &name,
                             Text const &extends, int depth);

    // Counts days. The first time that there are too many, it reports an error for the table.
    bool has_room(TomlTable &table, std::size_t days);

    TomlReading &reading_;
    Policy &policy_;
    SharedData const &shared_;
    std::set<std::string> begun_;
    std::map<std::string, CalendarSpec> read_;
    std::size_t days_ = 0;
};

CalendarSpec const *Builder::own(TomlTable &calendars, std::string const &name, int depth) {
    if (!begun_.insert(name).second) {
        auto const built = policy_.calendars.find(name);
        return built == policy_.calendars.end() ? nullptr : &built->second;
    }
    auto const errors = reading_.error_count();
    bool zone_given = false;
    CalendarSpec spec;
    spec.zone = policy_.desk.zone;
    CalendarOrigin origin{calendars.place_of(name), {}, false};
    if (days_ > most_days) {  // reported already
        calendars.has(name);
        policy_.calendar_origins[name] = std::move(origin);
        return &(policy_.calendars[name] = std::move(spec));
    }
    calendars.table(name, fmt::format("calendar {}", quote(name)), [&](TomlTable &table) {
        if (auto const extends = table.text("extends")) {
            origin.extends = extends->text;
            auto const *const found = base(calendars, table, name, *extends, depth);
            if (found && has_room(table, days_of(*found))) spec = *found;
        }
        auto const inherited = days_of(spec);
        read_spec(table, spec);
        zone_given = table.has("zone");
        has_room(table, days_of(spec) - inherited);
    });
    spec.name = name;
    if (reading_.error_count() == errors) check_sound(reading_, spec, origin.place);
    if (!zone_given) warn_of_zone(reading_, policy_, spec, origin.place);
    policy_.calendar_origins[name] = std::move(origin);
    return &(policy_.calendars[name] = std::move(spec));
}

bool Builder::has_room(TomlTable &table, std::size_t days) {
    bool const before = days_ <= most_days;
    days_ += days;
    if (before && days_ > most_days)
        table.error(
            say("the calendars have more than {} days together, with those that they extend",
                most_days));
    return days_ <= most_days;
}

CalendarSpec const *Builder::base(TomlTable &calendars, TomlTable &table, std::string const &name,
                                  Text const &extends, int depth) {
    // A calendar that extends its own name means the shared calendar that it hides.
    if (extends.text == name || !reading_.knows(Kind::calendar, extends.text)) {
        auto const *const found = shared(extends.text);
        if (!found) reading_.refer({Kind::calendar, extends, table.subject()});
        return found;
    }
    if (depth == deepest_extension) {
        table.error(extends, say("extends more than {} calendars", deepest_extension));
        return nullptr;
    }
    auto const *const found = own(calendars, extends.text, depth + 1);
    if (!found) table.error(extends, say("extends itself through {}", quote(extends.text)));
    return found;
}

CalendarSpec const *Builder::shared(std::string const &name) {
    if (auto const found = read_.find(name); found != read_.end()) return &found->second;
    auto const text = is_name(name) ? shared_.calendar(name) : std::nullopt;
    if (!text) return nullptr;
    TomlReading reading{calendar_source(name)};
    auto spec = read_calendar_file(reading, *text, name, policy_.desk.zone);
    reading_.add(reading.take());
    policy_.sources.push_back({calendar_source(name), *text});
    return &(read_[name] = std::move(spec));
}

}  // namespace

void read_calendars(TomlTable &root, Policy &policy, SharedData const &shared) {
    auto &reading = root.reading();
    Builder builder{reading, policy, shared};
    root.table("calendars", [&](TomlTable &calendars) {
        auto const own = calendars.keys();
        for (auto const &name : own) reading.declare(Kind::calendar, name, "");
        for (auto const &name : own) builder.own(calendars, name.text);
    });
    bool all_known = true;
    for (auto const &reference : reading.references()) {
        auto const &name = reference.name.text;
        if (reference.kind != Kind::calendar || reading.knows(Kind::calendar, name)) continue;
        auto const *const spec = builder.shared(name);
        all_known = all_known && spec;
        if (!spec) continue;
        reading.know(Kind::calendar, name);
        warn_of_zone(reading, policy, *spec, reference.name.place);
        policy.calendars[name] = *spec;
        policy.calendar_origins[name] = {{calendar_source(name), 1, 1}, {}, true};
    }
    if (!all_known)
        for (auto const &name : shared.calendars()) reading.know(Kind::calendar, name);
    std::ranges::sort(policy.sources.begin() + 1, policy.sources.end(), {},
                      &event::SourceText::name);
}

}  // namespace dcc::policy_file
