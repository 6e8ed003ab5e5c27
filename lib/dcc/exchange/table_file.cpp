#include <dcc/base/encoding.hpp>
#include <dcc/base/error.hpp>
#include <dcc/base/text.hpp>
#include <dcc/exchange/detail/table_file.hpp>

#include <algorithm>
#include <array>
#include <sstream>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dcc::exchange {
namespace {

constexpr std::array<std::string_view, 2> added_columns{"dcc_line", "dcc_reason"};

std::string csv_line(std::vector<std::string> const &fields, char delimiter) {
    std::string line;
    for (auto const &field : fields) {
        if (&field != &fields.front()) line += delimiter;
        line += csv_field(field, delimiter);
    }
    return line;
}

bool has_value(CsvRow const &row) {
    return std::ranges::any_of(row.fields,
                               [](std::string const &field) { return !trim(field).empty(); });
}

}  // namespace

void TableFile::read(std::istream &input, Heading const &heading, Row const &row) {
    bool is_first = true;
    DecodedInput decoded{input, encoding_};
    read_csv(decoded.stream(), given_, [&](CsvRow &next) {
        if (std::exchange(is_first, false)) {
            read_heading(next);
            heading(heading_);
            return true;
        }
        remove_added(next);
        if (has_value(next)) row(next);
        return true;
    });
    if (is_first) throw Error{ErrorKind::data, "the table is empty: it has no heading"};
}

void TableFile::read_heading(CsvRow &row) {
    auto const refuse = [&](std::string const &why, Hint hint) {
        throw Error{ErrorKind::data, say("line {}: the heading {}", row.line, why),
                    std::move(hint)};
    };
    if (!row.fault.empty()) refuse(say("cannot be read: {}", row.fault), {});
    delimiter_ = row.delimiter;
    auto const text = csv_line(row.fields, delimiter_);
    if (!is_utf8(text) || text.find('\0') != text.npos)
        refuse(say("is {}", not_in_encoding(text, encoding_)),
               "the encoding of a table can be given, in its mapping too");
    for (std::size_t i = 0; i < row.fields.size(); ++i)
        if (std::ranges::count(added_columns, row.fields[i]) > 0) added_.push_back(i);
    remove_added(row);
    heading_ = std::move(row.fields);
}

void TableFile::remove_added(CsvRow &row) const {
    if (added_.empty() || !row.fault.empty()) return;
    for (auto index = added_.rbegin(); index != added_.rend(); ++index)
        if (*index < row.fields.size())
            row.fields.erase(row.fields.begin() + static_cast<std::ptrdiff_t>(*index));
    if (row.fields.size() != 1 || heading_.size() <= 1) return;
    std::istringstream again{row.fields.front()};
    read_csv(again, delimiter_, [&](CsvRow &mended) {
        row.fields = std::move(mended.fields);
        row.fault = std::move(mended.fault);
        return false;
    });
}

std::string TableFile::text(CsvRow const &row) const {
    return csv_line(row.fields, delimiter_);
}

void TableFile::reject(std::ostream &out, std::size_t line, std::string const &text,
                       std::string const &reason) {
    std::string const delimiter(1, delimiter_);
    if (!std::exchange(is_rejecting_, true)) {
        // Rows are rejected as UTF-8, whatever encoding and delimiter are given for the table.
        if (!encoding_.empty()) out << "\ufeff";
        if (delimiter_ != given_) out << "sep=" << delimiter << '\n';
        out << fmt::format("{}", fmt::join(added_columns, delimiter)) << delimiter
            << csv_line(heading_, delimiter_) << '\n';
    }
    out << line << delimiter << csv_field(reason, delimiter_) << delimiter << text << '\n';
}

std::string not_in_encoding(std::string_view text, std::string const &encoding) {
    return encoding.empty() ? fmt::format("not UTF-8, but perhaps {}", likely_encoding(text))
                            : fmt::format("not {}", encoding);
}

}  // namespace dcc::exchange
