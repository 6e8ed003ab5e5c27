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

// Of a line that is too long, what a person needs to find it.
constexpr std::size_t shown_bytes = 1000;

// Reads rows with libcsv, one line at a time. So the line on which a row starts is known, and a row
// that cannot be read loses only its first line: the lines after it are read again.
class RowReader {
  public:
    RowReader(char delimiter, std::function<bool(CsvRow &)> const &deliver)
        : delimiter_{delimiter}, deliver_{deliver} {
        begin(CSV_STRICT);
    }
    ~RowReader() { csv_free(&parser_); }
    RowReader(RowReader const &) = delete;
    RowReader &operator=(RowReader const &) = delete;

    // Reads the next bytes. False when `deliver` wants no more rows.
    bool take(std::string_view bytes) {
        if (skips_) {
            auto const end = bytes.find('\n');
            if (end == bytes.npos) return true;
            bytes.remove_prefix(end + 1);
            skips_ = false;
            begin_line_ = row_line_ = ++line_;
        }
        text_.erase(0, row_begin_);
        next_ -= row_begin_;
        row_begin_ = 0;
        text_ += bytes;
        return take_lines();
    }

    void finish() {
        if (next_ < text_.size()) text_ += '\n';
        do {
            if (!take_lines()) return;
        } while (row_begin_ < text_.size() && spoil("its quote is never closed"));
    }

  private:
    void begin(unsigned char options) {
        // CSV_REPALL_NL: blank lines are reported too, to know where the next row starts.
        csv_init(&parser_, options | CSV_REPALL_NL);
        csv_set_delim(&parser_, static_cast<unsigned char>(delimiter_));
        csv_set_space_func(&parser_, no_blanks);
    }

    // Takes the lines whose end is read.
    bool take_lines() {
        for (;;) {
            auto const end = text_.find('\n', next_);
            auto const line_end = end == text_.npos ? text_.size() : end + 1;
            if (line_end - row_begin_ > most_bytes) {
                if (!spoil("longer than 16 MiB")) return false;
            } else if (end == text_.npos) {
                return true;
            } else if (!take_line(std::string_view{text_}.substr(next_, line_end - next_))) {
                return false;
            }
        }
    }

    bool take_line(std::string_view line) {
        if (!take_separator(line)) {
            if (!parse(line) && !parse_loosely(line)) return spoil("quotes out of place");
            if (is_wide_) return spoil("more than 16384 fields");
        }
        ++line_;
        next_ += line.size();
        if (row_line_ == line_) {
            row_begin_ = next_;
            begin_line_ = line_;
        }
        return deliver_ready();
    }

    // The first line "sep=;" names the delimiter, as spreadsheets write it.
    bool take_separator(std::string_view line) {
        if (line_ > 1) return false;
        while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
        if (line.size() != 5 || (!line.starts_with("sep=") && !line.starts_with("SEP=")))
            return false;
        delimiter_ = line.back();
        restart(CSV_STRICT);
        row_line_ = line_ + 1;
        return true;
    }

    bool parse(std::string_view line) {
        // libcsv's buffer grows by a fixed step. A step as large as the buffer makes reading a long
        // field take linear time.
        csv_set_blk_size(&parser_, std::max(chunk_bytes, csv_get_buffer_size(&parser_)));
        auto const taken =
            csv_parse(&parser_, line.data(), line.size(), on_field, on_row_end, this);
        if (taken < line.size() && csv_error(&parser_) != CSV_EPARSE) throw std::bad_alloc{};
        return taken == line.size();
    }

    // A quote inside an unquoted field is part of the text, as most programs write it.
    bool parse_loosely(std::string_view line) {
        if (row_line_ != line_) return false;
        restart(0);
        bool const whole = parse(line) && row_.fields.empty() && ready_.size() == 1;
        restart(CSV_STRICT);
        return whole;
    }

    // Delivers the first line of the row as one that cannot be read, and reads on after it.
    bool spoil(char const *fault) {
        auto const end = text_.find('\n', row_begin_);
        skips_ = end == text_.npos;
        auto const size = (skips_ ? text_.size() : end) - row_begin_;
        auto line = text_.substr(row_begin_, size < most_bytes ? size : shown_bytes);
        while (line.ends_with('\r')) line.pop_back();
        ready_.clear();
        ready_.push_back({begin_line_, {std::move(line)}, fault, delimiter_});
        restart(CSV_STRICT);
        line_ = begin_line_ + (skips_ ? 0 : 1);
        begin_line_ = row_line_ = line_;
        row_begin_ = next_ = skips_ ? text_.size() : end + 1;
        return deliver_ready();
    }

    void restart(unsigned char options) {
        csv_free(&parser_);
        begin(options);
        row_ = {};
        is_wide_ = false;
    }

    // Rows are delivered outside libcsv's callbacks because exceptions must not pass through C
    // code.
    bool deliver_ready() {
        if (failure_) std::rethrow_exception(failure_);
        auto rows = std::exchange(ready_, {});
        for (auto &row : rows)
            if (!deliver_(row)) return false;
        return true;
    }

    static void on_field(void *text, std::size_t size, void *self) noexcept {
        auto &reader = *static_cast<RowReader *>(self);
        reader.guarded([&] {
            auto &fields = reader.row_.fields;
            reader.is_wide_ = reader.is_wide_ || fields.size() == most_fields;
            if (!reader.is_wide_) fields.emplace_back(static_cast<char *>(text), size);
        });
    }

    static void on_row_end(int terminator, void *self) noexcept {
        auto &reader = *static_cast<RowReader *>(self);
        reader.guarded([&] {
            reader.row_.line = reader.row_line_;
            reader.row_.delimiter = reader.delimiter_;
            if (!reader.row_.fields.empty())
                reader.ready_.push_back(std::exchange(reader.row_, {}));
            reader.row_line_ = reader.line_ + (terminator == '\n' ? 1 : 0);
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

    char delimiter_;
    std::function<bool(CsvRow &)> const &deliver_;
    csv_parser parser_{};
    std::string text_;            // read and not yet delivered
    std::size_t row_begin_ = 0;   // in the text: of the row being read
    std::size_t begin_line_ = 1;  // the line of that
    std::size_t next_ = 0;        // in the text: the next line
    CsvRow row_;                  // being read
    bool is_wide_ = false;        // it has too many fields
    bool skips_ = false;          // the rest of a line that is too long
    std::vector<CsvRow> ready_;   // to deliver: several only where a CR alone ends rows
    std::size_t line_ = 1;        // being read
    std::size_t row_line_ = 1;    // where the next row to deliver starts
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
