#include <dcc/report/heading.hpp>

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace dcc::report {

Input input_of(store::Reader &reader, Policy const &policy, Scope const &scope) {
    return {needs(scope, Dimension::tier) ? reader.head() : reader.head_at(scope.as_of),
            policy.fingerprint};
}

Columns<Scope> heading(store::Reader &reader, Policy const &policy, Scope const &scope,
                       Heading const &heading) {
    auto const input = input_of(reader, policy, scope);
    auto const constant = [](auto const &value) {
        return [value](Scope const &) { return value; };
    };
    auto const zone = zone_of(scope, policy);
    auto const short_input = say("event {} {}, policy {}", input.head.seq,
                                 short_hex(input.head.digest), short_hex(input.policy));
    Columns<Scope> columns{
        {"report", "", constant(heading.name)},
        {"", "Report", constant(heading.title)},
        {"desk", "Desk", constant(policy.desk.name)},
        {"", "Counts", constant(heading.period)},
        {"", "As of", constant(fmt::format("{} ({})", zone.format(scope.as_of), zone.name()))},
    };
    columns.append(scope_columns());
    columns.append({
        {"zone", "", constant(zone.name())},
        {"where", "Only", [](Scope const &of) { return of.filter.text(); }},
        {"least_group", "", constant(policy.reports.least_group)},
        {"head_event", "", constant(input.head.seq)},
        {"head_digest", "", constant(hex(input.head.digest))},
        {"policy", "", constant(hex(input.policy))},
        {"", "Input", constant(short_input)},
    });
    return columns;
}

Table headed(store::Reader &reader, Policy const &policy, Scope const &scope, Heading const &begin,
             Table rest) {
    auto head = heading(reader, policy, scope, begin).fields(scope);
    for (std::size_t i = 0; i < rest.columns.size(); ++i) {
        auto &column = rest.columns[i];
        bool const is_there = !column.name.empty() &&
                              std::ranges::count(head.columns, column.name, &Column::name) > 0;
        if (is_there) continue;
        head.columns.push_back(std::move(column));
        head.rows.front().push_back(std::move(rest.rows.front()[i]));
    }
    return head;
}

}  // namespace dcc::report
