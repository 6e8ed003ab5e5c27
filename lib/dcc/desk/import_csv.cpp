#include <dcc/base/csv.hpp>
#include <dcc/base/text.hpp>
#include <dcc/desk/detail/batch.hpp>
#include <dcc/desk/import.hpp>

#include <algorithm>
#include <map>

#include <fmt/format.h>

namespace dcc::desk {
namespace {

// A row that cannot be read; what() is the reason.
struct BadRow : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// The rows of a table under a mapping: fields by our names.
class Rows {
  public:
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

    // None when the row cannot tell.
    std::optional<std::string> group(CsvRow const &row) const {
        if (!row.fault.empty() || *group_ >= row.fields.size()) return std::nullopt;
        return row.fields[*group_];
    }
    bool grouped() const { return group_.has_value(); }
    Instant at(CsvRow const &row) const { return time(mapping_.at, row.fields[*at_]); }

    void check(CsvRow const &row) const {
        if (!row.fault.empty()) throw BadRow{row.fault};
        if (row.fields.size() != width_)
            throw BadRow{
                fmt::format("{} fields where the heading has {}", row.fields.size(), width_)};
        for (auto const &field : row.fields)
            if (!is_utf8(field)) throw BadRow{"not UTF-8"};
    }

    // The field's value in the row; empty when the mapping does not have it or the row not say.
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
            fmt::format("{}: \"{}\" is not a time in any form of the mapping", name, value)};
    }

    Mapping const &mapping_;
    Zone zone_;
    std::size_t width_ = 0;
    std::map<std::string, Source> sources_;
    std::optional<std::size_t> group_;
    std::optional<std::size_t> at_;
};

State state_of(std::string const &status) {
    if (status.empty() || status == "open") return State::new_case;
    auto const state = parse_word<State>(status);
    if (!state) throw BadRow{fmt::format("status: \"{}\" is no state of a case", status)};
    return *state;
}

Said said(Rows const &rows, CsvRow const &row) {
    return {rows.text(row, "category"), rows.text(row, "impact"), rows.text(row, "urgency"),
            rows.text(row, "priority")};
}

OpenArgs open_args(Rows const &rows, CsvRow const &row) {
    OpenArgs open;
    open.external_id = rows.text(row, "external_id");
    open.subject = rows.text(row, "subject");
    open.body = rows.text(row, "body");
    open.channel = rows.text(row, "channel");
    open.said = said(rows, row);
    open.product = rows.text(row, "product");
    open.order_no = rows.text(row, "order_no");
    open.serial_no = rows.text(row, "serial_no");
    open.remedy_sought = rows.text(row, "remedy_sought");
    open.purchase_date = rows.date(row, "purchase_date");
    open.received = rows.instant(row, "received_at");
    open.customer = {rows.text(row, "customer_name"),  rows.text(row, "customer_phone"),
                     rows.text(row, "customer_email"), rows.text(row, "customer_language"),
                     rows.text(row, "customer_tier"),  {},
                     rows.text(row, "customer_id")};
    if (!open.received) throw BadRow{"received_at: the row does not say when"};
    return open;
}

// A row that holds a whole case.
History one_row(Rows const &rows, CsvRow const &row) {
    History history;
    history.open = open_args(rows, row);
    auto &steps = history.steps;
    auto const received = *history.open.received;
    auto const team = rows.text(row, "team");
    auto const person = rows.text(row, "person");
    if (!team.empty() || !person.empty())
        steps.push_back({received, event::Assigned{team, person, "import", {}}, {}});

    auto const reply = rows.text(row, "reply");
    auto const replied = rows.instant(row, "first_reply_at");
    auto const resolved = rows.instant(row, "resolved_at");
    if (replied && replied != resolved) steps.push_back({*replied, event::Replied{reply}, {}});
    if (auto const from = rows.instant(row, "waiting_from")) {
        auto const on = rows.text(row, "waiting_on");
        steps.push_back({*from,
                         event::Waited{on == "third-party" ? State::waiting_third_party
                                                           : State::waiting_customer},
                         {}});
        if (auto const to = rows.instant(row, "waiting_to"))
            steps.push_back({*to, event::Resumed{}, {}});
    }
    if (resolved) {
        // A reply at that very time, or one of which no other time is told.
        bool const answers = replied ? replied == resolved : !reply.empty();
        steps.push_back(
            {*resolved, event::Resolved{answers ? reply : std::string{}, answers, false}, {}});
    }
    if (auto const closed = rows.instant(row, "closed_at")) {
        if (!resolved) steps.push_back({*closed, event::Resolved{}, {}});
        steps.push_back({*closed, event::Closed{}, {}});
    }
    std::ranges::stable_sort(steps, {}, &HistoryStep::at);

    auto const status = state_of(rows.text(row, "status"));
    if (is_ended(status))
        history.ended_as = status;
    else if (is_waiting(status) && !resolved)
        steps.push_back({steps.empty() ? received : steps.back().at, event::Waited{status}, {}});
    return history;
}

