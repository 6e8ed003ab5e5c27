#include <dcc/report/cases.hpp>
#include <dcc/report/detail/cells.hpp>
#include <dcc/rules/words.hpp>

#include <fmt/format.h>

namespace dcc::report {

Table list_cases(store::Reader &reader, store::CaseQuery const &query, Instant now) {
    Table table;
    table.columns = {{"id", "Case"},
                     {"state", "State"},
                     {"priority", "Priority"},
                     {"category", "Category"},
                     {"team", ""},
                     {"person", "Held by"},
                     {"received_at", "Received"},
                     {"due_at", "Due"},
                     {"overdue", ""},
                     {"late_s", "Late"},
                     {"channel", ""},
                     {"customer", ""},
                     {"product", ""},
                     {"external_id", ""},
                     {"reopened", ""},
                     {"updated_at", ""},
                     {"subject", "Subject"}};
    table.empty = "No such case.";
    reader.each_case(query, [&](store::CaseRow &&row) {
        bool const overdue = row.is_open && row.next_due_at && *row.next_due_at < now;
        table.rows.push_back(
            {row.id.text(), std::string{word(row.state)}, text(row.priority), text(row.category),
             text(row.team), text(row.person.empty() ? row.team : row.person), row.received_at,
             instant(row.next_due_at), overdue, overdue ? Cell{now - *row.next_due_at} : Cell{},
             text(row.channel), row.customer ? Cell{row.customer->text()} : Cell{},
             text(row.product), text(row.external_id), row.reopened, row.updated_at,
             text(row.subject)});
        return true;
    });
    return table;
}

std::optional<Refusal> refuse_query(Policy const &policy, store::CaseQuery const &query) {
    using rules::refuse_unlisted;
    for (auto const &id : query.channels)
        if (auto no = refuse_unlisted("channel", id, policy.channels)) return no;
    for (auto const &id : query.categories)
        if (auto no = refuse_unlisted("category", id, policy.categories)) return no;
    for (auto const &id : query.priorities)
        if (auto no = refuse_unlisted("priority", id, policy.priorities)) return no;
    if (auto no = refuse_unlisted("team", query.team.value_or(""), policy.teams)) return no;
    return refuse_unlisted("person", query.person.value_or(""), policy.staff);
}

namespace {

constexpr std::size_t shown_events = 8;

// The fields of a sheet's head: a column and its one cell.
class Fields {
  public:
    void add(char const *name, char const *title, Cell cell) {
        bool const shown = !std::holds_alternative<std::monostate>(cell);
        table_.columns.push_back({name, shown ? title : ""});
        row_.push_back(std::move(cell));
    }
    Table take() {
        table_.rows.push_back(std::move(row_));
        return std::move(table_);
    }

  private:
    Table table_;
    std::vector<Cell> row_;
};

Cell label(Label const *label, std::string const &language, std::string const &id) {
    if (!label || id.empty()) return {};
    auto const &text = label_in(*label, language, id);
    return text == id ? Cell{} : Cell{text};
}

template <class Thing>
Label const *label_of(Thing const *thing) {
    return thing ? &thing->label : nullptr;
}

}  // namespace

Sheet show_case(store::Reader &reader, rules::Book &book, Policy const &policy, Case const &item,
                std::span<Event const> events, Instant now) {
    auto const &language = policy.desk.language;
    Fields fields;
    fields.add("id", "Case", item.id.text());
    fields.add("subject", "Subject", text(item.subject));
    fields.add("state", "State", std::string{word(item.state)});
    if (item.duplicate_of)
        fields.add("duplicate_of", "Duplicate of", item.duplicate_of->text());
    else
        fields.add("duplicate_of", "", {});
    std::optional<store::CustomerRow> customer;
    if (item.customer) customer = reader.find(*item.customer);
    fields.add("customer", "Customer", customer ? Cell{customer->id.text()} : Cell{});
    fields.add("customer_name", "Name", customer ? text(customer->name) : Cell{});
    fields.add("customer_phone", "Phone", customer ? text(customer->phone) : Cell{});
    fields.add("customer_email", "Email", customer ? text(customer->email) : Cell{});
    fields.add("customer_tier", "Tier", customer ? text(customer->tier) : Cell{});
    fields.add("channel", "Channel", text(item.channel));
    fields.add("category", "Category", text(item.category));
    fields.add("category_label", "",
               label(label_of(policy.category(item.category)), language, item.category));
    fields.add("impact", "Impact", text(item.impact));
    fields.add("urgency", "Urgency", text(item.urgency));
    fields.add("priority", "Priority", text(item.priority));
    fields.add("priority_label", "",
               label(label_of(policy.priority(item.priority)), language, item.priority));
    fields.add("team", "Team", text(item.team));
    fields.add("person", "Person", text(item.person));
    fields.add("product", "Product", text(item.product));
    fields.add("order_no", "Order", text(item.order_no));
    fields.add("serial_no", "Serial no.", text(item.serial_no));
    fields.add("purchase_date", "Bought",
               item.purchase_date ? Cell{format_date(*item.purchase_date)} : Cell{});
    fields.add("remedy_sought", "Remedy sought", text(item.remedy_sought));
    fields.add("external_id", "External id", text(item.external_id));
    fields.add("received_at", "Received", item.received_at);
    fields.add("due_at", "Due next", instant(next_due(item)));
    fields.add("first_reply_at", "First reply", instant(item.first_reply_at));
    fields.add("first_resolved_at", "", instant(item.first_resolved_at));
    fields.add("resolved_at", "Resolved", instant(item.resolved_at));
    fields.add("closed_at", "Closed", instant(item.closed_at));
    fields.add("updated_at", "", item.updated_at);
    fields.add("reopened", item.reopened > 0 ? "Reopened" : "", std::int64_t{item.reopened});
    fields.add("replies", "", std::int64_t{item.replies});
    fields.add("messages", "", std::int64_t{item.messages});
    fields.add("body", "Text", text(item.body));

    Sheet sheet;
    sheet.head = fields.take();
    sheet.parts.push_back({"clocks", "Clocks", clocks(book, item, now)});
    auto const hidden = events.size() > shown_events ? events.size() - shown_events : 0;
    auto past = history(policy, events.subspan(hidden));
    if (hidden > 0)
        past.notes.push_back(
            fmt::format("{} earlier: see 'dcc-case history {}'", hidden, item.id.text()));
    sheet.parts.push_back({"events", "Last events", std::move(past)});
    return sheet;
}

}  // namespace dcc::report
