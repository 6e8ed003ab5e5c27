#include <dcc/store/detail/sql.hpp>
#include <dcc/store/reader.hpp>

namespace dcc::store {

std::optional<ArticleRow> Reader::find(ArticleId id) {
    return db_->guard([&] {
        static auto const sql = select_by_key<ArticleRow>();
        Query query{db_->prepare(sql.c_str()), id};
        return read_one<ArticleRow>(*db_, query.statement());
    });
}

void Reader::each_article(std::function<bool(ArticleRow &&)> const &visit) {
    db_->guard([&] {
        SQLite::Statement statement{db_->sqlite(), select<ArticleRow>("ORDER BY id")};
        while (statement.executeStep() && visit(read_row<ArticleRow>(*db_, statement))) {
        }
    });
}

UseCount Reader::uses(ArticleId id) {
    return db_->guard([&]() -> UseCount {
        auto query = db_->query(
            "SELECT count(*), count(*) FILTER (WHERE reopened = 0) FROM cases WHERE article = ?",
            id);
        query.step();
        return {query.get<std::int64_t>(0), query.get<std::int64_t>(1)};
    });
}

}  // namespace dcc::store
