#include <dcc/report/markdown.hpp>

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
    std::string operator()(Word value) const { return std::string{value.text}; }
    std::string operator()(Said const &value) const { return value.message->english(); }
    std::string operator()(std::vector<std::string> const &value) const {
        return fmt::format("{}", fmt::join(value, ", "));
    }

  private:
    Zone const &zone_;
};

}  // namespace

std::string markdown_text(std::string const &text) {
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

std::string markdown_fields(Table const &head, Zone const &zone) {
    CellText const text{zone};
    std::string out;
    for (std::size_t i = 0; i < head.columns.size(); ++i)
        if (!head.columns[i].title.empty())
            out += fmt::format("- **{}:** {}\n", head.columns[i].title,
                               markdown_text(text(head.rows.front()[i])));
    return out;
}

std::string markdown_table(Table const &table, Zone const &zone) {
    CellText const text{zone};
    std::string out = "|";
    std::string rule = "|";
    for (auto const &column : table.columns) {
        if (column.title.empty()) continue;
        out += fmt::format(" {} |", column.title);
        rule += " --- |";
    }
    out += "\n" + rule + "\n";
    for (auto const &row : table.rows) {
        out += "|";
        for (std::size_t i = 0; i < row.size(); ++i)
            if (!table.columns[i].title.empty())
                out += fmt::format(" {} |", markdown_text(text(row[i])));
        out += "\n";
    }
    return out;
}

}  // namespace dcc::report
