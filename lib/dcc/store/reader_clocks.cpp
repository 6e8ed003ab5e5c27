#include <dcc/store/detail/sql.hpp>
#include <dcc/store/reader.hpp>

#include <algorithm>
#include <string>
#include <utility>

#include <sqlite3.h>

// The tier of whoever a customer was merged into, who may have been merged in turn.
#define DCC_TIER_OF(customer)                                                                  \
    "WITH RECURSIVE used (id, next, tier) AS ("                                                \
    "SELECT m.id, m.merged_into, m.tier FROM customer m WHERE m.id = " customer                \
    " UNION SELECT c.id, c.merged_into, c.tier FROM used JOIN customer c ON c.id = used.next)" \
    " SELECT tier FROM used WHERE next IS NULL"

namespace dcc::store {
namespace {

// The statement of each_clock(): first the columns that every report needs, then those wanted, and
// where these stand.
class ClockStatement {
  public:
    explicit ClockStatement(Reader::ClockAttributes const &wanted) {
        channel = place(wanted.channel, "channel");
        category = place(wanted.category, "category");
        priority = place(wanted.priority, "priority");
        team = place(wanted.team, "team");
        person = place(wanted.person, "person");
        // The table of clocks does not have these: each costs a look at the case.
        product =
            place(wanted.product, "(SELECT product FROM cases WHERE cases.id = clock.case_id)");
        tier = place(wanted.tier,
                     "(SELECT CASE WHEN customer.merged_into IS NULL THEN customer.tier ELSE"
                     " (" DCC_TIER_OF("customer.id") ") END FROM cases JOIN customer"
                     " ON customer.id = cases.customer WHERE cases.id = clock.case_id)");
        tags = place(
            wanted.tags,
            "(SELECT group_concat(tag) FROM case_tag WHERE case_tag.case_id = clock.case_id)");
        text += " FROM clock WHERE kind = ? AND received_at >= ? AND received_at < ?";
    }

    std::string text =
        "SELECT case_id, stage, received_at, started_at, stopped_at, due_at, elapsed,"
        " dated_by_hand, judged_met";
    // The place of a column; -1 when it is not wanted.
    int channel = -1;
    int category = -1;
    int priority = -1;
    int team = -1;
    int person = -1;
    int product = -1;
    int tier = -1;
    int tags = -1;

  private:
    int place(bool wanted, char const *column) {
        if (!wanted) return -1;
        (text += ", ") += column;
        return next_++;
    }

    int next_ = 9;
};

}  // namespace

std::vector<ClockRow> Reader::clocks(CaseId id) {
    return db_->guard([&] {
        static auto const sql = select_of_case<ClockRow>();
        Query query{db_->prepare(sql.c_str()), id};
        auto rows = read_rows<ClockRow>(*db_, query.statement());
        std::ranges::sort(rows, {}, [](ClockRow const &row) {
            return std::pair{row.kind, row.instance};
        });
        return rows;
    });
}

// The hot loop of reports. It uses SQLite's C interface, since SQLiteCpp counts a reference for
// each value.
void Reader::each_clock(ClockKind kind, std::optional<Instant> from, std::optional<Instant> before,
                        ClockAttributes const &wanted,
                        std::function<void(ClockSample const &)> const &visit) {
    db_->guard([&] {
        auto *handle = db_->sqlite().getHandle();
        sqlite3_stmt *raw = nullptr;
        ClockStatement const sql{wanted};
        auto const code = sqlite3_prepare_v2(handle, sql.text.c_str(), -1, &raw, nullptr);
        std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt *)> const statement{raw,
                                                                               sqlite3_finalize};
        if (code != SQLITE_OK) throw SQLite::Exception{handle, code};
        auto const text = word(kind);
        sqlite3_bind_text(raw, 1, text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
        sqlite3_bind_int64(raw, 2, from ? from->time_since_epoch().count() : INT64_MIN);
        sqlite3_bind_int64(raw, 3, before ? before->time_since_epoch().count() : INT64_MAX);
        auto const words = [&](int index) -> std::string_view {
            if (index < 0) return {};
            auto const *bytes = reinterpret_cast<char const *>(sqlite3_column_text(raw, index));
            if (!bytes) return {};
            return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(raw, index))};
        };
        auto const maybe = [&](int index) {
            return sqlite3_column_type(raw, index) == SQLITE_NULL
                       ? std::nullopt
                       : std::optional<std::int64_t>{sqlite3_column_int64(raw, index)};
        };
        int step = SQLITE_ROW;
        while ((step = sqlite3_step(raw)) == SQLITE_ROW)
            visit({sqlite3_column_int64(raw, 0), words(1), sqlite3_column_int64(raw, 2),
                   sqlite3_column_int64(raw, 3), maybe(4), maybe(5), maybe(6), words(sql.channel),
                   words(sql.category), words(sql.priority), words(sql.team), words(sql.person),
                   sqlite3_column_int64(raw, 7) != 0, maybe(8), words(sql.product), words(sql.tier),
                   words(sql.tags)});
        if (step != SQLITE_DONE) throw SQLite::Exception{handle, step};
    });
}

std::string Reader::tier_of(CustomerId id) {
    return db_->guard([&] {
        auto query = db_->query(DCC_TIER_OF("?"), id);
        return query.step() ? query.get<std::string>(0) : std::string{};
    });
}

}  // namespace dcc::store
