#pragma once

#include <dcc/base/table.hpp>
#include <dcc/calendar/zone.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace dcc::cli {

enum class Format { text, json, jsonl, csv, tsv, ids };

// How results are laid out.
struct Style {
    Format format = Format::text;
    Zone zone;              // in which instants are printed as text
    std::size_t width = 0;  // the most columns of a line of text; 0: no limit
    bool color = false;
    // CSV as spreadsheet programs read it: marked as UTF-8, and no text is taken for a formula.
    bool spreadsheet = false;
    bool quiet = false;  // no notes, and no message about an empty table
};

// A buffered file descriptor. When the reader of a pipe has ended (as `head` does), the rest of the
// output is dropped silently.
class Output {
  public:
    explicit Output(int file);
    Output(Output const &) = delete;
    Output &operator=(Output const &) = delete;

    // Throws Error{io} when the system refuses, as for a full disk.
    void write(std::string_view text);
    void flush();

    // From here on nothing is written until release() writes all of it, or drop() none.
    void hold() noexcept { held_ = true; }
    void release();
    void drop() noexcept;

    // Whether the reader has ended, so that no more output is needed.
    bool closed() const noexcept { return closed_; }

  private:
    int file_;
    bool at_once_;  // a terminal: written line by line
    bool closed_ = false;
    bool held_ = false;
    std::string buffer_;
};

// The place of a Sheet among those printed one after another. Alone it is a JSON object. In a list
// it is an element of an array, which the first one opens and end_list() closes.
enum class ListPlace { alone, first, next };

// Prints in the format of the style. CSV, TSV and ids print only the main table of a Sheet: its
// part without a title, else its head.
void print(Output &output, Table const &table, Style const &style);
void print(Output &output, Sheet const &sheet, Style const &style,
           ListPlace place = ListPlace::alone);

// Ends a list of Sheets; `empty` when none was printed.
void end_list(Output &output, Style const &style, bool empty);

// One cell as text for people, on one line unless `multiline`.
std::string text_of(Cell const &cell, Zone const &zone, bool multiline = false);

// One cell as CSV and TSV write it, before quoting: instants in RFC 3339 UTC, spans in seconds,
// lists joined with ";", nothing for unknown.
std::string plain_of(Cell const &cell);

// One cell as JSON.
std::string json_of(Cell const &cell);

// A text as a JSON string; ill-formed UTF-8 becomes U+FFFD.
std::string json_string(std::string_view text);

// One function for each kind of format; print() chooses among them.
void print_text(Output &output, Table const &table, Style const &style);
void print_text(Output &output, Sheet const &sheet, Style const &style);
void print_json(Output &output, Table const &table, bool lines);
void print_json(Output &output, Sheet const &sheet, bool lines, std::size_t indent = 0);
void print_separated(Output &output, Table const &table, Style const &style, bool heading = true);
void print_ids(Output &output, Table const &table);

}  // namespace dcc::cli
