#pragma once

// A database connection (SQLite through SQLiteCpp). Only the store's own files include this.

#include <dcc/base/digest.hpp>
#include <dcc/base/error.hpp>
#include <dcc/base/time.hpp>
#include <dcc/model/ids.hpp>
#include <dcc/model/words.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <unordered_map>
#include <utility>

#include <SQLiteCpp/SQLiteCpp.h>

namespace dcc::store {

class KeyRing;

// The last change of a file.
struct FileStamp {
    std::filesystem::file_time_type changed;
    std::uintmax_t size = 0;

    friend bool operator==(FileStamp const &, FileStamp const &) = default;
};

// Binds a value to a parameter. Empty texts and absent values are NULL; enums are their words.
template <class T>
void bind(SQLite::Statement &statement, int index, T const &value) {
    if constexpr (std::is_same_v<T, std::string>) {
        if (value.empty())
            statement.bind(index);
        else
            statement.bindNoCopy(index, value);
    } else if constexpr (std::is_enum_v<T>)
        statement.bind(index, std::string{word(value)});
    else if constexpr (std::is_same_v<T, bool>)
        statement.bind(index, value ? 1 : 0);
    else if constexpr (std::is_integral_v<T>)
        statement.bind(index, static_cast<std::int64_t>(value));
    else if constexpr (std::is_same_v<T, Instant>)
        statement.bind(index, static_cast<std::int64_t>(value.time_since_epoch().count()));
    else if constexpr (std::is_same_v<T, Seconds>)
        statement.bind(index, static_cast<std::int64_t>(value.count()));
    else if constexpr (std::is_same_v<T, Digest> || std::is_same_v<T, Salt>)
        statement.bindNoCopy(index, value.data(), static_cast<int>(value.size()));
    else if constexpr (requires { value.number; })
        statement.bind(index, value.number);
    else {
        if (value)
            bind(statement, index, *value);
        else
            statement.bind(index);
    }
}

template <class T>
struct is_optional : std::false_type {};
template <class T>
struct is_optional<std::optional<T>> : std::true_type {};

// The value of a column, the inverse of bind(). Throws Error{io} for an unknown word and for a
// digest of the wrong length.
template <class T>
T column(SQLite::Statement &statement, int index) {
    auto const cell = statement.getColumn(index);
    if constexpr (is_optional<T>::value) {
        if (cell.isNull()) return std::nullopt;
        return column<typename T::value_type>(statement, index);
    } else if constexpr (std::is_same_v<T, std::string>)
        return cell.getString();
    else if constexpr (std::is_same_v<T, bool>)
        return cell.getInt64() != 0;
    else if constexpr (std::is_enum_v<T>) {
        auto const value = parse_word<T>(cell.getString());
        if (!value)
            throw Error{ErrorKind::io,
                        say("the desk contains an unknown word: {}", cell.getString())};
        return *value;
    } else if constexpr (std::is_integral_v<T>)
        return static_cast<T>(cell.getInt64());
    else if constexpr (std::is_same_v<T, Instant>)
        return Instant{Seconds{cell.getInt64()}};
    else if constexpr (std::is_same_v<T, Seconds>)
        return Seconds{cell.getInt64()};
    else if constexpr (std::is_same_v<T, Digest> || std::is_same_v<T, Salt>) {
        T bytes{};
        if (static_cast<std::size_t>(cell.getBytes()) != bytes.size())
            throw Error{ErrorKind::io, "the desk contains a digest of the wrong length"};
        std::copy_n(static_cast<std::uint8_t const *>(cell.getBlob()), bytes.size(), bytes.begin());
        return bytes;
    } else {
        T id;
        id.number = cell.getInt64();
        return id;
    }
}

// The text of a column as the statement holds it: until its next row.
inline std::string_view text_at(SQLite::Statement &row, int index) {
    auto const value = row.getColumn(index);
    auto const *bytes = value.getText("");
    return {bytes, static_cast<std::size_t>(value.size())};
}

// Before all times that a column can hold.
inline constexpr Instant beginning{Seconds{INT64_MIN}};

// A prepared statement in use: bound by the constructor, reset by the destructor.
class Query {
  public:
    template <class... Args>
    explicit Query(SQLite::Statement &statement, Args const &...args) : statement_{&statement} {
        int index = 0;
        (bind(*statement_, ++index, args), ...);
    }
    Query(Query const &) = delete;
    Query &operator=(Query const &) = delete;
    ~Query() { statement_->tryReset(); }

