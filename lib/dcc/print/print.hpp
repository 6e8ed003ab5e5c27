#pragma once

#include <dcc/base/table.hpp>
#include <dcc/calendar/zone.hpp>

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

// Tables and sheets as text for people, JSON, JSON Lines, CSV, TSV, a list of ids, Markdown or a
// fragment of HTML.
namespace dcc::print {

enum class Format { text, json, jsonl, csv, tsv, ids, markdown, html };

// A note and what can be done about it, in one sentence of that language.
std::string sentence(Note const &note, Translation language = nullptr);

// How results are laid out.
struct Style {
    Format format = Format::text;
    Zone zone;              // in which instants are printed as text
    std::size_t width = 0;  // the most columns of a line of text; 0: no limit
    bool color = false;
    // CSV as spreadsheet programs read it: marked as UTF-8, and no text is taken for a formula.
    bool spreadsheet = false;
    bool quiet = false;   // no notes, and no message about an empty table
    bool heading = true;  // text, CSV, TSV: the names of the columns above the rows
    // Which columns of a list, or of the main table of a Sheet, in which order, by their names or
    // headings; empty: all.
    std::vector<std::string> columns{};
    Translation language = nullptr;  // of what people read; null: English
    // The words of a note of a table. A program that knows how its users do what a note asks for
    // gives its own.
    std::function<std::string(Note const &, Translation)> words = sentence;
};

// Where the output goes.
class Sink {
  public:
    Sink() = default;
    Sink(Sink const &) = delete;
    Sink &operator=(Sink const &) = delete;
    virtual ~Sink() = default;

    // Takes the next piece. What it throws ends the printing.
    virtual void write(std::string_view text) = 0;

    // Whether no more output is needed: then the rest of a table is left out.
    virtual bool closed() const noexcept { return false; }
};

// The place of a Sheet among those printed one after another. Alone it is a JSON object. In a list
// it is an element of an array, which the first one opens and end_list() closes.
enum class ListPlace { alone, first, next };

// Prints in the format of the style. CSV, TSV and ids print only the main table of a Sheet: its
// part without a title, else its head. Throws Error{usage} for columns of the style that it lacks.
void write(Sink &sink, Table const &table, Style const &style);
void write(Sink &sink, Sheet const &sheet, Style const &style, ListPlace place = ListPlace::alone);

// Ends a list of Sheets; `empty` when none was printed.
void end_list(Sink &sink, Style const &style, bool empty);

// The same as a text.
std::string printed(Table const &table, Style const &style = {});
std::string printed(Sheet const &sheet, Style const &style = {});

// One cell as text for people, on one line unless `multiline`.
std::string text_of(Cell const &cell, Style const &style, bool multiline = false);

// One cell as CSV and TSV write it, before quoting: instants in RFC 3339 UTC, spans in seconds,
// lists joined with ";", nothing for unknown.
std::string plain_of(Cell const &cell);

// One cell as JSON.
std::string json_of(Cell const &cell);

// A text as a JSON string; ill-formed UTF-8 becomes U+FFFD.
std::string json_string(std::string_view text);

}  // namespace dcc::print
