#include <dcc/store/detail/where.hpp>
#include <dcc/store/reader.hpp>

#include <algorithm>

namespace dcc::store {
namespace {

Where where(CaseQuery const &query) {
    Where where;
    // Redundant if all states are open, but it lets SQLite use the indexes of open cases.
    bool const open_states = !query.states.empty() && std::ranges::none_of(query.states, is_ended);
    if (query.only_open || open_states) where.add("is_open = 1");
    where.add_text("team", query.team);
    where.add_text("person", query.person);
    if (query.customer) where.add("customer = ?", *query.customer);
    where.add_any_of("kind", query.kinds);
    where.add_any_of_complaint("type", query.complaint_types);
    where.add_any_of_complaint("severity", query.severities);
    where.add_any_of_complaint("department", query.departments);
    where.add_any_of("state", query.states);
    where.add_any_of("channel", query.channels);
    where.add_any_of("category", query.categories);
    where.add_any_of("priority", query.priorities);
    if (query.received_from) where.add("received_at >= ?", *query.received_from);
    if (query.received_before) where.add("received_at < ?", *query.received_before);
    if (query.due_before) where.add("next_due_at < ?", *query.due_before);
    if (query.incomplete) where.add("missing IS NOT NULL");
    if (query.repeats) where.add("repeat_of IS NOT NULL");
    if (query.handed_over) where.add("handed_over_at IS NOT NULL");
    where.add_any_of("id IN (SELECT case_id FROM case_tag WHERE key", query.tags, ")");
    where.add_any_of("NOT EXISTS (SELECT 1 FROM case_tag WHERE case_id = cases.id AND key",
                     query.no_tags, ")");
    for (auto const &[field, value] : query.fields) {
        where.add("id IN (SELECT case_id FROM case_field WHERE field = ?", field);
        where.add("value = ?)", value);
    }
    where.add(query.filter);
    return where;
}

std::string order(CaseQuery const &query) {
    switch (query.order) {
        case CaseQuery::Order::due: return " ORDER BY next_due_at NULLS LAST, id";
        case CaseQuery::Order::received: return " ORDER BY received_at, id";
        case CaseQuery::Order::newest: return " ORDER BY id DESC";
    }
    return {};
}

}  // namespace

std::optional<CaseRow> Reader::find(CaseId id) {
    return db_->guard([&] {
        static auto const sql = select_by_key<CaseRow>();
        Query query{db_->prepare(sql.c_str()), id};
        return read_one<CaseRow>(*db_, query.statement());
    });
}

std::optional<CaseId> Reader::find_external_case(std::string const &external_id) {
    return db_->guard([&] {
        return read_id<CaseId>(
            db_->query("SELECT id FROM cases WHERE external_id = ?", external_id));
    });
}

void Reader::each_case(CaseQuery const &query, std::function<bool(CaseRow &&)> const &visit) {
    db_->guard([&] {
        auto const conditions = where(query);
        SQLite::Statement statement{db_->sqlite(),
                                    select<CaseRow>(conditions.sql() + order(query) + " LIMIT " +
                                                    std::to_string(query.limit))};
        conditions.bind_to(statement);
        while (statement.executeStep() && visit(read_row<CaseRow>(*db_, statement))) {
        }
    });
}

std::vector<Reader::QueueSize> Reader::queue_sizes(Instant now) {
    return db_->guard([&] {
        std::vector<QueueSize> sizes;
        auto query = db_->query(
            "SELECT team, count(*), sum(person IS NULL), sum(coalesce(next_due_at < ?, 0)),"
            " min(next_due_at) FROM cases WHERE is_open = 1 AND kind IN ('service', 'complaint')"
            " GROUP BY team ORDER BY team",
            now);
        while (query.step())
            sizes.push_back({query.get<std::string>(0), query.get<std::int64_t>(1),
                             query.get<std::int64_t>(2), query.get<std::int64_t>(3),
                             query.get<std::optional<Instant>>(4)});
        return sizes;
    });
}

std::optional<InvitationRow> Reader::invitation(Digest const &token) {
    return db_->guard([&] {
        static auto const sql = select_by_key<InvitationRow>();
        Query query{db_->prepare(sql.c_str()), token};
        return read_one<InvitationRow>(*db_, query.statement());
    });
}

namespace {

std::vector<CaseRow> linked(Db &db, char const *condition, CaseId id) {
    return db.guard([&] {
        SQLite::Statement statement{db.sqlite(), select<CaseRow>(condition)};
        bind(statement, 1, id);
        return read_rows<CaseRow>(db, statement);
    });
}

}  // namespace

std::vector<CaseRow> Reader::about(CaseId id) {
    return linked(*db_, "WHERE about = ? ORDER BY id", id);
}

std::vector<CaseRow> Reader::repeats(CaseId id) {
    return linked(*db_, "WHERE repeat_of = ? ORDER BY id", id);
}

std::optional<CaseRow> Reader::find_earlier(CustomerId customer, std::string const &category,
                                            Instant from, Instant received, CaseId id) {
    return db_->guard([&] {
        static auto const sql = select<CaseRow>(
            "WHERE id = (SELECT id FROM (SELECT id, state, kind, received_at FROM cases"
            " WHERE customer = ?1 AND category = ?2 AND received_at BETWEEN ?3 AND ?4"
            " ORDER BY received_at DESC, id DESC LIMIT 200)"
            " WHERE (received_at < ?4 OR id < ?5) AND state NOT IN ('cancelled', 'duplicate')"
            " AND kind = 'service' ORDER BY received_at DESC, id DESC LIMIT 1)");
        Query query{db_->prepare(sql.c_str()), customer, category, from, received, id};
        return read_one<CaseRow>(*db_, query.statement());
    });
}

std::string Reader::earlier_category(CustomerId customer, CaseId id) {
    return db_->guard([&] {
        // The index on the customer has the ids in order.
        auto query = db_->query(
            "SELECT category FROM cases WHERE customer = ? AND id < ? AND kind = 'service'"
            " AND state NOT IN ('cancelled', 'duplicate') ORDER BY id DESC LIMIT 1",
            customer, id);
        return query.step() ? query.get<std::string>(0) : std::string{};
    });
}

std::vector<CaseId> Reader::changed_since(Instant instant) {
    return db_->guard([&] {
        std::vector<CaseId> ids;
        // The unary signs force the index on updated_at: few cases changed since, many are older.
        auto query = db_->query(
            "SELECT id FROM cases WHERE updated_at > ? AND +received_at <= ? ORDER BY +id", instant,
            instant);
        while (query.step()) ids.push_back(query.get<CaseId>(0));
        return ids;
    });
}

std::vector<CaseId> Reader::new_cases(CaseId after, std::size_t limit) {
    return db_->guard([&] {
        std::vector<CaseId> ids;
        auto query =
            db_->query("SELECT id FROM cases WHERE state = 'new' AND id > ? ORDER BY id LIMIT ?",
                       after, limit);
        while (query.step()) ids.push_back(query.get<CaseId>(0));
        return ids;
    });
}

std::vector<CaseId> Reader::cases_with_given_category(std::size_t limit) {
    return db_->guard([&] {
        std::vector<CaseId> ids;
        auto query = db_->query(
            "SELECT DISTINCT case_id FROM event WHERE kind IN ('opened', 'triaged')"
            " AND data LIKE '%\"given\":[%\"category\"%' ORDER BY case_id DESC LIMIT ?",
            limit);
        while (query.step()) ids.push_back(query.get<CaseId>(0));
        return ids;
    });
}

std::vector<CaseRow> Reader::closed_with_texts(Instant before) {
    return db_->guard([&] {
        static auto const sql = select<CaseRow>(
            "WHERE is_open = 0 AND closed_at < ? AND EXISTS (SELECT 1 FROM event JOIN sealed"
            " ON sealed.seq = event.seq WHERE event.case_id = cases.id) ORDER BY id");
        Query query{db_->prepare(sql.c_str()), before};
        return read_rows<CaseRow>(*db_, query.statement());
    });
}

}  // namespace dcc::store
