#include <dcc/model/event.hpp>
#include <dcc/report/events.hpp>

#include <string>
#include <vector>

namespace dcc::report {

Table list_events() {
    Table table;
    table.columns = {{"event", "Event"},
                     {"about", "About"},
                     {"step", "Step"},
                     {"fields", "Fields"},
                     {"sealed", "Sealed fields"}};
    for (auto const &description : event::describe_events()) {
        auto const &type = description.type;
        std::vector<std::string> open;
        std::vector<std::string> sealed;
        for (auto const &field : description.fields)
            (field.sealed ? sealed : open).emplace_back(field.name);
        table.rows.push_back({std::string{type.word}, std::string{word(type.about)},
                              type.step ? Cell{std::string{word(*type.step)}} : Cell{},
                              std::move(open), std::move(sealed)});
    }
    return table;
}

}  // namespace dcc::report
