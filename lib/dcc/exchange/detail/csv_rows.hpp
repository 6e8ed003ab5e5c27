#pragma once

#include <dcc/base/csv.hpp>
#include <dcc/base/text.hpp>
#include <dcc/calendar/zone.hpp>
#include <dcc/exchange/import.hpp>

#include <algorithm>
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
    // Throws Error{data} when the heading lacks a column of the mapping. Mapping must outlive the
    // object.
    Rows(Mapping const &mapping, Policy const &policy, std::vector<std::string> const &heading)
        : mapping_{mapping},
          zone_{Zone::load(mapping.zone.empty() ? policy.desk.zone : mapping.zone)} {
        auto const index = [&](std::string const &name) {
            auto const found = std::ranges::find(heading, name);
            if (found == heading.end()) {
                std::vector<std::string_view> const names{heading.begin(), heading.end()};
                auto const meant = nearest(name, names);
                throw Error{
                    ErrorKind::data,
                    fmt::format("the table has no column \"{}\"{}", name,
                                meant.empty() ? std::string{}
                                              : fmt::format(" (did you mean \"{}\"?)", meant)),
                    fmt::format("its columns are: {}", fmt::join(heading, ", "))};
            }
            return static_cast<std::size_t>(found - heading.begin());
        };
        width_ = heading.size();
        for (auto const &[name, field] : mapping.fields) {
            auto &source = sources_[name];
            source.field = &field;
            for (auto const &column : field.columns) source.columns.push_back(index(column));
        }
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

    // Throws BadRow when the row has a fault, a wrong number of fields, or is not UTF-8.
    void check(CsvRow const &row) const {
        if (!row.fault.empty()) throw BadRow{row.fault};
        if (row.fields.size() != width_)
            throw BadRow{
                fmt::format("{} fields where the heading has {}", row.fields.size(), width_)};
        for (auto const &field : row.fields)
            if (!is_utf8(field)) throw BadRow{"not UTF-8"};
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
        if (field->values.empty()) return value;
        auto translated = field->values.find(value);
        if (translated == field->values.end()) translated = field->values.find("*");
        if (translated == field->values.end())
            throw BadRow{fmt::format("{}: the mapping has no value for \"{}\"", name, value)};
        return translated->second;
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

  private:
    struct Source {
        MappedField const *field = nullptr;
        std::vector<std::size_t> columns;
    };

    Instant time(std::string const &name, std::string const &value) const {
        if (auto const instant = parse_rfc3339(value)) return *instant;
        for (auto const &format : mapping_.formats)
            if (auto const instant = zone_.parse_as(value, format)) return *instant;
        if (auto const civil = parse_civil(value)) return zone_.to_instant(*civil);
        throw BadRow{
            fmt::format("{}: \"{}\" is not a time in any format of the mapping", name, value)};
    }

    Mapping const &mapping_;
    Zone zone_;
    std::size_t width_ = 0;
    std::map<std::string, Source> sources_;
    std::optional<std::size_t> group_;
    std::optional<std::size_t> at_;
};

// The history of a case from one row that describes the complete case.
History history_of(Rows const &rows, CsvRow const &row);

// The history of a case from successive rows: each change between rows becomes an event at the time
// of the later row. `life` must not be empty.
History history_of(Rows const &rows, Policy const &policy, std::span<CsvRow const> life);

}  // namespace dcc::exchange
