#include "common/output.hpp"

#include <dcc/base/error.hpp>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <unistd.h>

namespace dcc::cli {

namespace {

constexpr std::size_t block = 1 << 16;

// CSV, TSV and ids hold one table.
Table const &main_table(Sheet const &sheet) {
    auto const main = std::ranges::find(sheet.parts, std::string{}, &Sheet::Part::title);
    return main == sheet.parts.end() ? sheet.head : main->table;
}

}  // namespace

Output::Output(int file) : file_{file}, at_once_{::isatty(file) == 1} {}

void Output::write(std::string_view text) {
    if (closed_) return;
    buffer_ += text;
    if (held_) return;
    if (buffer_.size() >= block || (at_once_ && text.ends_with('\n'))) flush();
}

void Output::release() {
    held_ = false;
    if (at_once_) flush();
}

void Output::drop() noexcept {
    held_ = false;
    buffer_.clear();
}

void Output::flush() {
    if (held_) return;
    std::string_view rest = buffer_;
    while (!rest.empty() && !closed_) {
        auto const written = ::write(file_, rest.data(), rest.size());
        if (written >= 0) {
            rest.remove_prefix(static_cast<std::size_t>(written));
        } else if (errno == EPIPE) {
            closed_ = true;
        } else if (errno != EINTR) {
            auto const reason = errno;
            buffer_.clear();
            throw Error{ErrorKind::io,
                        std::string{"cannot write to standard output: "} + std::strerror(reason)};
        }
    }
    buffer_.clear();
}

void print(Output &output, Table const &table, Style const &style) {
    switch (style.format) {
        case Format::text: return print_text(output, table, style);
        case Format::json: return print_json(output, table, false);
        case Format::jsonl: return print_json(output, table, true);
        case Format::csv:
        case Format::tsv: return print_separated(output, table, style);
        case Format::ids: return print_ids(output, table);
    }
}

void print(Output &output, Sheet const &sheet, Style const &style, ListPlace place) {
    switch (style.format) {
        case Format::text:
            if (place == ListPlace::next) output.write("\n");
            return print_text(output, sheet, style);
        case Format::json:
            if (place == ListPlace::alone) {
                print_json(output, sheet, false);
                return output.write("\n");
            }
            output.write(place == ListPlace::first ? "[\n  " : ",\n  ");
            return print_json(output, sheet, false, 2);
        case Format::jsonl: print_json(output, sheet, true); return output.write("\n");
        case Format::csv:
        case Format::tsv:
            return print_separated(output, main_table(sheet), style, place != ListPlace::next);
        case Format::ids: return print_ids(output, main_table(sheet));
    }
}

void end_list(Output &output, Style const &style, bool empty) {
    if (style.format == Format::json) output.write(empty ? "[]\n" : "\n]\n");
}

}  // namespace dcc::cli
