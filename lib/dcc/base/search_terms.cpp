#include <dcc/base/detail/characters.hpp>
#include <dcc/base/search_terms.hpp>
#include <dcc/base/text.hpp>

#include <algorithm>
#include <optional>

#include <utf8proc.h>

namespace dcc {
namespace {

using namespace characters;

constexpr std::size_t longest_word = 64;  // characters

// Builds terms from a sequence of characters.
class Splitter {
  public:
    void add(Character const &character) {
        auto const kind = class_of(character.code);
        if (kind != Class::word) end_word();
        if (kind != Class::paired) end_run();
        if (kind == Class::word) add_to_word(character);
        if (kind == Class::paired) add_to_run(character);
    }

    std::vector<IndexTerm> take() {
        end_word();
        end_run();
        return std::move(terms_);
    }

  private:
    void add_to_word(Character const &character) {
        if (word_.text.empty()) word_.begin = character.begin;
        if (length_++ < longest_word) append(word_.text, character.code);
        word_.own_end = word_.end = character.end;
    }
    void end_word() {
        if (!word_.text.empty()) terms_.push_back(std::move(word_));
        word_ = {};
        length_ = 0;
    }
    void add_to_run(Character const &character) {
        if (last_) {
            IndexTerm pair{{}, last_->begin, last_->end, character.end};
            append(pair.text, last_->code);
            append(pair.text, character.code);
            terms_.push_back(std::move(pair));
        }
        last_ = character;
    }
    void end_run() {
        if (!last_) return;
        IndexTerm single{{}, last_->begin, last_->end, last_->end};
        append(single.text, last_->code);
        terms_.push_back(std::move(single));
        last_.reset();
    }

    std::vector<IndexTerm> terms_;
    IndexTerm word_;
    std::size_t length_ = 0;
    std::optional<Character> last_;  // of a run of paired characters
};

// ---- reading a search

// The mark that ends a quotation; 0 when `opening` does not begin one.
constexpr std::int32_t closing(std::int32_t opening) {
    switch (opening) {
        case '"':
        case 0xff02: return opening;
        case 0x201c: return 0x201d;  // “ ”
        case 0x300c: return 0x300d;  // 「 」
        case 0x300e: return 0x300f;  // 『 』
        default: return 0;
    }
}

bool parts_words(std::int32_t code) {
    return code <= ' ' || code == 0x7f ||
           (code >= 0x80 && class_of(code) == Class::separator &&
            utf8proc_category(code) != UTF8PROC_CATEGORY_CF);
}

void add_phrase(std::vector<Phrase> &phrases, std::string_view text, bool quoted) {
    auto found = index_terms(text);
    if (found.empty()) return;
    Phrase phrase;
    // The last character forms a term alone, since nothing follows it. If it already ends a pair,
    // that term is dropped; otherwise it matches every pair that begins with it. An asterisk makes
    // a word a prefix.
    auto const &last = found.back();
    bool const alone =
        last.end == last.own_end && class_of(Decoder{last.text}.peek().code) == Class::paired;
    bool const in_pair = found.size() > 1 && found[found.size() - 2].end == last.end;
    phrase.prefix = (alone && !in_pair) || (!quoted && !alone && text.ends_with('*'));
    if (alone && in_pair) found.pop_back();
    for (auto &term : found) phrase.terms.push_back(std::move(term.text));
    phrase.text = trim(text);
    auto const same = [&](Phrase const &other) {
        return other.terms == phrase.terms && other.prefix == phrase.prefix;
    };
    if (std::ranges::none_of(phrases, same)) phrases.push_back(std::move(phrase));
}

// ---- finding phrases

// Where the phrase ends when it occurs at the first term of `text`; 0 when it does not.
std::size_t end_of(std::span<IndexTerm const> text, Phrase const &phrase) {
    if (text.size() < phrase.terms.size()) return 0;
    auto const last = phrase.terms.size() - 1;
    for (std::size_t i = 0; i < last; ++i)
        if (text[i].text != phrase.terms[i]) return 0;
    if (text[last].text == phrase.terms[last]) return text[last].end;
    bool const begins = phrase.prefix && text[last].text.starts_with(phrase.terms[last]);
    return begins ? text[last].own_end : 0;
}

// The start of the text before `end` that is at most `columns` wide.
std::size_t width_before(std::string_view text, std::size_t end, std::size_t columns) {
    auto begin = end;
    while (begin > 0) {
        auto next = begin - 1;
        while (next > 0 && (static_cast<unsigned char>(text[next]) & 0xc0U) == 0x80) --next;
        if (display_width(text.substr(next, end - next)) > columns) break;
        begin = next;
    }
    return begin;
}

}  // namespace

std::vector<IndexTerm> index_terms(std::string_view text) {
    Splitter splitter;
    each_folded(text, [&](Character const &character) { splitter.add(character); });
    return splitter.take();
}

std::vector<Phrase> read_phrases(std::string_view text) {
    std::vector<Phrase> phrases;
    std::size_t begin = 0;
    std::int32_t until = 0;  // the mark that ends a quotation
    Decoder decoder{text};
    auto const end_at = [&](std::size_t end) {
        add_phrase(phrases, text.substr(begin, end - begin), until != 0);
    };
    while (decoder.more()) {
        auto const one = decoder.peek();
        decoder.take(one);
        bool const ends =
            until != 0 ? one.code == until : closing(one.code) != 0 || parts_words(one.code);
        if (!ends) continue;
        end_at(one.begin);
        begin = one.end;
        until = until != 0 ? 0 : closing(one.code);
    }
    end_at(text.size());
    return phrases;
}

std::vector<Span> find_phrases(std::string_view text, std::span<Phrase const> phrases) {
    auto const all = index_terms(text);
    std::vector<Span> spans;
    for (std::size_t i = 0; i < all.size(); ++i) {
        std::size_t end = 0;
        for (auto const &phrase : phrases)
            end = std::max(end, end_of(std::span{all}.subspan(i), phrase));
        if (end == 0) continue;
        if (!spans.empty() && all[i].begin < spans.back().end)
            spans.back().end = std::max(spans.back().end, end);
        else
            spans.push_back({all[i].begin, end});
    }
    return spans;
}

std::string mark(std::string_view text, std::span<Span const> spans, std::size_t columns) {
    bool const fits = display_width(text) <= columns;
    auto const first = spans.empty() ? 0 : spans.front().begin;
    auto const begin = fits ? 0 : width_before(text, first, columns / 4);
    std::string marked;
    auto const copy = [&](std::string_view part) {
        for (Decoder decoder{part}; decoder.more();) {
            auto const one = decoder.peek();
            decoder.take(one);
            if (one.code == 0x3010)
                marked += "〖";
            else if (one.code == 0x3011)
                marked += "〗";
            else
                marked += part.substr(one.begin, one.end - one.begin);
        }
    };
    auto const window = text.substr(begin, fits ? text.npos : 8 * columns);
    auto const end = begin + window.size();
    auto at = begin;
    for (auto const &span : spans) {
        if (span.begin < at || span.end > end) continue;
        copy(text.substr(at, span.begin - at));
        marked += "【";
        copy(text.substr(span.begin, span.end - span.begin));
        marked += "】";
        at = span.end;
    }
    copy(text.substr(at, end - at));
    auto const line = shorten(trim(printable(marked)), fits ? marked.size() : columns);
    return (begin > 0 ? "…" : "") + line;
}

}  // namespace dcc