// Successive rows that tell the life of one case: what a row changes becomes an event at its time.
class Life {
  public:
    Life(Rows const &rows, Policy const &policy) : rows_{rows}, policy_{policy} {}

    void begin(CsvRow const &row) {
        history_ = {};
        history_.open = open_args(rows_, row);
        said_ = history_.open.said;
        team_.clear();
        person_.clear();
        state_ = State::new_case;
    }

    void add(CsvRow const &row) {
        auto const at = std::max(rows_.at(row), *history_.open.received);
        rate(at, said(rows_, row));
        hold(at, rows_.text(row, "team"), rows_.text(row, "person"));
        move(at, state_of(rows_.text(row, "status")));
    }

    History take() { return std::move(history_); }

  private:
    template <class Payload>
    void happen(Instant at, Payload payload) {
        history_.steps.push_back({at, std::move(payload), {}});
    }

    void rate(Instant at, Said const &now) {
        if (is_ended(state_) || now == said_) return;
        said_ = now;
        auto args = history_.open;
        args.said = now;
        auto opened = opening(policy_, args, std::nullopt, args.customer.tier);
        happen(at, event::Triaged{opened.category,
                                  "given",
                                  opened.impact,
                                  opened.urgency,
                                  opened.priority,
                                  "given",
                                  opened.given,
                                  opened.promise,
                                  {}});
    }

    void hold(Instant at, std::string const &team, std::string const &person) {
        if (is_ended(state_) || (team == team_ && person == person_) ||
            (team.empty() && person.empty()))
            return;
        team_ = team;
        person_ = person;
        happen(at, event::Assigned{team, person, "import", {}});
    }

    void move(Instant at, State to) {
        if (to == state_ || (to == State::new_case && !is_ended(state_))) return;
        if (is_ended(state_) && !is_ended(to)) {
            happen(at, event::Reopened{});
            state_ = State::reopened;
        }
        if (is_waiting(to))
            happen(at, event::Waited{to});
        else if (is_waiting(state_) && !is_ended(to))
            happen(at, event::Resumed{});
        else if (to == State::in_progress)
            happen(at, event::Started{});
        else if (to == State::cancelled || to == State::duplicate)
            happen(at, event::Cancelled{});
        else if (to == State::resolved || (to == State::closed && !is_ended(state_)))
            happen(at, event::Resolved{});
        if (to == State::closed) happen(at, event::Closed{});
        state_ = to;
    }

    Rows const &rows_;
    Policy const &policy_;
    History history_;
    Said said_;
    std::string team_;
    std::string person_;
    State state_ = State::new_case;
};

std::string csv_line(std::vector<std::string> const &fields, char delimiter) {
    std::string line;
    for (auto const &field : fields) {
        if (&field != &fields.front()) line += delimiter;
        line += csv_field(field, delimiter);
    }
    return line;
}

// One pass over a table.
class Pass {
  public:
    Pass(Session &session, Mapping const &mapping, ImportOptions const &options)
        : session_{session},
          mapping_{mapping},
          options_{options},
          batch_{session, [this](Record const &record, std::string const &reason) {
                     write_reject(record, reason);
                 }} {
        if (mapping.classify) classifier_.emplace(session.policy());
    }

