#pragma once

#include <dcc/store/rows.hpp>

#include <tuple>
#include <utility>

namespace dcc::store {

// The columns of each table and the members they fill, in the order in which the statements of
// reader and writer name them.

constexpr auto case_columns = std::tuple{
    std::pair{"id", &CaseRow::id},
    std::pair{"kind", &CaseRow::kind},
    std::pair{"state", &CaseRow::state},
    std::pair{"is_open", &CaseRow::is_open},
    std::pair{"customer", &CaseRow::customer},
    std::pair{"channel", &CaseRow::channel},
    std::pair{"subject", &CaseRow::subject},
    std::pair{"product", &CaseRow::product},
    std::pair{"external_id", &CaseRow::external_id},
    std::pair{"category", &CaseRow::category},
    std::pair{"impact", &CaseRow::impact},
    std::pair{"urgency", &CaseRow::urgency},
    std::pair{"priority", &CaseRow::priority},
    std::pair{"team", &CaseRow::team},
    std::pair{"person", &CaseRow::person},
    std::pair{"duplicate_of", &CaseRow::duplicate_of},
    std::pair{"about", &CaseRow::about},
    std::pair{"repeat_of", &CaseRow::repeat_of},
    std::pair{"missing", &CaseRow::missing},
    std::pair{"article", &CaseRow::article},
    std::pair{"at_once", &CaseRow::at_once},
    std::pair{"received_at", &CaseRow::received_at},
    std::pair{"updated_at", &CaseRow::updated_at},
    std::pair{"assigned_at", &CaseRow::assigned_at},
    std::pair{"first_reply_at", &CaseRow::first_reply_at},
    std::pair{"first_resolved_at", &CaseRow::first_resolved_at},
    std::pair{"resolved_at", &CaseRow::resolved_at},
    std::pair{"closed_at", &CaseRow::closed_at},
    std::pair{"waiting_since", &CaseRow::waiting_since},
    std::pair{"next_due_at", &CaseRow::next_due_at},
    std::pair{"reopened", &CaseRow::reopened},
    std::pair{"replies", &CaseRow::replies},
    std::pair{"messages", &CaseRow::messages},
    std::pair{"last_event", &CaseRow::last_event},
};

constexpr auto clock_columns = std::tuple{
    std::pair{"kind", &ClockRow::kind},
    std::pair{"case_id", &ClockRow::case_id},
    std::pair{"instance", &ClockRow::instance},
    std::pair{"stage", &ClockRow::stage},
    std::pair{"received_at", &ClockRow::received_at},
    std::pair{"started_at", &ClockRow::started_at},
    std::pair{"stopped_at", &ClockRow::stopped_at},
    std::pair{"due_at", &ClockRow::due_at},
    std::pair{"original_due_at", &ClockRow::original_due_at},
    std::pair{"elapsed", &ClockRow::elapsed},
    std::pair{"channel", &ClockRow::channel},
    std::pair{"category", &ClockRow::category},
    std::pair{"priority", &ClockRow::priority},
    std::pair{"team", &ClockRow::team},
    std::pair{"person", &ClockRow::person},
    std::pair{"target", &ClockRow::target},
    std::pair{"calendar", &ClockRow::calendar},
    std::pair{"rule", &ClockRow::rule},
};

constexpr auto message_columns = std::tuple{
    std::pair{"case_id", &MessageRow::case_id},
    std::pair{"number", &MessageRow::number},
    std::pair{"kind", &MessageRow::kind},
    std::pair{"state", &MessageRow::state},
    std::pair{"event", &MessageRow::event},
    std::pair{"made_at", &MessageRow::made_at},
    std::pair{"next_try_at", &MessageRow::next_try_at},
    std::pair{"sent_at", &MessageRow::sent_at},
    std::pair{"tries", &MessageRow::tries},
    std::pair{"error", &MessageRow::error},
};

constexpr auto visit_columns = std::tuple{
    std::pair{"case_id", &VisitRow::case_id},
    std::pair{"number", &VisitRow::number},
    std::pair{"mode", &VisitRow::mode},
    std::pair{"state", &VisitRow::state},
    std::pair{"technician", &VisitRow::technician},
    std::pair{"starts_at", &VisitRow::starts_at},
    std::pair{"ends_at", &VisitRow::ends_at},
};

constexpr auto invitation_columns = std::tuple{
    std::pair{"token", &InvitationRow::token},
    std::pair{"case_id", &InvitationRow::case_id},
    std::pair{"number", &InvitationRow::number},
};

constexpr auto customer_columns = std::tuple{
    std::pair{"id", &CustomerRow::id},
    std::pair{"name", &CustomerRow::name},
    std::pair{"phone", &CustomerRow::phone},
    std::pair{"email", &CustomerRow::email},
    std::pair{"phone_key", &CustomerRow::phone_key},
    std::pair{"email_key", &CustomerRow::email_key},
    std::pair{"language", &CustomerRow::language},
    std::pair{"tier", &CustomerRow::tier},
    std::pair{"preferred_channel", &CustomerRow::preferred_channel},
    std::pair{"external_id", &CustomerRow::external_id},
    std::pair{"added_at", &CustomerRow::added_at},
    std::pair{"last_event", &CustomerRow::last_event},
};

constexpr auto article_columns = std::tuple{
    std::pair{"id", &ArticleRow::id},
    std::pair{"version", &ArticleRow::version},
    std::pair{"title", &ArticleRow::title},
    std::pair{"category", &ArticleRow::category},
    std::pair{"language", &ArticleRow::language},
    std::pair{"from_case", &ArticleRow::from_case},
    std::pair{"author", &ArticleRow::author},
    std::pair{"written_at", &ArticleRow::written_at},
    std::pair{"retired_at", &ArticleRow::retired_at},
    std::pair{"text_event", &ArticleRow::text_event},
    std::pair{"last_event", &ArticleRow::last_event},
};

// "SELECT id, state, … FROM table rest"
template <class Columns>
std::string select(Columns const &columns, char const *table, std::string const &rest) {
    std::string sql;
    std::apply(
        [&](auto const &...column) {
            ((sql += sql.empty() ? "SELECT " : ", ", sql += column.first), ...);
        },
        columns);
    return sql + " FROM " + table + " " + rest;
}

// "INSERT INTO table (id, state, …) VALUES (?, ?, …) rest"
template <class Columns>
std::string insert(Columns const &columns, char const *table, std::string const &rest = {}) {
    std::string names;
    std::string marks;
    std::apply(
        [&](auto const &...column) {
            ((names += names.empty() ? "" : ", ", names += column.first,
              marks += marks.empty() ? "?" : ", ?"),
             ...);
        },
        columns);
    return std::string{"INSERT INTO "} + table + " (" + names + ") VALUES (" + marks + ") " + rest;
}

// "ON CONFLICT (key) DO UPDATE SET state = excluded.state, …". The first columns are the key and
// stay out of the SET: SQLite takes a key that is set for one that changes, and then looks through
// every table that refers to it.
template <std::size_t keys = 1, class Columns>
std::string or_update(Columns const &columns) {
    std::string key;
    std::string sets;
    std::size_t index = 0;
    auto const add = [&](std::string const &name) {
        if (index++ < keys)
            key += (key.empty() ? "" : ", ") + name;
        else
            sets += (sets.empty() ? "" : ", ") + name + " = excluded." + name;
    };
    std::apply([&](auto const &...column) { (add(column.first), ...); }, columns);
    return "ON CONFLICT (" + key + ") DO UPDATE SET " + sets;
}

}  // namespace dcc::store
