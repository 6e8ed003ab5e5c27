#include <dcc/model/customer.hpp>
#include <dcc/store/detail/columns.hpp>
#include <dcc/store/detail/db.hpp>
#include <dcc/store/reader.hpp>

#include <algorithm>

#include <sqlite3.h>

namespace dcc::store {
namespace {

// Collects the conditions of a query and what they compare with.
class Where {
  public:
    template <class T>
    void add(std::string const &condition, T value) {
        sql_ += (sql_.empty() ? "WHERE " : " AND ") + condition;
        binders_.emplace_back(
            [value](SQLite::Statement &statement, int index) { bind(statement, index, value); });
    }
    void add(std::string const &condition) {
        sql_ += (sql_.empty() ? "WHERE " : " AND ") + condition;
    }
    template <class T>
    void add_any_of(std::string const &name, std::vector<T> const &values) {
        if (values.empty()) return;
        std::string marks;
        for (auto const &value : values) {
            marks += marks.empty() ? "?" : ", ?";
            binders_.emplace_back([value](SQLite::Statement &statement, int index) {
                bind(statement, index, value);
            });
        }
        add(name + " IN (" + marks + ")");
    }
    void add_text(std::string const &name, std::optional<std::string> const &text) {
        if (!text) return;
        if (text->empty())
            add(name + " IS NULL");
        else
            add(name + " = ?", *text);
    }

    std::string const &sql() const { return sql_; }
    void bind_to(SQLite::Statement &statement) const {
        int index = 0;
        for (auto const &binder : binders_) binder(statement, ++index);
    }

