#include <dcc/print/detail/formats.hpp>

#include <algorithm>

namespace dcc::print {
namespace {

bool is_main(Sheet::Part const &part) {
    return part.title.empty() && !part.name.empty();
}

// CSV, TSV and ids hold one table.
Table const &main_table(Sheet const &sheet) {
    auto const main = std::ranges::find_if(sheet.parts, is_main);
    return main == sheet.parts.end() ? sheet.head : main->table;
}

// The sheet with the columns of the style; without other parts when they are those of its head.
Sheet with_columns(Sheet const &sheet, Style const &style) {
    if (std::ranges::none_of(sheet.parts, is_main)) return {chosen_columns(sheet.head, style), {}};
    auto chosen = sheet;
    auto const main = std::ranges::find_if(chosen.parts, is_main);
    main->table = chosen_columns(main->table, style);
    return chosen;
}

// The same without a choice of columns.
Style after_choice(Style style) {
    style.columns.clear();
    return style;
}

class TextSink : public Sink {
  public:
    void write(std::string_view text) override { text_ += text; }
    std::string take() { return std::move(text_); }

  private:
    std::string text_;
};

template <class What>
std::string all_of(What const &what, Style const &style) {
    TextSink sink;
    write(sink, what, style);
    return sink.take();
}

}  // namespace

std::string sentence(Note const &note, Translation language) {
    if (note.hint.text.empty()) return note.text.in(language);
    return say("{}: {}", note.text, note.hint.text).in(language);
}

void write(Sink &sink, Table const &table, Style const &style) {
    if (!style.columns.empty())
        return write(sink, chosen_columns(table, style), after_choice(style));
    switch (style.format) {
        case Format::text: return write_text(sink, table, style);
        case Format::json: return write_json(sink, table, false);
        case Format::jsonl: return write_json(sink, table, true);
        case Format::csv:
        case Format::tsv: return write_separated(sink, table, style);
        case Format::ids: return write_ids(sink, table);
        case Format::markdown: return write_markdown(sink, table, style);
        case Format::html: return write_html(sink, table, style);
    }
}

void write(Sink &sink, Sheet const &sheet, Style const &style, ListPlace place) {
    if (!style.columns.empty())
        return write(sink, with_columns(sheet, style), after_choice(style), place);
    switch (style.format) {
        case Format::text:
            if (place == ListPlace::next) sink.write("\n");
            return write_text(sink, sheet, style);
        case Format::json:
            if (place == ListPlace::alone) {
                write_json(sink, sheet, false);
                return sink.write("\n");
            }
            sink.write(place == ListPlace::first ? "[\n  " : ",\n  ");
            return write_json(sink, sheet, false, 2);
        case Format::jsonl: write_json(sink, sheet, true); return sink.write("\n");
        case Format::csv:
        case Format::tsv:
            return write_separated(sink, main_table(sheet), style, place != ListPlace::next);
        case Format::ids: return write_ids(sink, main_table(sheet));
        case Format::markdown:
            if (place == ListPlace::next) sink.write("\n---\n\n");
            return write_markdown(sink, sheet, style);
        case Format::html: return write_html(sink, sheet, style);
    }
}

void end_list(Sink &sink, Style const &style, bool empty) {
    if (style.format == Format::json) sink.write(empty ? "[]\n" : "\n]\n");
}

std::string printed(Table const &table, Style const &style) {
    return all_of(table, style);
}

std::string printed(Sheet const &sheet, Style const &style) {
    return all_of(sheet, style);
}

}  // namespace dcc::print
