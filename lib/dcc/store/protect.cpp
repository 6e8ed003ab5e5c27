#include <dcc/store/detail/sealed_text.hpp>
#include <dcc/store/detail/sql.hpp>
#include <dcc/store/detail/text_index.hpp>
#include <dcc/store/writer.hpp>

#include <string>
#include <vector>

namespace dcc::store {
namespace {

// Removes the triggers that keep sealed texts as they are, until make_again(). After an error the
// transaction is rolled back, and they are there again.
class WithoutTriggers {
  public:
    explicit WithoutTriggers(Db &db) : db_{db} {
        SQLite::Statement triggers{db.sqlite(),
                                   "SELECT name, sql FROM sqlite_schema"
                                   " WHERE type = 'trigger' AND tbl_name = 'sealed'"};
        std::vector<std::string> names;
        while (triggers.executeStep()) {
            names.push_back(triggers.getColumn(0).getString());
            made_.push_back(triggers.getColumn(1).getString());
        }
        triggers.reset();
        for (auto const &name : names) db.sqlite().exec("DROP TRIGGER " + name);
    }
    WithoutTriggers(WithoutTriggers const &) = delete;
    WithoutTriggers &operator=(WithoutTriggers const &) = delete;

    void make_again() {
        for (auto const &sql : made_) db_.sqlite().exec(sql);
    }

  private:
    Db &db_;
    std::vector<std::string> made_;
};

// Rows are updated while they are read. That is safe in the order of their key, which stays.

void encrypt_texts(Db &db) {
    auto &keys = db.keys();
    WithoutTriggers triggers{db};
    SQLite::Statement all{db.sqlite(),
                          "SELECT sealed.seq, salt, text, event.case_id, event.customer_id"
                          " FROM sealed JOIN event ON event.seq = sealed.seq ORDER BY sealed.seq"};
    while (all.executeStep()) {
        auto const seq = column<std::int64_t>(all, 0);
        auto const key = keys.key_of(owner_of(keys, column<std::optional<CaseId>>(all, 3),
                                              column<std::optional<CustomerId>>(all, 4)));
        auto const text =
            encrypt(keys, seq, key, column<Salt>(all, 1), column<std::string>(all, 2));
        db.query("UPDATE sealed SET salt = x'', text = ?, data_key = ? WHERE seq = ?", text, key,
                 seq)
            .run();
    }
    triggers.make_again();
}

template <class Row>
void encrypt_rows(Db &db) {
    std::string key;
    each_key<Row>(
        [&](char const *name, auto) { (key += key.empty() ? "ORDER BY " : ", ") += name; });
    SQLite::Statement all{db.sqlite(), select<Row>(key)};
    auto const put = insert_or_update<Row>();
    SQLite::Statement update{db.sqlite(), put};
    while (all.executeStep()) {
        auto const row = hidden(db.keys(), read_stored_row<Row>(all));
        Query query{update};
        bind_row(update, row);
        query.run();
    }
}

}  // namespace

void Writer::protect(SecretKey const &master) {
    db_->guard([&] {
        auto &keys = db_->keys();
        keys.look();
        keys.unlock(master);
        for (auto const *owner : {desk_owner, lookup_owner}) keys.key_of(owner);
        encrypt_texts(*db_);
        each_projection([&]<class Row>(std::type_identity<Row>) {
            if constexpr (has_personal<Row>) encrypt_rows<Row>(*db_);
        });
        if (!keeps_words()) {
            clear_words(*db_, "case_words");
            texts_.clear();
        }
        require_compaction();
    });
}

void Writer::require_compaction() {
    db_->query("INSERT OR IGNORE INTO compaction_due (event) VALUES (?)", head_.seq).run();
    scrub_ = compact_ = true;
}

void Writer::compact() {
    compact_ = true;
    db_->guard([&] { scrub(); });
}

void Writer::rotate(SecretKey const &master) {
    db_->guard([&] {
        auto &keys = db_->keys();
        keys.rewrap(master);
        keys.look();
        keys.unlock(master);
        require_compaction();
    });
}

}  // namespace dcc::store
