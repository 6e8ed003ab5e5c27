#include <dcc/calendar/zone.hpp>
#include <dcc/report/case_sheet.hpp>
#include <dcc/report/complaint_file.hpp>
#include <dcc/report/history.hpp>
#include <dcc/report/markdown.hpp>
#include <dcc/rules/timeline.hpp>

#include <fmt/format.h>

namespace dcc::report {

std::string complaint_file(store::Reader &reader, rules::AdoptedTerms &adopted,
                           Policy const &policy, std::span<Event const> events, Instant now) {
    auto const item = rules::replay(events, adopted);
    auto const zone = Zone::load(policy.desk.zone);
    auto const sheet = show_case(reader, adopted, policy, item, events, now);
    auto out = fmt::format("# {}: {}\n\n", item.id.text(), markdown_text(item.subject));
    out += markdown_fields(sheet.head, zone);
    for (auto const &part : sheet.parts) {
        if (part.table.rows.empty() || part.name == "events") continue;
        out += fmt::format("\n## {}\n\n", part.title);
        out += markdown_table(part.table, zone);
    }
    out += "\n## Events\n\n";
    out += markdown_table(history(policy, events), zone);
    out += fmt::format("\nAs of {} ({}).", zone.format(now), zone.name());
    return out;
}

}  // namespace dcc::report
