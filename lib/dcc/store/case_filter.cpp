#include <dcc/store/detail/where.hpp>

#include <algorithm>
#include <string_view>
#include <variant>

namespace dcc::store {
namespace {

using Text = CaseFilter::Text;
using Time = CaseFilter::Time;
using Number = CaseFilter::Number;

std::string column_of(Text::Of of) {
    auto const of_complaint = [](std::string_view name) {
        return "(SELECT " + std::string{name} + " FROM complaint WHERE case_id = cases.id)";
    };
    switch (of) {
        case Text::Of::kind: return "kind";
        case Text::Of::state: return "state";
        case Text::Of::channel: return "channel";
        case Text::Of::category: return "category";
        case Text::Of::priority: return "priority";
        case Text::Of::impact: return "impact";
        case Text::Of::urgency: return "urgency";
        case Text::Of::team: return "team";
        case Text::Of::person: return "person";
        case Text::Of::product: return "product";
        case Text::Of::external_id: return "external_id";
        case Text::Of::tier:
            return "(SELECT tier FROM customer WHERE customer.id = cases.customer)";
        case Text::Of::complaint_type: return of_complaint("type");
        case Text::Of::severity: return of_complaint("severity");
        case Text::Of::department: return of_complaint("department");
    }
    return {};
}

std::string_view column_of(Time::Of of) {
    switch (of) {
        case Time::Of::received: return "received_at";
        case Time::Of::updated: return "updated_at";
        case Time::Of::due: return "next_due_at";
        case Time::Of::resolved: return "resolved_at";
        case Time::Of::closed: return "closed_at";
        case Time::Of::waiting_since: return "waiting_since";
    }
    return {};
}

std::string_view column_of(Number::Of of) {
    switch (of) {
        case Number::Of::id: return "id";
        case Number::Of::customer: return "customer";
        case Number::Of::about: return "about";
        case Number::Of::repeat_of: return "repeat_of";
        case Number::Of::incident: return "incident";
        case Number::Of::reopened: return "reopened";
    }
    return {};
}

}  // namespace

void Where::add(CaseFilter const &filter) {
    // Conditions that must all hold stand apart, so that SQLite sees its indexes.
    if (filter.kind == CaseFilter::Kind::all)
        for (auto const &part : filter.parts) add(part);
    else
        add("(" + expression(filter) + ")");
}

std::string Where::expression(CaseFilter const &filter) {
    if (filter.kind == CaseFilter::Kind::test)
        return std::visit([&](auto const &test) { return expression(test); }, filter.test);
    // What is unknown is not so.
    if (filter.kind == CaseFilter::Kind::no)
        return "(" + expression(filter.parts.front()) + ") IS NOT TRUE";
    bool const all = filter.kind == CaseFilter::Kind::all;
    std::string joined;
    for (auto const &part : filter.parts)
        joined += (joined.empty() ? "" : all ? " AND " : " OR ") + ("(" + expression(part) + ")");
    return joined.empty() ? (all ? "TRUE" : "FALSE") : joined;
}

std::string Where::expression(CaseFilter::Is is) {
    switch (is) {
        case CaseFilter::Is::open: return "is_open = 1";
        case CaseFilter::Is::incomplete: return "missing IS NOT NULL";
        case CaseFilter::Is::repeat: return "repeat_of IS NOT NULL";
        case CaseFilter::Is::handed_over: return "handed_over_at IS NOT NULL";
        case CaseFilter::Is::reopened: return "reopened > 0";
    }
    return {};
}

std::string Where::expression(Text const &text) {
    auto const column = column_of(text.of);
    auto known = text.values;
    std::erase(known, "");
    auto const listed = known.empty() ? std::string{} : column + " IN " + list_of(known);
    if (known.size() == text.values.size()) return listed;
    return listed.empty() ? column + " IS NULL" : "(" + listed + " OR " + column + " IS NULL)";
}

std::string Where::expression(Time const &time) {
    std::string const column{column_of(time.of)};
    auto sql = column + " IS NOT NULL";
    if (time.from) {
        sql += " AND " + column + " >= ?";
        take(*time.from);
    }
    if (time.before) {
        sql += " AND " + column + " < ?";
        take(*time.before);
    }
    return sql;
}

std::string Where::expression(Number const &number) {
    std::string const column{column_of(number.of)};
    return number.values.empty() ? column + " IS NULL" : column + " IN " + list_of(number.values);
}

std::string Where::expression(CaseFilter::Tag const &tag) {
    if (tag.keys.empty()) return "EXISTS (SELECT 1 FROM case_tag WHERE case_id = cases.id)";
    return "id IN (SELECT case_id FROM case_tag WHERE key IN " + list_of(tag.keys) + ")";
}

std::string Where::expression(CaseFilter::Field const &field) {
    take(field.value.id);
    take(field.value.value);
    return "id IN (SELECT case_id FROM case_field WHERE field = ? AND value = ?)";
}

std::string Where::expression(CaseFilter::Words const &words) {
    take(match_expression(words.phrases, " AND "));
    return "id IN (SELECT event.case_id FROM case_words JOIN event ON event.seq = case_words.rowid"
           " WHERE case_words MATCH ?)";
}

}  // namespace dcc::store
