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
    Zone zone;              // in which people read instants
    std::size_t width = 0;  // columns that a line of text may take; 0: as many as it needs
    bool color = false;
    bool quiet = false;  // no notes, and no word about an empty table
};

// A buffered way to a file descriptor. When the reader at the other end has gone away (as `head`
// does) the rest is dropped without a word.
class Output {
  public:
    explicit Output(int file);
    Output(Output const &) = delete;
    Output &operator=(Output const &) = delete;

    // Throws Error{io} when the system refuses, as for a full disk.
    void write(std::string_view text);
    void flush();

    // Nobody reads any more, so nothing more needs to be made.
    bool closed() const noexcept { return closed_; }

  private:
    int file_;
    bool at_once_;  // a terminal: written line by line
    bool closed_ = false;
    std::string buffer_;
};

// Where a Sheet stands among those printed one after another. Alone it is a JSON object; in a list
// it is an element of an array, which the first one opens and end_list() closes.
enum class ListPlace { alone, first, next };

void print(Output &output, Table const &table, Style const &style);
void print(Output &output, Sheet const &sheet, Style const &style,
           ListPlace place = ListPlace::alone);
void end_list(Output &output, Style const &style, bool empty);

// One cell for people, on one line unless `multiline`.
std::string text_of(Cell const &cell, Zone const &zone, bool multiline = false);

// One cell as CSV and TSV write it, before quoting: instants in RFC 3339 UTC, spans in seconds,
// lists joined with ";", nothing for unknown.
std::string plain_of(Cell const &cell);

// One cell as JSON.
std::string json_of(Cell const &cell);

// A text as a JSON string; ill-formed UTF-8 becomes U+FFFD.
std::string json_string(std::string_view text);

// The parts, which print() chooses from.
void print_text(Output &output, Table const &table, Style const &style);
void print_text(Output &output, Sheet const &sheet, Style const &style);
void print_json(Output &output, Table const &table, bool lines);
void print_json(Output &output, Sheet const &sheet, bool lines, std::size_t indent = 0);
void print_separated(Output &output, Table const &table, Format format, bool heading = true);
void print_ids(Output &output, Table const &table);

}  // namespace dcc::cli
