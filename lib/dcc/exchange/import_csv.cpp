#include <dcc/exchange/detail/batch.hpp>
#include <dcc/exchange/detail/csv_rows.hpp>
#include <dcc/exchange/import.hpp>
#include <dcc/rules/fields.hpp>
#include <dcc/rules/tags.hpp>

#include <utility>

namespace dcc::exchange {
namespace {

// One pass over a table.
class TablePass {
  public:
    TablePass(ledger::Session &session, Mapping const &mapping, ImportOptions const &options)
        : session_{session},
          mapping_{mapping},
          options_{options},
          table_{mapping.encoding, mapping.delimiter},
          batch_{session, [this](Record const &record, std::string const &reason) {
                     table_.reject(options_.rejects(), record.line, record.text, reason);
                 }} {
        if (mapping.classify) classifier_.emplace(session.policy());
    }

    ImportResult run(std::istream &input) {
        table_.read(
            input, [this](std::vector<std::string> const &heading) { begin(heading); },
            [this](CsvRow const &row) { take(row); });
        end_group();
        batch_.flush();
        return batch_.result();
    }

  private:
    void begin(std::vector<std::string> const &heading) {
        if (mapping_.fields.empty()) mapping_.fields = plain_mapping(heading).fields;
        rows_.emplace(mapping_, session_.policy().desk.zone, heading);
    }

    void take(CsvRow const &row) {
        if (row.line / 1000 != reported_) options_.progress(std::int64_t(row.line));
        reported_ = row.line / 1000;
        Record record{row.line, table_.text(row)};
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
            auto history = rows_->grouped()
                               ? history_of(*rows_, session_.policy(), group_rows_)
                               : history_of(*rows_, session_.policy(), group_rows_.front());
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
        rules::CaseAttributes known{open.channel, {}, {}, open.customer.tier, open.product};
        if (auto tags = rules::read_tags(session_.policy(), open.tags))
            known.case_tags = std::move(*tags);
        if (auto const read = rules::read_fields(session_.policy(), open.given_fields))
            known.fields = all_fields(*read);
        if (auto const fitting =
                classifier_->match(rules::request_text(open.subject, open.body), known))
            open.rating.category = fitting->rule->category;
    }

    ledger::Session &session_;
    Mapping mapping_;
    ImportOptions const &options_;
    TableFile table_;
    Batch batch_;
    std::optional<rules::Classifier> classifier_;
    std::optional<Rows> rows_;
    std::string group_;
    std::vector<CsvRow> group_rows_;
    std::vector<Record> records_;  // of the group
    std::string group_fault_;      // why the group is rejected
    std::string ungrouped_fault_;  // the fault of the last row if it has no readable group
    std::size_t reported_ = 0;
};

}  // namespace

ImportResult import_csv(ledger::Session &session, std::istream &input, Mapping const &mapping,
                        ImportOptions const &options) {
    return TablePass{session, mapping, options}.run(input);
}

}  // namespace dcc::exchange