    void heading(std::vector<std::string> fields) {
        heading_ = std::move(fields);
        rows_.emplace(mapping_, session_.policy(), heading_);
    }
    bool has_heading() const { return rows_.has_value(); }

    void row(CsvRow const &row) {
        if (row.line / 1000 != told_) options_.progress(std::int64_t(row.line));
        told_ = row.line / 1000;
        Record record{row.line, csv_line(row.fields, mapping_.delimiter)};
        std::string fault;
        try {
            rows_->check(row);
        } catch (BadRow const &bad) {
            if (!rows_->grouped()) return batch_.reject({record}, bad.what());
            fault = bad.what();
        }
        if (rows_->grouped()) begin_group(rows_->group(row), fault);
        // One bad row spoils its whole group: half a past would be a wrong one.
        if (spoilt_.empty()) spoilt_ = std::move(fault);
        group_rows_.push_back(row);
        records_.push_back(std::move(record));
        if (!rows_->grouped()) end_group();
    }

    ImportResult end() {
        end_group();
        batch_.flush();
        return batch_.result();
    }

  private:
    // A row that cannot tell its group may belong to the one before it or the one after it.
    void begin_group(std::optional<std::string> const &group, std::string const &fault) {
        if (group && *group != group_) {
            end_group();
            if (!stray_.empty()) spoilt_ = "the row before it: " + stray_;
        }
        stray_ = group ? std::string{} : fault;
        if (group) group_ = *group;
    }

    void end_group() {
        if (group_rows_.empty()) return;
        try {
            if (!spoilt_.empty()) throw BadRow{spoilt_};
            auto history = read_group();
            history.open.source = options_.source;
            classify(history.open);
            batch_.add(std::move(history), std::move(records_));
        } catch (BadRow const &bad) {
            batch_.reject(records_, bad.what());
        }
        group_rows_.clear();
        records_.clear();
        spoilt_.clear();
    }

    History read_group() const {
        if (!rows_->grouped()) return one_row(*rows_, group_rows_.front());
        Life life{*rows_, session_.policy()};
        life.begin(group_rows_.front());
        for (auto const &row : group_rows_) life.add(row);
        return life.take();
    }

    void classify(OpenArgs &open) const {
        if (!classifier_ || !open.said.category.empty()) return;
        if (auto const *rule =
                classifier_->match(open.subject + "\n" + open.body,
                                   {open.channel, {}, {}, open.customer.tier, open.product}))
            open.said.category = rule->category;
    }

    void write_reject(Record const &record, std::string const &reason) {
        auto &out = options_.rejects();
        if (!std::exchange(rejecting_, true))
            out << csv_line(heading_, mapping_.delimiter) << mapping_.delimiter << "dcc_line"
                << mapping_.delimiter << "dcc_reason\n";
        out << record.text << mapping_.delimiter << record.line << mapping_.delimiter
            << csv_field(reason, mapping_.delimiter) << '\n';
    }

    Session &session_;
    Mapping const &mapping_;
    ImportOptions const &options_;
    Batch batch_;
    std::optional<rules::Classifier> classifier_;
    std::vector<std::string> heading_;
    std::optional<Rows> rows_;
    std::string group_;
    std::vector<CsvRow> group_rows_;
    std::vector<Record> records_;  // of the group
    std::string spoilt_;           // why the group is set aside
    std::string stray_;            // the fault of a row before the group that has none
    std::size_t told_ = 0;
    bool rejecting_ = false;
};

}  // namespace

ImportResult import_csv(Session &session, std::istream &input, Mapping const &mapping,
                        ImportOptions const &options) {
    Pass pass{session, mapping, options};
    try {
        read_csv(input, mapping.delimiter, [&](CsvRow &row) {
            if (pass.has_heading())
                pass.row(row);
            else
                pass.heading(std::move(row.fields));
            return true;
        });
    } catch (Error const &error) {
        // A fault of the table; after one of the desk nothing more is tried.
        if (error.kind() == ErrorKind::data && pass.has_heading()) pass.end();
        throw;
    }
    if (!pass.has_heading()) throw Error{ErrorKind::data, "the table is empty: it has no heading"};
    return pass.end();
}

}  // namespace dcc::desk
