#include <dcc/policy/detail/sections.hpp>

#include <algorithm>

namespace dcc::policy_file {
namespace {

constexpr int most_points = 100;

void read_item(TomlTable &table, QualityItem &item) {
    item.place = table.place();
    item.id = table.declare(Kind::quality_item, "id");
    table.get("label", item.label);
    table.get("points", item.points, 1, most_points);
}

void read_grade(TomlTable &table, FaultGrade &grade) {
    grade.place = table.place();
    grade.id = table.declare(Kind::fault_grade, "id");
    table.get("label", grade.label);
    for (auto const &step : table.texts("path")) {
        if (!is_name(step.text))
            table.error(step, say("path: {} is not a name without blanks", quote(step.text)));
        else if (std::ranges::count(grade.path, step.text) > 0)
            table.error(step, say("path: {} is there twice", quote(step.text)));
        else
            grade.path.push_back(step.text);
    }
    if (grade.path.empty())
        table.reading().warn(table.place(), table.subject(),
                             "no path: nothing follows such a fault");
}

}  // namespace

void read_quality(TomlTable &root, Policy &policy) {
    auto &quality = policy.reports.quality;
    root.table("quality", [&](TomlTable &table) {
        table.tables("items", "quality item", "id",
                     [&](TomlTable &entry) { read_item(entry, quality.items.emplace_back()); });
        table.tables("grades", "fault grade", "id",
                     [&](TomlTable &entry) { read_grade(entry, quality.grades.emplace_back()); });
        if (quality.items.empty())
            table.error(
                "items is missing: the criteria of the form, such as [{ id = \"tone\", points = 5 "
                "}]");
    });
}

}  // namespace dcc::policy_file
