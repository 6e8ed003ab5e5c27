#include <dcc/store/detail/sql.hpp>
#include <dcc/store/reader.hpp>

#include <algorithm>

namespace dcc::store {

std::vector<MessageRow> Reader::due_messages(Instant now, std::int64_t limit) {
    return db_->guard([&] {
        static auto const sql = select<MessageRow>(
            "WHERE next_try_at <= ? ORDER BY next_try_at, case_id, number LIMIT ?");
        Query query{db_->prepare(sql.c_str()), now, limit};
        return read_rows<MessageRow>(*db_, query.statement());
    });
}

std::vector<MessageRow> Reader::messages(MessageQuery const &query) {
    return db_->guard([&] {
        auto states = query.states;
        if (states.empty() && !query.case_id)
            states = {MessageState::queued, MessageState::by_hand, MessageState::undeliverable};
        std::string rest;
        for (auto const state : states)
            rest += (rest.empty() ? "WHERE state IN ('" : ", '") + std::string{word(state)} + "'";
        if (!states.empty()) rest += ")";
        // Redundant, but it lets SQLite use the index of messages that are not sent.
        if (!states.empty() && std::ranges::count(states, MessageState::sent) == 0)
            rest += " AND state <> 'sent'";
        if (query.case_id) rest += rest.empty() ? "WHERE case_id = ?" : " AND case_id = ?";
        SQLite::Statement statement{
            db_->sqlite(), select<MessageRow>(rest + " ORDER BY made_at, case_id, number LIMIT " +
                                              std::to_string(query.limit))};
        if (query.case_id) bind(statement, 1, *query.case_id);
        return read_rows<MessageRow>(*db_, statement);
    });
}

std::int64_t Reader::count_messages(MessageState state) {
    return db_->guard([&] {
        auto query =
            db_->query("SELECT count(*) FROM message WHERE state = ? AND state <> 'sent'", state);
        query.step();
        return query.get<std::int64_t>(0);
    });
}

}  // namespace dcc::store