  private:
    std::string sql_;
    std::vector<std::function<void(SQLite::Statement &, int)>> binders_;
};

Where where(CaseQuery const &query) {
    Where where;
    // Said also when the states say it already: then the indexes of open cases serve.
    bool const open_states = !query.states.empty() && std::ranges::none_of(query.states, is_ended);
    if (query.only_open || open_states) where.add("is_open = 1");
    where.add_text("team", query.team);
    where.add_text("person", query.person);
    if (query.customer) where.add("customer = ?", *query.customer);
    where.add_any_of("state", query.states);
    where.add_any_of("channel", query.channels);
    where.add_any_of("category", query.categories);
    where.add_any_of("priority", query.priorities);
    if (query.received_from) where.add("received_at >= ?", *query.received_from);
    if (query.received_before) where.add("received_at < ?", *query.received_before);
    if (query.due_before) where.add("next_due_at < ?", *query.due_before);
    if (query.incomplete) where.add("missing IS NOT NULL");
    if (query.repeats) where.add("repeat_of IS NOT NULL");
    return where;
}

std::string order(CaseQuery const &query) {
    switch (query.order) {
        case CaseQuery::Order::due: return " ORDER BY next_due_at NULLS LAST, id";
        case CaseQuery::Order::received: return " ORDER BY received_at, id";
        case CaseQuery::Order::newest: return " ORDER BY id DESC";
    }
    return {};
}

CaseRow read_case(SQLite::Statement &statement) {
    CaseRow row;
    read_row(statement, row, case_columns);
    return row;
}

CustomerRow read_customer(SQLite::Statement &statement) {
    CustomerRow row;
    read_row(statement, row, customer_columns);
    return row;
}

template <class T>
std::optional<T> only(Query query) {
    return query.step() ? std::optional{query.get<T>(0)} : std::nullopt;
}

}  // namespace

std::optional<CaseRow> Reader::find(CaseId id) {
    return db_->guard([&]() -> std::optional<CaseRow> {
        static auto const sql = select(case_columns, "cases", "WHERE id = ?");
        auto &statement = db_->prepare(sql.c_str());
        Query query{statement, id};
        if (!query.step()) return std::nullopt;
        return read_case(statement);
    });
}

std::optional<CaseId> Reader::find_external_case(std::string const &external_id) {
    return db_->guard([&] {
        return only<CaseId>(db_->query("SELECT id FROM cases WHERE external_id = ?", external_id));
    });
}

void Reader::each_case(CaseQuery const &query, std::function<bool(CaseRow &&)> const &visit) {
    db_->guard([&] {
        auto const conditions = where(query);
        SQLite::Statement statement{
            db_->sqlite(),
            select(case_columns, "cases",
                   conditions.sql() + order(query) + " LIMIT " + std::to_string(query.limit))};
        conditions.bind_to(statement);
        while (statement.executeStep() && visit(read_case(statement))) {
        }
    });
}

std::vector<ClockRow> Reader::clocks(CaseId id) {
    return db_->guard([&] {
        static auto const sql =
            select(clock_columns, "clock", "WHERE kind = ? AND case_id = ? ORDER BY instance");
        auto &statement = db_->prepare(sql.c_str());
        std::vector<ClockRow> rows;
        for (auto const &[kind, text] : clock_kind_words) {
            Query query{statement, kind, id};
            while (query.step()) read_row(statement, rows.emplace_back(), clock_columns);
        }
        return rows;
    });
}

std::optional<CaseRows> Reader::rows_of(CaseId id) {
    auto item = find(id);
    if (!item) return std::nullopt;
    return db_->guard([&]() -> std::optional<CaseRows> {
        CaseRows rows{std::move(*item), clocks(id), {}, {}, {}};
        auto const read = [&](auto const &columns, char const *table, auto &list) {
            auto const sql = select(columns, table, "WHERE case_id = ? ORDER BY number");
            SQLite::Statement statement{db_->sqlite(), sql};
            bind(statement, 1, id);
            while (statement.executeStep()) read_row(statement, list.emplace_back(), columns);
        };
        read(message_columns, "message", rows.messages);
        read(visit_columns, "visit", rows.visits);
        read(invitation_columns, "invitation", rows.invitations);
        return rows;
    });
}

std::optional<InvitationRow> Reader::invitation(Digest const &token) {
    return db_->guard([&]() -> std::optional<InvitationRow> {
        static auto const sql = select(invitation_columns, "invitation", "WHERE token = ?");
        auto &statement = db_->prepare(sql.c_str());
        Query query{statement, token};
        if (!query.step()) return std::nullopt;
        InvitationRow row;
        read_row(statement, row, invitation_columns);
        return row;
    });
}

Reader::Counts Reader::counts() {
    return db_->guard([&]() -> Counts {
        return {
            db_->number("SELECT count(*) FROM cases"), db_->number("SELECT count(*) FROM clock"),
            db_->number("SELECT count(*) FROM message"), db_->number("SELECT count(*) FROM visit"),
            db_->number("SELECT count(*) FROM invitation")};
    });
}

namespace {

std::vector<CaseRow> linked(Db &db, char const *condition, CaseId id) {
    return db.guard([&] {
        SQLite::Statement statement{db.sqlite(), select(case_columns, "cases", condition)};
        bind(statement, 1, id);
        std::vector<CaseRow> rows;
        while (statement.executeStep()) rows.push_back(read_case(statement));
        return rows;
    });
}

}  // namespace

std::vector<CaseRow> Reader::about(CaseId id) {
    return linked(*db_, "WHERE about = ? ORDER BY id", id);
}

std::vector<CaseRow> Reader::repeats(CaseId id) {
    return linked(*db_, "WHERE repeat_of = ? ORDER BY id", id);
}

std::optional<CaseRow> Reader::find_earlier(CustomerId customer, std::string const &category,
                                            Instant from, Instant received, CaseId id) {
    return db_->guard([&]() -> std::optional<CaseRow> {
        static auto const sql = select(
            case_columns, "cases",
            "WHERE id = (SELECT id FROM (SELECT id, state, kind, received_at FROM cases"
            " WHERE customer = ?1 AND category = ?2 AND received_at BETWEEN ?3 AND ?4"
            " ORDER BY received_at DESC, id DESC LIMIT 200)"
            " WHERE (received_at < ?4 OR id < ?5) AND state NOT IN ('cancelled', 'duplicate')"
            " AND kind = 'service' ORDER BY received_at DESC, id DESC LIMIT 1)");
        auto &statement = db_->prepare(sql.c_str());
        Query query{statement, customer, category, from, received, id};
        if (!query.step()) return std::nullopt;
        return read_case(statement);
    });
}

std::int64_t Reader::customer_count() {
    return db_->guard([&] { return db_->number("SELECT count(*) FROM customer"); });
}

std::vector<CaseId> Reader::changed_since(Instant instant) {
    return db_->guard([&] {
        std::vector<CaseId> ids;
        // The signs leave SQLite but one index to choose: few cases changed since, many are older.
        auto query = db_->query(
            "SELECT id FROM cases WHERE updated_at > ? AND +received_at <= ? ORDER BY +id", instant,
            instant);
        while (query.step()) ids.push_back(query.get<CaseId>(0));
        return ids;
    });
}

std::vector<CaseId> Reader::new_cases(CaseId after, std::size_t limit) {
    return db_->guard([&] {
        std::vector<CaseId> ids;
        auto query =
            db_->query("SELECT id FROM cases WHERE state = 'new' AND id > ? ORDER BY id LIMIT ?",
                       after, limit);
        while (query.step()) ids.push_back(query.get<CaseId>(0));
        return ids;
    });
}

LoadRow Reader::load(std::string const &person) {
    return db_->guard([&] {
        // Not by case_assigned, which has all that the person ever held.
        auto count = db_->query(
            "SELECT count(*) FROM cases INDEXED BY case_person WHERE person = ? AND is_open = 1",
            person);
        auto last = db_->query(
            "SELECT assigned_at FROM cases WHERE person = ? ORDER BY assigned_at DESC LIMIT 1",
            person);
        count.step();
        LoadRow load{count.get<int>(0), std::nullopt};
        if (last.step()) load.last_assigned = last.get<std::optional<Instant>>(0);
        return load;
    });
}

std::optional<CustomerRow> Reader::find(CustomerId id) {
    return db_->guard([&]() -> std::optional<CustomerRow> {
        static auto const sql = select(customer_columns, "customer", "WHERE id = ?");
        auto &statement = db_->prepare(sql.c_str());
        Query query{statement, id};
        if (!query.step()) return std::nullopt;
        return read_customer(statement);
    });
}

std::optional<CustomerId> Reader::find_external_customer(std::string const &external_id) {
    return db_->guard([&] {
        return only<CustomerId>(
            db_->query("SELECT id FROM customer WHERE external_id = ?", external_id));
    });
}

std::optional<CustomerId> Reader::find_customer_by_phone(std::string const &phone_key) {
    return db_->guard([&] {
        return only<CustomerId>(
            db_->query("SELECT id FROM customer WHERE phone_key = ? ORDER BY id", phone_key));
    });
}

std::optional<CustomerId> Reader::find_customer_by_email(std::string const &email_key) {
    return db_->guard([&] {
        return only<CustomerId>(
            db_->query("SELECT id FROM customer WHERE email_key = ? ORDER BY id", email_key));
    });
}

std::vector<CustomerRow> Reader::find_customers(std::string const &text, std::int64_t limit) {
    return db_->guard([&] {
        // A name that begins with the text lies between the text and the text followed by U+10FFFF.
        SQLite::Statement statement{
            db_->sqlite(), select(customer_columns, "customer",
                                  "WHERE id IN (SELECT id FROM customer WHERE phone_key = ?1"
                                  " UNION SELECT id FROM customer WHERE email_key = ?2"
                                  " UNION SELECT id FROM customer WHERE external_id = ?3"
                                  " UNION SELECT id FROM customer WHERE name >= ?3 AND name < ?4)"
                                  " ORDER BY id LIMIT ?5")};
        // Bound texts are not copied: they must outlive the query.
        auto const phone = phone_key(text);
        auto const email = email_key(text);
        auto const name_end = text + "\xF4\x8F\xBF\xBF";
        Query query{statement, phone, email, text, name_end, limit};
        std::vector<CustomerRow> rows;
        while (query.step()) rows.push_back(read_customer(statement));
        return rows;
    });
}

void Reader::each_customer(std::function<bool(CustomerRow &&)> const &visit) {
    db_->guard([&] {
        SQLite::Statement statement{db_->sqlite(),
                                    select(customer_columns, "customer", "ORDER BY id")};
        while (statement.executeStep() && visit(read_customer(statement))) {
        }
    });
}

// The hot loop of every report: SQLite's own interface, since SQLiteCpp's columns count references
// for each value.
void Reader::each_clock(ClockKind kind, std::optional<Instant> from, std::optional<Instant> before,
                        std::function<void(ClockSample const &)> const &visit) {
    db_->guard([&] {
        auto *handle = db_->sqlite().getHandle();
        sqlite3_stmt *raw = nullptr;
        auto const code = sqlite3_prepare_v2(
            handle,
            "SELECT case_id, stage, received_at, started_at, stopped_at, due_at, elapsed, channel,"
            " category, priority, team, person FROM clock"
            " WHERE kind = ? AND received_at >= ? AND received_at < ?",
            -1, &raw, nullptr);
        std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt *)> const statement{raw,
                                                                               sqlite3_finalize};
        if (code != SQLITE_OK) throw SQLite::Exception{handle, code};
        auto const text = word(kind);
        sqlite3_bind_text(raw, 1, text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
        sqlite3_bind_int64(raw, 2, from ? from->time_since_epoch().count() : INT64_MIN);
        sqlite3_bind_int64(raw, 3, before ? before->time_since_epoch().count() : INT64_MAX);
        auto const words = [&](int index) {
            auto const *bytes = reinterpret_cast<char const *>(sqlite3_column_text(raw, index));
            return bytes ? std::string_view{bytes, static_cast<std::size_t>(
                                                       sqlite3_column_bytes(raw, index))}
                         : std::string_view{};
        };
        auto const maybe = [&](int index) {
            return sqlite3_column_type(raw, index) == SQLITE_NULL
                       ? std::nullopt
                       : std::optional<std::int64_t>{sqlite3_column_int64(raw, index)};
        };
        int step = SQLITE_ROW;
        while ((step = sqlite3_step(raw)) == SQLITE_ROW)
            visit({sqlite3_column_int64(raw, 0), words(1), sqlite3_column_int64(raw, 2),
                   sqlite3_column_int64(raw, 3), maybe(4), maybe(5), maybe(6), words(7), words(8),
                   words(9), words(10), words(11)});
        if (step != SQLITE_DONE) throw SQLite::Exception{handle, step};
    });
}

}  // namespace dcc::store
