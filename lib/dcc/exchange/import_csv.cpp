#include <dcc/base/csv.hpp>
#include <dcc/base/encoding.hpp>
#include <dcc/base/text.hpp>
#include <dcc/exchange/detail/batch.hpp>
#include <dcc/exchange/detail/csv_rows.hpp>
#include <dcc/exchange/import.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <sstream>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dcc::exchange {
namespace {

// The columns that a reject file has before the others.
constexpr std::array<std::string_view, 2> added_columns{"dcc_line", "dcc_reason"};

bool is_blank_row(CsvRow const &row) {
    return std::ranges::all_of(row.fields,
                               [](std::string const &field) { return trim(field).empty(); });
}

// One pass over a table.
class Pass {
  public:
    Pass(ledger::Session &session, Mapping const &mapping, ImportOptions const &options)
        : session_{session},
          mapping_{mapping},
          options_{options},
          batch_{session, [this](Record const &record, std::string const &reason) {
                     write_reject(record, reason);
                 }} {
        if (mapping.classify) classifier_.emplace(session.policy());
    }

    // The first row is the heading.
    void row(CsvRow &row) {
        if (!rows_) return read_heading(row);
        if (row.line / 1000 != reported_) options_.progress(std::int64_t(row.line));
        reported_ = row.line / 1000;
        remove_added(row);
        if (row.fault.empty() && is_blank_row(row)) return;
        Record record{row.line, csv_line(row.fields, delimiter_)};
        std::string fault;
        try {
            rows_->check(row);
        } catch (BadRow const &bad) {
            if (!rows_->grouped()) return batch_.reject({record}, bad.what());
            fault = bad.what();
        }
        if (rows_->grouped()) begin_group(rows_->group(row), fault);
        // One bad row rejects its whole group, since an incomplete history would be wrong.
        if (group_fault_.empty()) group_fault_ = std::move(fault);
        group_rows_.push_back(row);
        records_.push_back(std::move(record));
        if (!rows_->grouped()) end_group();
    }

    ImportResult end() {
        if (!rows_) throw Error{ErrorKind::data, "the table is empty: it has no heading"};
        end_group();
        batch_.flush();
        return batch_.result();
    }

  private:
    void read_heading(CsvRow &row) {
        check_heading(row, mapping_.encoding);
        for (std::size_t i = 0; i < row.fields.size(); ++i)
            if (std::ranges::count(added_columns, row.fields[i]) > 0) added_.push_back(i);
        delimiter_ = row.delimiter;
        remove_added(row);
        heading_ = std::move(row.fields);
        if (mapping_.fields.empty()) mapping_.fields = plain_mapping(heading_).fields;
        rows_.emplace(mapping_, session_.policy().desk.zone, heading_);
    }

    // Takes the columns of a reject file away. A row that could not be read is one field there: it
    // is read again.
    void remove_added(CsvRow &row) const {
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

    // A row without a readable group may belong to the group before it or after it.
    void begin_group(std::optional<std::string> const &group, std::string const &fault) {
        if (group && *group != group_) {
            end_group();
            if (!ungrouped_fault_.empty()) group_fault_ = "the row before it: " + ungrouped_fault_;
        }
        ungrouped_fault_ = group ? std::string{} : fault;
        if (group) group_ = *group;
    }

    void end_group() {
        if (group_rows_.empty()) return;
        if (auto history = read_group())
            batch_.add(std::move(*history), std::move(records_));
        else
            batch_.reject(records_, group_fault_);
        group_rows_.clear();
        records_.clear();
        group_fault_.clear();
    }

    // Nothing and a fault when the rows are not a history.
    std::optional<History> read_group() {
        if (!group_fault_.empty()) return std::nullopt;
        try {
            auto history = rows_->grouped() ? history_of(*rows_, session_.policy(), group_rows_)
                                            : history_of(*rows_, group_rows_.front());
            history.open.source = options_.source;
            classify(history.open);
            return history;
        } catch (BadRow const &bad) {
            group_fault_ = bad.what();
        } catch (Error const &error) {
            if (error.kind() != ErrorKind::data) throw;
            group_fault_ = error.what();
        }
        return std::nullopt;
    }

    void classify(desk::OpenArgs &open) const {
        if (!classifier_ || !open.rating.category.empty()) return;
        if (auto const *rule =
                classifier_->match(open.subject + "\n" + open.body,
                                   {open.channel, {}, {}, open.customer.tier, open.product}))
            open.rating.category = rule->category;
    }

    void write_reject(Record const &record, std::string const &reason) {
        auto &out = options_.rejects();
        std::string const delimiter(1, delimiter_);
        if (!std::exchange(rejecting_, true)) {
            // Rows are rejected as UTF-8, whatever encoding and delimiter the mapping says.
            if (!mapping_.encoding.empty()) out << "\ufeff";
            if (delimiter_ != mapping_.delimiter) out << "sep=" << delimiter << '\n';
            out << fmt::format("{}", fmt::join(added_columns, delimiter)) << delimiter
                << csv_line(heading_, delimiter_) << '\n';
        }
        out << record.line << delimiter << csv_field(reason, delimiter_) << delimiter << record.text
            << '\n';
    }

    ledger::Session &session_;
    Mapping mapping_;
    ImportOptions const &options_;
    Batch batch_;
    std::optional<rules::Classifier> classifier_;
    char delimiter_ = ',';
    std::vector<std::size_t> added_;    // columns of a reject file
    std::vector<std::string> heading_;  // without them
    std::optional<Rows> rows_;
    std::string group_;
    std::vector<CsvRow> group_rows_;
    std::vector<Record> records_;  // of the group
    std::string group_fault_;      // why the group is rejected
    std::string ungrouped_fault_;  // the fault of the last row if it has no readable group
    std::size_t reported_ = 0;
    bool rejecting_ = false;
};

}  // namespace

ImportResult import_csv(ledger::Session &session, std::istream &input, Mapping const &mapping,
                        ImportOptions const &options) {
    Pass pass{session, mapping, options};
    DecodedInput decoded{input, mapping.encoding};
    read_csv(decoded.stream(), mapping.delimiter, [&](CsvRow &row) {
        pass.row(row);
        return true;
    });
    return pass.end();
}

}  // namespace dcc::exchange
