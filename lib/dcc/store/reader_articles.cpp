#include <dcc/model/remedy.hpp>
#include <dcc/store/detail/columns.hpp>
#include <dcc/store/detail/index_writing.hpp>
#include <dcc/store/writer.hpp>

namespace dcc::store {
namespace {

// A deletion must be told the very words that went in: those of the event that holds the text.
void index_article(Reader &reader, Db &db, ArticleRow const &row, bool removed) {
    auto const event = reader.event(row.text_event);
    auto const *written = event ? std::get_if<event::ArticleWritten>(&event->payload) : nullptr;
    if (!written)
        throw Error{ErrorKind::io, "the desk is damaged: " + row.id.text() + " has no text",
                    Hint{Remedy::restore_backup, "verify the desk and restore it from a backup"}};
    auto const title = index_text(written->title);
    auto const body = index_text(written->body);
    if (removed)
        db.query(
              "INSERT INTO article_words (article_words, rowid, title, body)"
              " VALUES ('delete', ?, ?, ?)",
              row.id, title, body)
            .run();
    else
        db.query("INSERT INTO article_words (rowid, title, body) VALUES (?, ?, ?)", row.id, title,
                 body)
            .run();
}

}  // namespace

std::optional<ArticleRow> Reader::find(ArticleId id) {
    return db_->guard([&]() -> std::optional<ArticleRow> {
        static auto const sql = select(article_columns, "article", "WHERE id = ?");
        auto &statement = db_->prepare(sql.c_str());
        Query query{statement, id};
        if (!query.step()) return std::nullopt;
        ArticleRow row;
        read_row(statement, row, article_columns);
        return row;
    });
}

void Reader::each_article(std::function<bool(ArticleRow &&)> const &visit) {
    db_->guard([&] {
        SQLite::Statement statement{db_->sqlite(),
                                    select(article_columns, "article", "ORDER BY id")};
        bool more = true;
        while (more && statement.executeStep()) {
            ArticleRow row;
            read_row(statement, row, article_columns);
            more = visit(std::move(row));
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

Reader::ArticleCounts Reader::article_counts() {
    return db_->guard([&]() -> ArticleCounts {
        return {db_->number("SELECT count(*) FROM article"),
                db_->number("SELECT count(*) FROM article_event")};
    });
}

void Writer::put(ArticleRow const &row) {
    auto const before = find(row.id);
    db_->guard([&] {
        static auto const sql = insert(article_columns, "article", or_update(article_columns));
        auto &statement = db_->prepare(sql.c_str());
        bind_row(statement, row, article_columns);
        Query{statement}.run();
        db_->query("INSERT INTO article_event (article, event) VALUES (?, ?)", row.id,
                   row.last_event)
            .run();
        if (before && !before->retired_at) index_article(*this, *db_, *before, true);
        if (!row.retired_at) index_article(*this, *db_, row, false);
    });
}

void Writer::index_cases() {
    db_->guard([&] { store::index_cases(*db_); });
}

ArticleId Writer::next_article_id() {
    return db_->guard(
        [&] { return ArticleId{db_->number("SELECT coalesce(max(id), 0) + 1 FROM article")}; });
}

}  // namespace dcc::store
