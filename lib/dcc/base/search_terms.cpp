#include <dcc/base/search_terms.hpp>
#include <dcc/base/text.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>

#include <utf8proc.h>

namespace dcc {
namespace {

constexpr std::size_t longest_word = 64;  // characters

enum class Class { separator, word, paired };

// A folded character, and the bytes of the text that it comes from.
struct Character {
    std::int32_t code = 0;
    std::size_t begin = 0;
    std::size_t end = 0;
};

struct Range {
    std::int32_t first, last;
};

// Scripts written without blanks between words. Korean too: endings are attached to its words.
constexpr Range paired_scripts[] = {
    {0x0e00, 0x0eff},                                          // Thai, Lao
    {0x1000, 0x109f},                                          // Burmese
    {0x1100, 0x11ff},                                          // Korean
    {0x1780, 0x17ff},                                          // Khmer
    {0x2e80, 0x2fdf},                                          // Chinese radicals
    {0x3005, 0x3007},   {0x3021, 0x3029},   {0x3031, 0x31ff},  // Japanese, Korean, Zhuyin
    {0x3400, 0x4dbf},   {0x4e00, 0x9fff},                      // Chinese
    {0xa960, 0xa97f},   {0xac00, 0xd7ff},                      // Korean
    {0xf900, 0xfaff},   {0x1b000, 0x1b16f},                    // Chinese, Japanese
    {0x20000, 0x3fffd},                                        // Chinese
};

constexpr bool is_common_ideograph(std::int32_t code) {
    return code >= 0x4e00 && code <= 0x9fff;
}

Class class_of(std::int32_t code) {
    if (is_common_ideograph(code)) return Class::paired;
    if (code < 0x80) {
        bool const word = (code >= 'a' && code <= 'z') || (code >= '0' && code <= '9') ||
                          (code >= 'A' && code <= 'Z');
        return word ? Class::word : Class::separator;
    }
    auto const category = utf8proc_category(code);
    bool const letter = category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO;
    if (!letter) return Class::separator;
    for (auto const &[first, last] : paired_scripts)
        if (code >= first && code <= last) return Class::paired;
    return Class::word;
}

// Folds characters that need no Unicode tables: nearly all of Chinese and English. Nothing for
// other characters.
std::optional<std::int32_t> folded_at_once(std::int32_t code) {
    if (code >= 0xff01 && code <= 0xff5e) code -= 0xfee0;  // full width
    if (code >= 'A' && code <= 'Z') return code + ('a' - 'A');
    if (code < 0x80 || is_common_ideograph(code)) return code;
    if (code == 0x3001 || code == 0x3002 || (code >= 0x3008 && code <= 0x3011)) return code;
    return std::nullopt;
}

// The text's characters, one after another; U+FFFD for an ill-formed byte.
class Decoder {
  public:
    explicit Decoder(std::string_view text) : text_{text} {}

    bool more() const { return at_ < text_.size(); }
    std::size_t at() const { return at_; }

    Character peek() const {
        auto const lead = static_cast<unsigned char>(text_[at_]);
        if (lead < 0x80) return {lead, at_, at_ + 1};
        utf8proc_int32_t code = -1;
        auto const size =
            utf8proc_iterate(reinterpret_cast<utf8proc_uint8_t const *>(text_.data() + at_),
                             static_cast<utf8proc_ssize_t>(text_.size() - at_), &code);
        if (size <= 0) return {0xfffd, at_, at_ + 1};
        return {code, at_, at_ + static_cast<std::size_t>(size)};
    }
    void take(Character const &character) { at_ = character.end; }

  private:
    std::string_view text_;
    std::size_t at_ = 0;
};

void append(std::string &text, std::int32_t code) {
    utf8proc_uint8_t bytes[4];
    auto const size = utf8proc_encode_char(code, bytes);
    text.append(reinterpret_cast<char const *>(bytes), static_cast<std::size_t>(size));
}

// Calls `visit` for each folded character of the text. A grapheme cluster is folded as a whole, so
// that combining marks count as part of their letter.
template <class Visit>
void each_folded(std::string_view text, Visit const &visit) {
    Decoder decoder{text};
    while (decoder.more()) {
        auto one = decoder.peek();
        decoder.take(one);
        auto const simple = folded_at_once(one.code);
        // A simple character followed by another simple one carries no mark.
        if (simple && (!decoder.more() || folded_at_once(decoder.peek().code))) {
            visit(Character{*simple, one.begin, one.end});
            continue;
        }
        utf8proc_int32_t state = 0;
        auto previous = one.code;
        while (decoder.more()) {
            auto const next = decoder.peek();
            if (utf8proc_grapheme_break_stateful(previous, next.code, &state)) break;
            previous = next.code;
            decoder.take(next);
        }
        auto const whole = text.substr(one.begin, decoder.at() - one.begin);
        auto const folded = is_utf8(whole) ? fold_case(whole) : std::string{" "};
        for (Decoder parts{folded}; parts.more();) {
            auto const part = parts.peek();
            parts.take(part);
            visit(Character{part.code, one.begin, decoder.at()});
        }
    }
}

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
