#include <dcc/base/csv.hpp>
#include <dcc/base/detail/json.hpp>
#include <dcc/base/overload.hpp>
#include <dcc/print/detail/formats.hpp>

#include <set>
#include <utility>

namespace dcc::print {

namespace {

std::string dump(Json const &value) {
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// Writes an object field by field, on one line or on a line each.
class ObjectWriter {
  public:
    ObjectWriter(Sink &sink, bool lines, std::size_t indent)
        : sink_{sink}, lines_{lines}, indent_{indent} {}

    void field(std::string const &name) {
        sink_.write(first_ ? "{" : ",");
        first_ = false;
        if (!lines_) sink_.write("\n" + std::string(indent_ + 2, ' '));
        sink_.write(json_string(name));
        sink_.write(lines_ ? ":" : ": ");
    }

    void fields(Table const &table, std::vector<Cell> const &row) {
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            if (table.columns[i].name.empty()) continue;
            field(table.columns[i].name);
            sink_.write(json_of(cell_at(row, i)));
        }
    }

    void close() {
        if (first_) return sink_.write("{}");
        if (!lines_) sink_.write("\n" + std::string(indent_, ' '));
        sink_.write("}");
    }

  private:
    Sink &sink_;
    bool lines_;
    std::size_t indent_;
    bool first_ = true;
};

using CellRows = std::vector<std::vector<Cell>>;

void write_array(Sink &sink, Table const &table, CellRows const &rows, bool lines,
                 std::size_t indent) {
    if (rows.empty()) return sink.write("[]");
    char const *separator = "[";
    for (auto const &row : rows) {
        if (sink.closed()) return;
        sink.write(separator);
        separator = ",";
        if (!lines) sink.write("\n" + std::string(indent + 2, ' '));
        ObjectWriter object{sink, lines, indent + 2};
        object.fields(table, row);
        object.close();
    }
    if (!lines) sink.write("\n" + std::string(indent, ' '));
    sink.write("]");
}

std::string tsv_field(std::string_view text) {
    std::string result;
    for (char const c : text) {
        switch (c) {
            case '\t': result += "\\t"; break;
            case '\n': result += "\\n"; break;
            case '\r': result += "\\r"; break;
            case '\\': result += "\\\\"; break;
            default: result += c;
        }
    }
    return result;
}

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

// A spreadsheet program takes a text that begins with one of these characters for a formula, which
// whoever wrote the text could use to run commands or to send data away. A number stays one.
std::string disarmed(Cell const &cell) {
    auto text = plain_of(cell);
    bool const is_text = std::holds_alternative<std::string>(cell) ||
                         std::holds_alternative<std::vector<std::string>>(cell) ||
                         std::holds_alternative<Said>(cell);
    if (is_text && !text.empty() &&
        std::string_view{"=+-@\t\r"}.find(text.front()) != std::string_view::npos)
        text.insert(0, 1, '\'');
    return text;
}

}  // namespace

std::string json_string(std::string_view text) {
    return dump(Json(std::string{text}));
}

std::string json_of(Cell const &cell) {
    return std::visit(Overload{
                          [](std::monostate) -> std::string { return "null"; },
                          [](bool value) -> std::string { return value ? "true" : "false"; },
                          [](std::int64_t value) { return std::to_string(value); },
                          [](double value) { return dump(Json(value)); },
                          [](Share share) { return dump(Json(share.value)); },
                          [](std::string const &text) { return json_string(text); },
                          [](Instant instant) { return '"' + format_utc(instant) + '"'; },
                          [](Seconds span) { return std::to_string(span.count()); },
                          [](Worked span) { return std::to_string(span.value.count()); },
                          [](std::vector<std::string> const &words) {
                              std::string list = "[";
                              for (auto const &word : words) {
                                  if (list.size() > 1) list += ',';
                                  list += json_string(word);
                              }
                              return list + "]";
                          },
                          [](JsonText const &json) { return json.text; },
                          [](Word word) { return json_string(word.text); },
                          [](Said const &said) { return json_string(said.message->english()); },
                      },
                      cell);
}

std::string plain_of(Cell const &cell) {
    return std::visit(Overload{
                          [](std::monostate) -> std::string { return {}; },
                          [](std::string const &text) { return text; },
                          [](Instant instant) { return format_utc(instant); },
                          [](Word word) { return std::string{word.text}; },
                          [](Said const &said) { return said.message->english(); },
                          [](std::vector<std::string> const &words) {
                              std::string list;
                              for (auto const &word : words) {
                                  if (&word != &words.front()) list += ';';
                                  list += word;
                              }
                              return list;
                          },
                          [&cell](auto const &) { return json_of(cell); },
                      },
                      cell);
}

void write_json(Sink &sink, Table const &table, bool lines) {
    if (!lines) {
        write_array(sink, table, table.rows, false, 0);
        return sink.write("\n");
    }
    for (auto const &row : table.rows) {
        if (sink.closed()) return;
        ObjectWriter object{sink, true, 0};
        object.fields(table, row);
        object.close();
        sink.write("\n");
    }
}

void write_json(Sink &sink, Sheet const &sheet, bool lines, std::size_t indent) {
    ObjectWriter object{sink, lines, indent};
    if (!sheet.head.rows.empty()) object.fields(sheet.head, sheet.head.rows.front());
    for (auto const &part : sheet.parts) {
        if (part.name.empty()) continue;
        object.field(part.name);
        write_array(sink, part.table, part.table.rows, lines, indent + 2);
        if (part.table.total.empty()) continue;
        object.field(part.name == "rows" ? "total" : part.name + "_total");
        write_array(sink, part.table, part.table.total, lines, indent + 2);
    }
    object.close();
}

void write_separated(Sink &sink, Table const &table, Style const &style, bool heading) {
    bool const csv = style.format == Format::csv;
    auto const separator = csv ? "," : "\t";
    auto const line = [&](auto const &text_of_column) {
        bool first = true;
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            if (table.columns[i].name.empty()) continue;
            if (!std::exchange(first, false)) sink.write(separator);
            auto const text = text_of_column(i);
            sink.write(csv ? csv_field(text) : tsv_field(text));
        }
        sink.write("\n");
    };
    if (heading && style.spreadsheet) sink.write(byte_order_mark);
    if (heading && style.heading) line([&](std::size_t i) { return table.columns[i].name; });
    for (auto const &row : table.rows) {
        if (sink.closed()) return;
        line([&](std::size_t i) {
            auto const &cell = cell_at(row, i);
            return style.spreadsheet ? disarmed(cell) : plain_of(cell);
        });
    }
}

// Prints the first cell of each row, each id once. Each word of a list is a line; unknown ids are
// omitted.
void write_ids(Sink &sink, Table const &table) {
    std::set<std::string> printed;
    auto const print = [&](std::string const &id) {
        if (!id.empty() && printed.insert(id).second) sink.write(tsv_field(id) + "\n");
    };
    for (auto const &row : table.rows) {
        if (row.empty() || sink.closed()) continue;
        if (auto const words = std::get_if<std::vector<std::string>>(&row.front()))
            for (auto const &word : *words) print(word);
        else
            print(plain_of(row.front()));
    }
}

}  // namespace dcc::print
