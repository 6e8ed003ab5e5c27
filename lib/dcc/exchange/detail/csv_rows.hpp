#pragma once

#include <dcc/base/csv.hpp>
#include <dcc/base/text.hpp>
#include <dcc/calendar/zone.hpp>
#include <dcc/exchange/detail/table_file.hpp>
#include <dcc/exchange/import.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include <fmt/format.h>

namespace dcc::exchange {

// A row that cannot be read; what() is the reason.
struct BadRow : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// Reads the rows of a table by a mapping: fields have the names of dcc.
class Rows {
  public:
    // Throws Error{data} when the heading lacks a column of the mapping or has it twice. Mapping
    // must outlive the object.
    Rows(Mapping const &mapping, std::string const &desk_zone,
         std::vector<std::string> const &heading)
        : mapping_{mapping}, zone_{Zone::load(mapping.zone.empty() ? desk_zone : mapping.zone)} {
        auto const index = [&](std::string const &name) {
            auto const found = std::ranges::find(heading, name);
            if (std::ranges::count(heading, name) > 1)
                throw Error{ErrorKind::data,
                            say("the table has two columns \"{}\"", printable(name)),
                            "rename one of them"};
            if (found == heading.end()) {
                std::vector<std::string_view> const names{heading.begin(), heading.end()};
                throw Error{
                    ErrorKind::data,
                    say("the table has no column \"{}\"{}", name, did_you_mean(name, names)),
                    say("its columns are: {}", fmt::join(heading, ", "))};
            }
            return static_cast<std::size_t>(found - heading.begin());
        };
        width_ = heading.size();
        for (auto const &[name, field] : mapping.fields) {
            auto &source = sources_[name];
            source.field = &field;
            for (auto const &column : field.columns) source.columns.push_back(index(column));
        }
        for (auto const &column : mapping.keep) kept_.push_back(index(column));
        if (!mapping.group_by.empty()) group_ = index(mapping.group_by);
        if (!mapping.at.empty()) at_ = index(mapping.at);
    }

    // The value of the group column; nothing when the row cannot be read that far.
    std::optional<std::string> group(CsvRow const &row) const {
        if (!row.fault.empty() || *group_ >= row.fields.size()) return std::nullopt;
        return row.fields[*group_];
    }
    bool grouped() const { return group_.has_value(); }
    // The time of the row. Throws BadRow when it is not a time.
    Instant at(CsvRow const &row) const { return time(mapping_.at, row.fields[*at_]); }

    // Throws BadRow when the row has a fault, a wrong number of fields, or is not text in the
    // encoding of the table.
    void check(CsvRow const &row) const {
        if (!row.fault.empty()) throw BadRow{row.fault};
        if (row.fields.size() != width_)
            throw BadRow{say("{} where the heading has {}",
                             counted(row.fields.size(), "1 field", "{} fields"), width_)};
        for (auto const &field : row.fields)
            if (!is_utf8(field)) throw BadRow{not_in_encoding(field, mapping_.encoding)};
    }

    // The value of the field; empty when the mapping or the row does not have it. Throws BadRow
    // when the mapping has no translation for it.
    std::string text(CsvRow const &row, std::string const &name) const {
        auto const found = sources_.find(name);
        if (found == sources_.end()) return {};
        auto const &[field, columns] = found->second;
        std::string value;
        for (auto const column : columns) {
            auto const part = trim(row.fields[column]);
            if (part.empty()) continue;
            if (!value.empty()) value += ' ';
            value += part;
        }
        if (std::ranges::count(field->unknown, value) > 0) value.clear();
        if (value.empty()) return field->fallback.value_or(std::string{});
        auto translated = value_of(*field, value);
        if (!translated) throw BadRow{say("{}: the mapping has no value for \"{}\"", name, value)};
        return std::move(*translated);
    }

    // The columns that are kept as they are, one a line: "City: Baltimore".
    std::string kept(CsvRow const &row) const {
        std::string text;
        for (std::size_t i = 0; i < kept_.size(); ++i)
            if (auto const value = trim(row.fields[kept_[i]]); !value.empty())
                text += fmt::format("{}{}: {}", text.empty() ? "" : "\n", mapping_.keep[i], value);
        return text;
    }

    std::optional<Instant> instant(CsvRow const &row, std::string const &name) const {
        auto const value = text(row, name);
        return value.empty() ? std::nullopt : std::optional{time(name, value)};
    }

    std::optional<Date> date(CsvRow const &row, std::string const &name) const {
        auto const value = instant(row, name);
        if (!value) return std::nullopt;
        return Date{std::chrono::sys_days{
            std::chrono::floor<std::chrono::days>(zone_.to_civil(*value)).time_since_epoch()}};
    }

    // The values of fields of the policy. Dates may be written in the formats of the mapping.
    std::vector<FieldValue> own_fields(Policy const &policy, CsvRow const &row) const {
        std::vector<FieldValue> values;
        for (auto const &[name, source] : sources_) {
            auto const id = field_in(name);
            auto value = id.empty() ? std::string{} : text(row, name);
            if (value.empty()) continue;
            auto const *field = policy.field(id);
            if (field && field->type == FieldType::date) value = format_date(*date(row, name));
            values.push_back({std::string{id}, std::move(value)});
        }
        return values;
    }

  private:
    // Of ISO 8601, beside RFC 3339: offsets such as +0800, times without seconds, fractions. A
    // blank stands for any number of them.
    static constexpr std::array iso_forms{"%Y-%m-%dT%H:%M:%E*S %Ez", "%Y-%m-%dT%H:%M %Ez",
                                          "%Y-%m-%d %H:%M:%E*S %Ez", "%Y-%m-%d %H:%M %Ez",
                                          "%Y-%m-%dT%H:%M:%E*S",     "%Y-%m-%d %H:%M:%E*S"};

    struct Source {
        MappedField const *field = nullptr;
        std::vector<std::size_t> columns;
    };

    Instant time(std::string const &name, std::string const &value) const {
        if (auto const instant = parse_rfc3339(value)) return *instant;
        for (auto const &format : mapping_.formats)
            if (auto const instant = zone_.parse_as(value, format)) return *instant;
        if (auto const civil = parse_civil(value)) return zone_.to_instant(*civil);
        for (auto const *form : iso_forms)
            if (auto const instant = zone_.parse_as(value, form)) return *instant;
        throw BadRow{say("{}: \"{}\" is not a time in any format of the mapping", name, value)};
    }

    Mapping const &mapping_;
    Zone zone_;
    std::size_t width_ = 0;
    std::map<std::string, Source> sources_;
    std::vector<std::size_t> kept_;
    std::optional<std::size_t> group_;
    std::optional<std::size_t> at_;
};

// The history of a case from one row that describes the complete case.
History history_of(Rows const &rows, Policy const &policy, CsvRow const &row);

// The history of a case from successive rows, in the order of their times: each change between rows
// becomes an event at the time of the later row. `life` must not be empty.
History history_of(Rows const &rows, Policy const &policy, std::span<CsvRow const> life);

}  // namespace dcc::exchange
