#pragma once

#include <dcc/base/text.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <utf8proc.h>

// The characters of a text, folded as fold_case() does, with their places in the text.
namespace dcc::characters {

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
inline constexpr Range paired_scripts[] = {
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

inline Class class_of(std::int32_t code) {
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
inline std::optional<std::int32_t> folded_at_once(std::int32_t code) {
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

inline void append(std::string &text, std::int32_t code) {
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

}  // namespace dcc::characters
