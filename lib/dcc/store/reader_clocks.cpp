#include <dcc/store/detail/sql.hpp>
#include <dcc/store/reader.hpp>

#include <utility>

#include <sqlite3.h>

namespace dcc::store {

std::vector<ClockRow> Reader::clocks(CaseId id) {
    return db_->guard([&] {
        static auto const sql =
            select<ClockRow>("WHERE kind = ? AND case_id = ? ORDER BY instance");
        auto &statement = db_->prepare(sql.c_str());
        std::vector<ClockRow> rows;
        for (auto const &[kind, text] : clock_kind_words) {
            Query query{statement, kind, id};
            while (query.step()) rows.push_back(read_row<ClockRow>(*db_, statement));
        }
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
        std::string sql =
            "SELECT case_id, stage, received_at, started_at, stopped_at, due_at, elapsed";
        for (auto const &[is_wanted, column] :
             {std::pair{wanted.channel, "channel"}, std::pair{wanted.category, "category"},
              std::pair{wanted.priority, "priority"}, std::pair{wanted.team, "team"},
              std::pair{wanted.person, "person"}}) {
            sql += ", ";
            sql += is_wanted ? column : "NULL";
        }
        sql +=
            ", dated_by_hand, judged_met FROM clock WHERE kind = ? AND received_at >= ? AND "
            "received_at < ?";
        auto const code = sqlite3_prepare_v2(handle, sql.c_str(), -1, &raw, nullptr);
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
                   words(9), words(10), words(11), sqlite3_column_int64(raw, 12) != 0, maybe(13)});
        if (step != SQLITE_DONE) throw SQLite::Exception{handle, step};
    });
}

}  // namespace dcc::store
