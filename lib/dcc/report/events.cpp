#include <dcc/base/columns.hpp>
#include <dcc/model/event.hpp>
#include <dcc/report/events.hpp>

#include <string>
#include <vector>

namespace dcc::report {

Table list_events() {
    using event::EventDescription;
    using event::EventType;
    auto const type = [](auto part) { return part_of(&EventDescription::type, part); };
    auto const fields = [](bool sealed) {
        return [sealed](EventDescription const &description) {
            std::vector<std::string> names;
            for (auto const &field : description.fields)
                if (field.sealed == sealed) names.emplace_back(field.name);
            return names;
        };
    };
    Columns<EventDescription> const columns{
        {"event", "Event", type(&EventType::word)}, {"about", "About", type(&EventType::about)},
        {"step", "Step", type(&EventType::step)},   {"fields", "Fields", fields(false)},
        {"sealed", "Sealed fields", fields(true)},
    };
    return columns.table_of(event::describe_events());
}

}  // namespace dcc::report
