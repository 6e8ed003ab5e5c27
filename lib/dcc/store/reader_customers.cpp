#include <dcc/model/customer.hpp>
#include <dcc/model/remedy.hpp>
#include <dcc/store/detail/sql.hpp>
#include <dcc/store/reader.hpp>

#include <cstdint>
#include <set>
#include <string>
#include <string_view>

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

// The first customer who has the number or address besides the preferred one.
std::optional<CustomerId> find_contact(Db &db, std::string const &key) {
    auto const stored = lookup_of(db, "key", key);
    return read_id<CustomerId>(
        db.query("SELECT customer FROM contact WHERE key = ? ORDER BY customer", stored));
}

}  // namespace

std::optional<CustomerId> Reader::find_customer_by_phone(
    std::array<std::string, 5> const &phone_keys) {
    return db_->guard([&]() -> std::optional<CustomerId> {
        // SQLite makes a table of several keys in one query, which takes longer than their queries.
        std::optional<CustomerId> first;
        for (auto const &key : phone_keys) {
            if (key.empty()) continue;
            auto const stored = lookup_of(*db_, "phone_key", key);
            auto const id = read_id<CustomerId>(
                db_->query("SELECT id FROM customer WHERE phone_key = ? ORDER BY id", stored));
            if (id && (!first || *id < *first)) first = id;
        }
        if (first) return first;
        return find_contact(*db_, phone_keys[0]);
    });
}

std::optional<CustomerId> Reader::find_customer_by_email(std::string const &email_key) {
    return db_->guard([&]() -> std::optional<CustomerId> {
        auto const stored = lookup_of(*db_, "email_key", email_key);
        if (auto id = read_id<CustomerId>(
                db_->query("SELECT id FROM customer WHERE email_key = ? ORDER BY id", stored)))
            return id;
        return find_contact(*db_, email_key);
    });
}

CustomerId Reader::used(CustomerId id) {
    constexpr int most = 1000;
    return db_->guard([&] {
        for (int i = 0; i < most; ++i) {
            auto query = db_->query("SELECT merged_into FROM customer WHERE id = ?", id);
            auto const into = query.step() ? query.get<std::optional<CustomerId>>(0) : std::nullopt;
            if (!into) return id;
            id = *into;
        }
        throw Error{ErrorKind::io,
                    say("the desk is damaged: customers are merged in a ring at {}", id.text()),
                    Hint{Remedy::restore_backup, "verify the desk and restore it from a backup"}};
    });
}

namespace {

std::string digits_of(std::string_view text) {
    std::string digits;
    for (char const c : text)
        if (c >= '0' && c <= '9') digits += c;
    return digits;
}

bool has_digits(std::string_view phone, std::string const &digits) {
    return digits_of(phone).find(digits) != std::string::npos;
}

// The numbers of the customers who have a further phone number with the digits, in a desk that
// encrypts them.
std::set<std::int64_t> having_digits(Db &db, std::string const &digits) {
    std::set<std::int64_t> customers;
    if (digits.empty()) return customers;
    SQLite::Statement all{db.sqlite(),
                          select<ContactRow>("WHERE kind = 'phone' AND key IS NOT NULL")};
    while (all.executeStep())
        if (auto const row = read_row<ContactRow>(db, all); has_digits(row.text, digits))
            customers.insert(row.customer.number);
    return customers;
}

bool fits(CustomerRow const &row, Reader::CustomerSearch const &search) {
    return (!row.name.empty() && row.name.starts_with(search.text)) ||
           (!search.digits.empty() && has_digits(row.phone, search.digits));
}

}  // namespace

std::vector<CustomerRow> Reader::find_customers(CustomerSearch const &search, std::int64_t limit) {
    return db_->guard([&] {
        bool const hidden = db_->keys().protection() != nullptr;
        // A name that starts with the text is >= the text and < the text followed by U+10FFFF.
        std::string where =
            "WHERE id IN (SELECT id FROM customer WHERE phone_key IN (?1, ?2, ?3, ?4, ?5)"
            " UNION SELECT id FROM customer WHERE email_key = ?6"
            " UNION SELECT customer FROM contact WHERE key IN (?7, ?8)"
            " UNION SELECT id FROM customer WHERE external_id = ?9"
            " UNION SELECT id FROM customer WHERE name >= ?9 AND name < ?10";
        bool const by_digits = !hidden && !search.digits.empty();
        if (by_digits)
            where +=
                " UNION SELECT id FROM customer WHERE phone_key LIKE '%' || ?12 || '%'"
                " UNION SELECT customer FROM contact WHERE kind = 'phone'"
                " AND key LIKE '%' || ?12 || '%'";
        SQLite::Statement statement{db_->sqlite(),
                                    select<CustomerRow>(where + ") ORDER BY id LIMIT ?11")};
        // Bound texts are not copied: they must outlive the query.
        auto phones = search.phone_keys;
        for (auto &key : phones) key = lookup_of(*db_, "phone_key", key);
        auto const email = lookup_of(*db_, "email_key", search.email_key);
        auto const other_phone = lookup_of(*db_, "key", search.phone_keys[0]);
        auto const other_email = lookup_of(*db_, "key", search.email_key);
        auto const name_end = hidden ? std::string{} : search.text + "\xF4\x8F\xBF\xBF";
        Query query{statement, phones[0],   phones[1],   phones[2],   phones[3], phones[4],
                    email,     other_phone, other_email, search.text, name_end,  limit};
        if (by_digits) bind(statement, 12, search.digits);
        auto found = read_rows<CustomerRow>(*db_, statement);
        if (!found.empty() || !hidden) return found;
        auto const others = having_digits(*db_, search.digits);
        SQLite::Statement all{db_->sqlite(), select<CustomerRow>("ORDER BY id")};
        while (std::ssize(found) != limit && all.executeStep())
            if (auto row = read_row<CustomerRow>(*db_, all);
                fits(row, search) || others.contains(row.id.number))
                found.push_back(std::move(row));
        return found;
    });
}

std::vector<ContactRow> Reader::contacts(CustomerId id) {
    return db_->guard([&] {
        static auto const sql =
            select<ContactRow>("WHERE customer = ? AND text IS NOT NULL ORDER BY number");
        Query query{db_->prepare(sql.c_str()), id};
        return read_rows<ContactRow>(*db_, query.statement());
    });
}

std::vector<DoubtRow> Reader::doubts(CustomerId id) {
    return db_->guard([&] {
        static auto const sql = select<DoubtRow>("WHERE customer = ? ORDER BY number");
        Query query{db_->prepare(sql.c_str()), id};
        return read_rows<DoubtRow>(*db_, query.statement());
    });
}

std::vector<DoubtRow> Reader::doubts() {
    return db_->guard([&] {
        SQLite::Statement statement{db_->sqlite(), select<DoubtRow>("ORDER BY customer, number")};
        return read_rows<DoubtRow>(*db_, statement);
    });
}

void Reader::each_contact(std::function<void(ContactRow &&)> const &visit) {
    db_->guard([&] {
        SQLite::Statement statement{
            db_->sqlite(), select<ContactRow>("WHERE key IS NOT NULL ORDER BY customer, number")};
        while (statement.executeStep()) visit(read_row<ContactRow>(*db_, statement));
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
