#include <dcc/store/detail/sql.hpp>
#include <dcc/store/reader.hpp>

namespace dcc::store {
namespace {

// "(?), (?)" for so many values.
std::string marks(std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += i == 0 ? "(?)" : ", (?)";
    return text;
}

}  // namespace

std::vector<std::string> Reader::holders() {
    return db_->guard([&] {
        std::vector<std::string> people;
        auto query = db_->query(
            "WITH RECURSIVE holder (person) AS ("
            "SELECT min(person) FROM cases INDEXED BY case_person WHERE is_open = 1"
            " UNION ALL SELECT (SELECT min(person) FROM cases INDEXED BY case_person"
            " WHERE is_open = 1 AND person > holder.person) FROM holder"
            " WHERE holder.person IS NOT NULL)"
            " SELECT person FROM holder WHERE person IS NOT NULL");
        while (query.step()) people.push_back(query.get<std::string>(0));
        return people;
    });
}

std::map<std::string, LoadRow> Reader::loads(std::vector<std::string> const &people) {
    std::map<std::string, LoadRow> loads;
    if (people.empty()) return loads;
    db_->guard([&] {
        auto const values = "(VALUES " + marks(people.size()) + ") AS people";
        auto const each = [&](std::string const &sql, auto const &take) {
            SQLite::Statement statement{db_->sqlite(), sql};
            int index = 0;
            for (auto const &person : people) bind(statement, ++index, person);
            while (statement.executeStep()) take(statement);
        };
        // Neither reads the ended cases of these people, nor any row of a case.
        each("SELECT person, priority FROM " + values +
                 " CROSS JOIN cases INDEXED BY case_person"
                 " WHERE person = column1 AND is_open = 1",
             [&](SQLite::Statement &row) {
                 ++loads[column<std::string>(row, 0)].open_cases[column<std::string>(row, 1)];
             });
        each(
            "SELECT column1, (SELECT max(assigned_at) FROM cases INDEXED BY case_assigned"
            " WHERE person = column1) FROM " +
                values,
            [&](SQLite::Statement &row) {
                loads[column<std::string>(row, 0)].last_assigned =
                    column<std::optional<Instant>>(row, 1);
            });
    });
    return loads;
}

std::vector<TaskRow> Reader::tasks(TaskQuery const &query) {
    return db_->guard([&] {
        std::string where;
        auto const add = [&](char const *condition) {
            where += where.empty() ? "WHERE " : " AND ";
            where += condition;
        };
        if (query.only_open) add("state IN ('open', 'started')");
        if (query.case_id) add("case_id = ?");
        if (query.team) add("team = ?");
        if (query.person) add("person = ?");
        SQLite::Statement statement{
            db_->sqlite(),
            select<TaskRow>(where + " ORDER BY due_at NULLS LAST, case_id, number LIMIT " +
                            std::to_string(query.limit))};
        int index = 0;
        if (query.case_id) store::bind(statement, ++index, *query.case_id);
        if (query.team) store::bind(statement, ++index, *query.team);
        if (query.person) store::bind(statement, ++index, *query.person);
        return read_rows<TaskRow>(*db_, statement);
    });
}

std::vector<AbsenceRow> Reader::absences(Instant after) {
    return db_->guard([&] {
        static auto const sql = select<AbsenceRow>(
            "WHERE ends_at IS NULL OR (ends_at > ? AND ends_at > starts_at)"
            " ORDER BY person, starts_at");
        Query query{db_->prepare(sql.c_str()), after};
        return read_rows<AbsenceRow>(*db_, query.statement());
    });
}

std::optional<AbsenceRow> Reader::absence(std::string const &person, Instant starts_at) {
    return db_->guard([&] {
        static auto const sql = select_by_key<AbsenceRow>();
        Query query{db_->prepare(sql.c_str()), person, starts_at};
        return read_one<AbsenceRow>(*db_, query.statement());
    });
}

}  // namespace dcc::store
