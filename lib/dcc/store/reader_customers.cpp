#include <dcc/model/customer.hpp>
#include <dcc/store/detail/sql.hpp>
#include <dcc/store/reader.hpp>

namespace dcc::store {

std::optional<CustomerRow> Reader::find(CustomerId id) {
    return db_->guard([&] {
        static auto const sql = select_by_key<CustomerRow>();
        Query query{db_->prepare(sql.c_str()), id};
        return read_one<CustomerRow>(query.statement());
    });
}

std::optional<CustomerId> Reader::find_external_customer(std::string const &external_id) {
    return db_->guard([&] {
        return read_id<CustomerId>(
            db_->query("SELECT id FROM customer WHERE external_id = ?", external_id));
    });
}

std::optional<CustomerId> Reader::find_customer_by_phone(std::string const &phone_key) {
    return db_->guard([&] {
        return read_id<CustomerId>(
            db_->query("SELECT id FROM customer WHERE phone_key = ? ORDER BY id", phone_key));
    });
}

std::optional<CustomerId> Reader::find_customer_by_email(std::string const &email_key) {
    return db_->guard([&] {
        return read_id<CustomerId>(
            db_->query("SELECT id FROM customer WHERE email_key = ? ORDER BY id", email_key));
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
        auto const phone = phone_key(text);
        auto const email = email_key(text);
        auto const name_end = text + "\xF4\x8F\xBF\xBF";
        Query query{statement, phone, email, text, name_end, limit};
        return read_rows<CustomerRow>(statement);
    });
}

void Reader::each_customer(std::function<bool(CustomerRow &&)> const &visit) {
    db_->guard([&] {
        SQLite::Statement statement{db_->sqlite(), select<CustomerRow>("ORDER BY id")};
        while (statement.executeStep() && visit(read_row<CustomerRow>(statement))) {
        }
    });
}

}  // namespace dcc::store
