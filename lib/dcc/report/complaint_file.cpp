#include <dcc/calendar/zone.hpp>
#include <dcc/report/case_sheet.hpp>
#include <dcc/report/complaint_file.hpp>
#include <dcc/report/history.hpp>
#include <dcc/rules/timeline.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dcc::report {
namespace {

// A cell as text; line ends only where the form allows them.
class CellText {
  public:
    explicit CellText(Zone const &zone) : zone_{zone} {}

    std::string operator()(Cell const &cell) const { return std::visit(*this, cell); }
    std::string operator()(std::monostate) const { return "–"; }
    std::string operator()(bool value) const { return value ? "yes" : "no"; }
    std::string operator()(std::int64_t value) const { return std::to_string(value); }
    std::string operator()(double value) const { return fmt::format("{:.2f}", value); }
    std::string operator()(Share value) const { return fmt::format("{:.1f} %", value.value * 100); }
    std::string operator()(std::string const &value) const { return value; }
    std::string operator()(Instant value) const { return zone_.format(value); }
    std::string operator()(Seconds value) const {
        auto const minutes = value.count() / 60;
        return fmt::format("{}h {:02}m", minutes / 60, minutes % 60);
    }
    std::string operator()(Worked value) const { return (*this)(value.value); }
    std::string operator()(JsonText const &value) const { return value.text; }
    std::string operator()(std::vector<std::string> const &value) const {
        return fmt::format("{}", fmt::join(value, ", "));
    }

  private:
    Zone const &zone_;
};

// Text in a table or a list item of Markdown.
std::string inline_text(std::string const &text) {
    std::string plain;
    for (char const letter : text) {
        if (letter == '|' || letter == '\\' || letter == '*' || letter == '_' || letter == '<' ||
            letter == '`')
            plain += '\\';
        if (letter == '\n')
            plain += "<br>";
        else if (letter != '\r')
            plain += letter;
    }
    return plain;
}

void add_fields(std::string &out, Table const &head, CellText const &text) {
    for (std::size_t i = 0; i < head.columns.size(); ++i)
        if (!head.columns[i].title.empty())
            out += fmt::format("- **{}:** {}\n", head.columns[i].title,
                               inline_text(text(head.rows.front()[i])));
}

void add_table(std::string &out, Table const &table, CellText const &text) {
    std::string heading = "|";
    std::string rule = "|";
    for (auto const &column : table.columns) {
        if (column.title.empty()) continue;
        heading += fmt::format(" {} |", column.title);
        rule += " --- |";
    }
    out += heading + "\n" + rule + "\n";
    for (auto const &row : table.rows) {
        out += "|";
        for (std::size_t i = 0; i < row.size(); ++i)
            if (!table.columns[i].title.empty())
                out += fmt::format(" {} |", inline_text(text(row[i])));
        out += "\n";
    }
}

}  // namespace

std::string complaint_file(store::Reader &reader, rules::AdoptedTerms &adopted,
                           Policy const &policy, std::span<Event const> events, Instant now) {
    auto const item = rules::replay(events, adopted);
    auto const zone = Zone::load(policy.desk.zone);
    CellText const text{zone};
    auto const sheet = show_case(reader, adopted, policy, item, events, now);
    auto out = fmt::format("# {}: {}\n\n", item.id.text(), inline_text(item.subject));
    add_fields(out, sheet.head, text);
    for (auto const &part : sheet.parts) {
        if (part.table.rows.empty() || part.name == "events") continue;
        out += fmt::format("\n## {}\n\n", part.title);
        add_table(out, part.table, text);
    }
    out += "\n## Events\n\n";
    add_table(out, history(policy, events), text);
    out += fmt::format("\nAs of {} ({}).", zone.format(now), zone.name());
    return out;
}

}  // namespace dcc::report
