#pragma once

#include <dcc/store/case_filter.hpp>
#include <dcc/store/detail/sql.hpp>

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace dcc::store {

// The conditions of a query and their values, in order.
class Where {
  public:
    template <class T>
    void add(std::string const &condition, T value) {
        add(condition);
        take(value);
    }
    void add(std::string const &condition) {
        sql_ += (sql_.empty() ? "WHERE " : " AND ") + condition;
    }
    template <class T>
    void add_any_of(std::string const &name, std::vector<T> const &values,
                    std::string const &end = {}) {
        if (!values.empty()) add(name + " IN " + list_of(values) + end);
    }
    void add_any_of_complaint(std::string const &name, std::vector<std::string> const &values) {
        add_any_of("(SELECT " + name + " FROM complaint WHERE case_id = cases.id)", values);
    }
    void add_text(std::string const &name, std::optional<std::string> const &text) {
        if (!text) return;
        if (text->empty())
            add(name + " IS NULL");
        else
            add(name + " = ?", *text);
    }
    void add(CaseFilter const &filter);

    std::string const &sql() const { return sql_; }
    void bind_to(SQLite::Statement &statement) const {
        int index = 0;
        for (auto const &binder : binders_) binder(statement, ++index);
    }

  private:
    template <class T>
    void take(T value) {
        binders_.emplace_back(
            [value](SQLite::Statement &statement, int index) { bind(statement, index, value); });
    }
    template <class T>
    std::string list_of(std::vector<T> const &values) {
        std::string marks;
        for (auto const &value : values) {
            marks += marks.empty() ? "?" : ", ?";
            take(value);
        }
        return "(" + marks + ")";
    }
    std::string expression(CaseFilter const &filter);
    std::string expression(CaseFilter::Is is);
    std::string expression(CaseFilter::Text const &text);
    std::string expression(CaseFilter::Time const &time);
    std::string expression(CaseFilter::Number const &number);
    std::string expression(CaseFilter::Tag const &tag);
    std::string expression(CaseFilter::Field const &field);
    std::string expression(CaseFilter::Words const &words);

    std::string sql_;
    std::vector<std::function<void(SQLite::Statement &, int)>> binders_;
};

}  // namespace dcc::store