    bool step() { return statement_->executeStep(); }
    void run() { statement_->exec(); }
    SQLite::Statement &statement() { return *statement_; }

    template <class T>
    T get(int index) {
        return column<T>(*statement_, index);
    }

  private:
    SQLite::Statement *statement_;
};

// The id in the first row of a query, if any.
template <class T>
std::optional<T> read_id(Query query) {
    return query.step() ? std::optional{query.get<T>(0)} : std::nullopt;
}

class Db {
  public:
    // `salvage` reads a file whose schema may be damaged, as far as it can be read; `replace`
    // writes such a file over, and does not read its tables.
    enum class Mode { read, write, create, salvage, replace };

    // Throws Error: no_input when there is no file, cannot_create, io. A path always names a file,
    // also where SQLite would read it differently (":memory:", a URI). An empty path is an error.
    Db(std::filesystem::path const &path, Mode mode, std::chrono::milliseconds timeout);
    // An empty database in memory; it is lost with the object.
    static std::unique_ptr<Db> in_memory();
    // An empty file that may be lost in a crash, and that errors name as `path`. A transaction in
    // it cannot be undone.
    static std::unique_ptr<Db> scratch(std::filesystem::path const &file,
                                       std::filesystem::path const &path);
    // The path in the form that SQLite gets: absolute.
    static std::string file_name(std::filesystem::path const &path);
    Db(Db const &) = delete;
    Db &operator=(Db const &) = delete;
    ~Db();

    SQLite::Database &sqlite() { return sqlite_; }
    std::filesystem::path const &path() const { return path_; }
    KeyRing &keys() { return *keys_; }

    // A statement is prepared once for each literal and kept.
    template <std::size_t n, class... Args>
    Query query(char const (&sql)[n], Args const &...args) {
        return Query{prepare(sql), args...};
    }
    SQLite::Statement &prepare(char const *sql);

    // The first column of the first row.
    std::int64_t number(char const *sql);

    // Runs f. Turns an exception of SQLite into an Error with the path of the desk.
    template <class F>
    decltype(auto) guard(F &&f) {
        try {
            if constexpr (std::is_void_v<std::invoke_result_t<F>>) {
                f();
                if (frozen_) require_unchanged();
            } else {
                decltype(auto) result = f();
                if (frozen_) require_unchanged();
                return result;
            }
        } catch (SQLite::Exception const &error) {
            fail(error);
        }
    }
    [[noreturn]] void fail(SQLite::Exception const &error) const;

    // Frames (pages) in the write-ahead log after the last commit of this connection.
    int log_frames() const { return log_frames_; }
    // Pages that this connection has written since the last call.
    int pages_written();
    // Writes the log into the database file and empties it. Waits so long for readers that use it
    // and for other writers; then it gives false, and a later checkpoint has to empty it.
    bool checkpoint(std::chrono::milliseconds patience);
    // Sees to it that changes go to a write-ahead log, as in every desk that the tools make: some
    // programs make copies that have lost this setting. Fails as busy while others use the file.
    void require_log();

  private:
    struct Opened;
    static Opened opened(std::filesystem::path const &path, Mode mode);
    Db(std::filesystem::path path, Opened opened, Mode mode, std::chrono::milliseconds timeout);

    // Throws Error{busy} when somebody has changed the file that is read without locks.
    void require_unchanged() const;

    std::filesystem::path path_;
    // Of a file that is read without locks, since they need the right to write: what it was.
    std::optional<FileStamp> frozen_;
    struct Patience;
    std::shared_ptr<Patience> patience_;
    SQLite::Database sqlite_;
    std::unordered_map<char const *, std::unique_ptr<SQLite::Statement>> statements_;
    std::unique_ptr<KeyRing> keys_;
    int log_frames_ = 0;
};

}  // namespace dcc::store
