#include <dcc/store/detail/sql.hpp>
#include <dcc/store/reader.hpp>

namespace dcc::store {
bool Reader::knows_policy(Digest const &fingerprint) {
    return db_->guard([&] {
        return db_->query("SELECT 1 FROM policy WHERE fingerprint = ?", fingerprint).step();
    });
}

std::vector<PolicyRow> Reader::policies() {
    return db_->guard([&] {
        SQLite::Statement statement{db_->sqlite(), select<PolicyRow>("ORDER BY adopted_seq")};
        return read_rows<PolicyRow>(*db_, statement);
    });
}

std::optional<TermsRow> Reader::terms(Digest const &policy, std::string const &rule) {
    return db_->guard([&] {
        static auto const sql = select_by_key<TermsRow>();
        Query query{db_->prepare(sql.c_str()), policy, rule};
        return read_one<TermsRow>(*db_, query.statement());
    });
}

std::optional<CalendarRow> Reader::calendar(Digest const &print) {
    return db_->guard([&] {
        static auto const sql = select_by_key<CalendarRow>();
        Query query{db_->prepare(sql.c_str()), print};
        return read_one<CalendarRow>(*db_, query.statement());
    });
}

}  // namespace dcc::store
