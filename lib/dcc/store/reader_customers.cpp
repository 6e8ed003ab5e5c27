#include <dcc/model/customer.hpp>
#include <dcc/store/detail/sql.hpp>
#include <dcc/store/reader.hpp>

namespace dcc::store {

std::optional<CustomerRow> Reader::find(CustomerId id) {
    return db_->guard([&] {
        static auto const sql = select_by_key<CustomerRow>();
        Query query{db_->prepare(sql.c_str()), id};
        return read_one<CustomerRow>(*db_, query.statement());
    });
}

std::optional<CustomerId> Reader::find_external_customer(std::string const &external_id) {
    return db_->guard([&] {
        return read_id<CustomerId>(
            db_->query("SELECT id FROM customer WHERE external_id = ?", external_id));
    });
}

namespace {

// A text in the form in which a column holds it to be looked up.
std::string lookup_of(Db &db, char const *column, std::string const &text) {
    auto &keys = db.keys();
    return text.empty() || !keys.protection() ? text : keys.blind(column, text);
}

}  // namespace

std::optional<CustomerId> Reader::find_customer_by_phone(std::string const &phone_key) {
    return db_->guard([&] {
        auto const stored = lookup_of(*db_, "phone_key", phone_key);
        return read_id<CustomerId>(
            db_->query("SELECT id FROM customer WHERE phone_key = ? ORDER BY id", stored));
    });
}

std::optional<CustomerId> Reader::find_customer_by_email(std::string const &email_key) {
    return db_->guard([&] {
        auto const stored = lookup_of(*db_, "email_key", email_key);
        return read_id<CustomerId>(
            db_->query("SELECT id FROM customer WHERE email_key = ? ORDER BY id", stored));
    });
}

std::vector<CustomerRow> Reader::find_customers(std::string const &text, std::int64_t limit) {
    return db_->guard([&] {
        // A name that starts with the text is >= the text and < the text followed by U+10FFFF.
        SQLite::Statement statement{
            db_->sqlite(),
            select<CustomerRow>("WHERE id IN (SELECT id FROM customer WHERE phone_key = ?1"
                                " UNION SELECT id FROM customer WHERE email_key = ?2"
                                " UNION SELECT id FROM customer WHERE external_id = ?3"
                                " UNION SELECT id FROM customer WHERE name >= ?3 AND name < ?4)"
                                " ORDER BY id LIMIT ?5")};
        // Bound texts are not copied: they must outlive the query.
        auto const phone = lookup_of(*db_, "phone_key", phone_key(text));
        auto const email = lookup_of(*db_, "email_key", email_key(text));
        bool const hidden = db_->keys().protection() != nullptr;
        auto const name_end = hidden ? std::string{} : text + "\xF4\x8F\xBF\xBF";
        Query query{statement, phone, email, text, name_end, limit};
        auto found = read_rows<CustomerRow>(*db_, statement);
        if (!found.empty() || !hidden) return found;
        SQLite::Statement all{db_->sqlite(),
                              select<CustomerRow>("WHERE name IS NOT NULL ORDER BY id")};
        while (std::ssize(found) != limit && all.executeStep())
            if (auto row = read_row<CustomerRow>(*db_, all); row.name.starts_with(text))
                found.push_back(std::move(row));
        return found;
    });
}

void Reader::each_customer(std::function<bool(CustomerRow &&)> const &visit) {
    db_->guard([&] {
        SQLite::Statement statement{db_->sqlite(), select<CustomerRow>("ORDER BY id")};
        while (statement.executeStep() && visit(read_row<CustomerRow>(*db_, statement))) {
        }
    });
}

}  // namespace dcc::store
