#pragma once

#include <filesystem>
#include <string>

#include <SQLiteCpp/SQLiteCpp.h>

// A desk file accessed without the library, as with a database shell.
class Raw {
  public:
    explicit Raw(std::filesystem::path const &file)
        : db_{file.string(), SQLite::OPEN_READWRITE, 1000} {}

    void exec(std::string const &sql) { db_.exec(sql); }
    std::string text(std::string const &sql) { return db_.execAndGet(sql).getString(); }
    std::int64_t number(std::string const &sql) { return db_.execAndGet(sql).getInt64(); }
    SQLite::Database &db() { return db_; }

    // Changes what the triggers protect, and leaves them as they were, as somebody who knows of
    // them would.
    void tamper(std::string const &sql) {
        std::string names;
        std::string triggers;
        {
            SQLite::Statement all{db_,
                                  "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"};
            while (all.executeStep()) {
                names += "DROP TRIGGER " + all.getColumn(0).getString() + ";";
                triggers += all.getColumn(1).getString() + ";";
            }
        }
        exec(names + sql + ";" + triggers);
    }

    // All rows of a table in the order of its key, as one text.
    std::string table(std::string const &name) {
        std::string text;
        SQLite::Statement rows{db_, "SELECT * FROM " + name + " ORDER BY 1, 2"};
        while (rows.executeStep()) {
            for (int i = 0; i < rows.getColumnCount(); ++i) {
                auto const cell = rows.getColumn(i);
                text += std::to_string(cell.getType()) + ":" + cell.getString() + "|";
            }
            text += '\n';
        }
        return text;
    }

  private:
    SQLite::Database db_;
};
