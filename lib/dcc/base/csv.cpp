#include <dcc/base/csv.hpp>
#include <dcc/base/error.hpp>

#include <algorithm>
#include <exception>
#include <istream>
#include <new>
#include <string>
#include <string_view>
#include <utility>

#include <csv.h>

namespace dcc {
namespace {

constexpr std::size_t chunk_bytes = std::size_t{64} << 10;
constexpr std::size_t most_bytes = std::size_t{16} << 20;  // of one row
constexpr std::size_t most_fields = 16'384;  // of one row: as many as spreadsheets have
constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

// libcsv trims blanks from both ends of a field unless no character counts as a blank. In RFC 4180
// blanks belong to the field.
int no_blanks(unsigned char) {
    return 0;
}

constexpr char const *never_closed = "the quote opened in the row that starts here is never closed";

// Reads rows with libcsv, one line at a time. So the line on which a row starts is known, and an
// invalid row loses only its own lines.
class RowReader {
  public:
    RowReader(char delimiter, std::function<bool(CsvRow &)> const &deliver)
        : delimiter_{delimiter}, deliver_{deliver} {
        begin(CSV_STRICT | CSV_STRICT_FINI);
    }
    ~RowReader() { csv_free(&parser_); }
    RowReader(RowReader const &) = delete;
    RowReader &operator=(RowReader const &) = delete;

    // Reads the next bytes. False when `deliver` wants no more rows.
    bool take(std::string_view bytes) {
        while (!bytes.empty()) {
            auto const end = bytes.find('\n');
            auto const part = bytes.substr(0, end == bytes.npos ? end : end + 1);
            text_ += part;
            row_bytes_ += part.size();
            if (row_bytes_ > most_bytes) fail("the row that starts here is longer than 16 MiB");
            if (end != bytes.npos && !take_line()) return false;
            bytes.remove_prefix(part.size());
        }
        return true;
    }

    void finish() {
        if (!text_.empty() && !take_line()) return;
        if (csv_fini(&parser_, on_field, on_row_end, this) != 0) fail(never_closed);
        deliver_ready();
    }

  private:
    void begin(unsigned char options) {
        // CSV_REPALL_NL: blank lines are reported too, to know where the next row starts.
        csv_init(&parser_, options | CSV_REPALL_NL);
        csv_set_delim(&parser_, static_cast<unsigned char>(delimiter_));
        csv_set_space_func(&parser_, no_blanks);
    }

    bool take_line() {
        if (!parse()) misquoted();
        ++line_;
        text_.clear();
        return deliver_ready();
    }

    bool parse() {
        // libcsv's buffer grows by a fixed step. A step as large as the buffer makes reading a long
        // field take linear time.
        csv_set_blk_size(&parser_, std::max(chunk_bytes, csv_get_buffer_size(&parser_)));
        auto const taken =
            csv_parse(&parser_, text_.data(), text_.size(), on_field, on_row_end, this);
        if (taken < text_.size() && csv_error(&parser_) != CSV_EPARSE) throw std::bad_alloc{};
        return taken == text_.size();
    }

    // Handles a line that breaks the rules for quotes. A quote inside an unquoted field is part of
    // the text, as most programs write it. Any other row is delivered with its fault.
    void misquoted() {
        bool const whole_row = row_line_ == line_;
        restart(0);
        bool const readable = whole_row && parse() && row_.fields.empty() && ready_.size() == 1;
        if (!readable) {
            ready_.clear();
            while (text_.ends_with('\n') || text_.ends_with('\r')) text_.pop_back();
            ready_.push_back({row_line_, {text_}, "quotes out of place"});
        }
        restart(CSV_STRICT | CSV_STRICT_FINI);
        row_line_ = line_ + 1;
    }

    void restart(unsigned char options) {
        csv_free(&parser_);
        begin(options);
        row_ = {};
        row_bytes_ = 0;
    }

    // Rows are delivered outside libcsv's callbacks because exceptions must not pass through C
    // code.
    bool deliver_ready() {
        auto rows = std::exchange(ready_, {});
        for (auto &row : rows)
            if (!deliver_(row)) return false;
        if (failure_) std::rethrow_exception(failure_);
        return true;
    }

    static void on_field(void *text, std::size_t size, void *self) noexcept {
        auto &reader = *static_cast<RowReader *>(self);
        reader.guarded([&] {
            auto &fields = reader.row_.fields;
            if (fields.size() == most_fields)
                reader.fail("the row that starts here has more than 16384 fields");
            fields.emplace_back(static_cast<char *>(text), size);
        });
    }

    static void on_row_end(int terminator, void *self) noexcept {
        auto &reader = *static_cast<RowReader *>(self);
        reader.guarded([&] {
            reader.row_.line = reader.row_line_;
            if (!reader.row_.fields.empty())
                reader.ready_.push_back(std::exchange(reader.row_, {}));
            reader.row_line_ = reader.line_ + (terminator == '\n' ? 1 : 0);
            reader.row_bytes_ = 0;
        });
    }

    template <class Action>
    void guarded(Action const &action) noexcept {
        try {
            if (!failure_) action();
        } catch (...) {
            failure_ = std::current_exception();
        }
    }

    [[noreturn]] void fail(std::string const &what) const {
        throw Error{ErrorKind::data, "line " + std::to_string(row_line_) + ": " + what};
    }

    char delimiter_;
    std::function<bool(CsvRow &)> const &deliver_;
    csv_parser parser_{};
    std::string text_;           // of the line being read
    CsvRow row_;                 // being read
    std::vector<CsvRow> ready_;  // read, not yet delivered: several only where a CR alone ends rows
    std::size_t line_ = 1;       // being read
    std::size_t row_line_ = 1;   // where the row being read starts
    std::size_t row_bytes_ = 0;  // read of it so far
    std::exception_ptr failure_;
};

}  // namespace

void read_csv(std::istream &input, char delimiter, std::function<bool(CsvRow &)> const &row) {
    RowReader reader{delimiter, row};
    std::vector<char> chunk(chunk_bytes);
    for (bool first = true; input; first = false) {
        input.read(chunk.data(), static_cast<std::streamsize>(chunk.size()));
        std::string_view bytes{chunk.data(), static_cast<std::size_t>(input.gcount())};
        if (first && bytes.starts_with(byte_order_mark))
            bytes.remove_prefix(byte_order_mark.size());
        if (!reader.take(bytes)) return;
    }
    if (input.bad()) throw Error{ErrorKind::io, "reading failed"};
    reader.finish();
}

std::string csv_field(std::string_view text, char delimiter) {
    if (text.find_first_of(std::string{'"', '\r', '\n', delimiter}) == text.npos)
        return std::string{text};
    std::string quoted{'"'};
    for (char const c : text) {
        if (c == '"') quoted += '"';
        quoted += c;
    }
    quoted += '"';
    return quoted;
}

}  // namespace dcc
