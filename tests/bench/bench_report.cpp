// The least that a service-level report can do: a loop over an index that holds all it needs,
// count, median and ninetieth percentile for each group. Prints CSV.
//   bench_report DESK channel,category[,month]
// DESK is a copy with this index:
//   CREATE INDEX bench ON clock (kind, received_at, stage, elapsed, channel, category)

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <sqlite3.h>

namespace {

struct Group {
    std::vector<std::int64_t> elapsed;
};

std::string_view text(sqlite3_stmt *row, int column) {
    auto const *bytes = reinterpret_cast<char const *>(sqlite3_column_text(row, column));
    return bytes ? std::string_view{bytes, std::size_t(sqlite3_column_bytes(row, column))} : "";
}

std::int64_t quantile(std::vector<std::int64_t> &values, double share) {
    auto const rank =
        static_cast<std::ptrdiff_t>(std::ceil(share * static_cast<double>(values.size())));
    auto const at = values.begin() + std::max<std::ptrdiff_t>(rank, 1) - 1;
    std::nth_element(values.begin(), at, values.end());
    return *at;
}

// "2025-03": the month in China, which keeps one offset.
std::string month(std::int64_t instant) {
    using namespace std::chrono;
    year_month_day const date{floor<days>(sys_seconds{seconds{instant}} + 8h)};
    char text[16];
    std::snprintf(text, sizeof text, "%04d-%02u", int{date.year()}, unsigned{date.month()});
    return text;
}

int fail(sqlite3 *db) {
    std::fprintf(stderr, "bench_report: %s\n", sqlite3_errmsg(db));
    return 74;
}

}  // namespace

int main(int argc, char **argv) {
    if (argc != 3) return 64;
    bool const by_month = std::string_view{argv[2]}.ends_with("month");
    sqlite3 *db = nullptr;
    sqlite3_stmt *row = nullptr;
    if (sqlite3_open_v2(argv[1], &db, SQLITE_OPEN_READONLY, nullptr) != SQLITE_OK ||
        sqlite3_prepare_v2(
            db,
            "SELECT channel, category, stage, elapsed, received_at FROM clock INDEXED BY bench"
            " WHERE kind = ? AND received_at >= 0",
            -1, &row, nullptr) != SQLITE_OK)
        return fail(db);
    std::map<std::string, std::map<int, Group>> groups;
    std::string key;
    constexpr char const *kinds[] = {"first_response", "next_response", "update", "resolution"};
    for (int kind = 0; kind < 4; ++kind) {
        std::unordered_map<std::string, Group> found;
        sqlite3_bind_text(row, 1, kinds[kind], -1, SQLITE_STATIC);
        int step = SQLITE_ROW;
        while ((step = sqlite3_step(row)) == SQLITE_ROW) {
            key.assign(text(row, 0));
            key += ',';
            key += text(row, 1);
            if (by_month) (key += ',') += month(sqlite3_column_int64(row, 4));
            auto &group = found[key];
            if (text(row, 2) == "completed") group.elapsed.push_back(sqlite3_column_int64(row, 3));
        }
        if (step != SQLITE_DONE) return fail(db);
        sqlite3_reset(row);
        for (auto &[name, group] : found) groups[name][kind] = std::move(group);
    }
    std::printf("%s,clock,timed,median_s,p90_s\n", argv[2]);
    for (auto &[name, group] : groups)
        for (auto &[kind, mine] : group) {
            std::printf("%s,%s,%zu,", name.c_str(), kinds[kind], mine.elapsed.size());
            if (mine.elapsed.empty())
                std::puts(",");
            else
                std::printf("%lld,%lld\n", static_cast<long long>(quantile(mine.elapsed, 0.5)),
                            static_cast<long long>(quantile(mine.elapsed, 0.9)));
        }
    sqlite3_finalize(row);
    sqlite3_close(db);
}
