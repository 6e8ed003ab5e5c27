#include <dcc/base/text.hpp>
#include <dcc/rules/filter_text.hpp>

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

namespace dcc::rules {
namespace {

using Sign = FilterCondition::Sign;

// Deeper ones are refused: each level needs some of the stack, of the database too.
constexpr int most_levels = 32;
constexpr std::size_t most_conditions = 200;

// Each as people may write it, the longest first.
constexpr std::array<std::string_view, 3> blanks{" ", "\t", "　"};
constexpr std::array<std::string_view, 2> opening_marks{"(", "（"};
constexpr std::array<std::string_view, 2> closing_marks{")", "）"};
constexpr std::array<std::string_view, 3> commas{",", "，", "、"};
struct Quotes {
    std::string_view begin;
    std::string_view end;
};
constexpr std::array quotes{Quotes{"\"", "\""}, Quotes{"“", "”"}, Quotes{"「", "」"},
                            Quotes{"『", "』"}};
struct Signs {
    std::string_view text;
    Sign sign;
    bool is_negated = false;
};
constexpr std::array signs{
    Signs{"!=", Sign::is, true}, Signs{"<=", Sign::at_most}, Signs{">=", Sign::at_least},
    Signs{"≤", Sign::at_most},   Signs{"≥", Sign::at_least}, Signs{"≠", Sign::is, true},
    Signs{":", Sign::is},        Signs{"：", Sign::is},      Signs{"=", Sign::is},
    Signs{"<", Sign::below},     Signs{">", Sign::above}};

bool is_in_a_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
}

bool begins_character(char c) {
    return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U;
}

FilterText not_that(FilterText that) {
    return {FilterText::Kind::no, {std::move(that)}};
}

class FilterReader {
  public:
    explicit FilterReader(std::string_view text) : text_{text} {}

    FilterText read() {
        auto filter = read_any(0);
        if (at_ < text_.size())
            fail(at_, size_of(closing_marks), "there is no parenthesis to close here");
        return filter;
    }

  private:
    FilterText read_any(int level) {
        FilterText any{FilterText::Kind::any};
        do any.parts.push_back(read_all(level));
        while (take_word({"or", "或"}));
        return any.parts.size() == 1 ? std::move(any.parts.front()) : any;
    }

    FilterText read_all(int level) {
        FilterText all{FilterText::Kind::all};
        auto const begin = at_;
        for (skip_blanks();
             at_ < text_.size() && !size_of(closing_marks) && !sees_word({"or", "或"});
             skip_blanks()) {
            if (take_word({"and", "且"})) continue;
            all.parts.push_back(read_one(level));
        }
        // Nothing at all is everything, but half an "or", or (), is a slip.
        if (all.parts.empty() && (level > 0 || begin > 0 || sees_word({"or", "或"})))
            fail(at_, 1, "a condition is missing here");
        return all.parts.size() == 1 ? std::move(all.parts.front()) : all;
    }

    FilterText read_one(int level) {
        skip_blanks();
        if (level > most_levels) fail(at_, 1, say("more than {} levels", most_levels));
        if (at_ == text_.size()) fail(at_, 1, "a condition is missing here");
        if (take_word({"not", "非"})) return not_that(read_one(level + 1));
        if (text_[at_] == '-') {
            ++at_;
            return not_that(read_one(level + 1));
        }
        if (auto const size = size_of(opening_marks)) {
            auto const begin = std::exchange(at_, at_ + size);
            auto inner = read_any(level + 1);
            auto const end = size_of(closing_marks);
            if (!end) fail(begin, size, "this parenthesis is not closed");
            at_ += end;
            return inner;
        }
        return read_condition();
    }

    FilterText read_condition() {
        if (++conditions_ > most_conditions)
            fail(at_, 1, say("more than {} conditions", most_conditions));
        FilterText read{FilterText::Kind::condition};
        auto &condition = read.condition;
        condition.at = at_;
        auto const *sign = sign_after_name();
        if (!sign) {
            condition.values.push_back(read_value(false));
            condition.size = condition.values.front().size;
            return read;
        }
        condition.field = fold_case(text_.substr(at_, name_size()));
        condition.size = condition.field.size();
        condition.sign = sign->sign;
        at_ += name_size() + sign->text.size();
        for (;;) {
            condition.values.push_back(read_value(true));
            auto const comma = size_of(commas);
            if (!comma) break;
            at_ += comma;
        }
        return sign->is_negated ? not_that(std::move(read)) : read;
    }

    FilterValue read_value(bool ends_at_comma) {
        FilterValue value{{}, at_};
        for (auto const &[begin, end] : quotes) {
            if (!rest().starts_with(begin)) continue;
            auto const close = text_.find(end, at_ + begin.size());
            if (close == std::string_view::npos)
                fail(at_, begin.size(), "this quotation mark is not closed");
            value.text = text_.substr(at_ + begin.size(), close - at_ - begin.size());
            value.is_quoted = true;
            at_ = close + end.size();
            value.size = at_ - value.at;
            return value;
        }
        while (at_ < text_.size() && !size_of(blanks) && !size_of(opening_marks) &&
               !size_of(closing_marks) && !(ends_at_comma && size_of(commas)))
            ++at_;
        value.text = text_.substr(value.at, at_ - value.at);
        value.size = at_ - value.at;
        return value;
    }

    // The sign after a name here; none if this is a word. A time such as 14:00 and an address such
    // as https://… are words.
    Signs const *sign_after_name() const {
        auto const size = name_size();
        if (size == 0) return nullptr;
        auto const after = rest().substr(size);
        if (after.starts_with("://")) return nullptr;
        for (auto const &sign : signs)
            if (after.starts_with(sign.text)) return &sign;
        return nullptr;
    }

    std::size_t name_size() const {
        auto const here = rest();
        if (here.empty() || !is_in_a_name(here.front()) ||
            (here.front() >= '0' && here.front() <= '9'))
            return 0;
        return static_cast<std::size_t>(std::ranges::find_if_not(here, is_in_a_name) -
                                        here.begin());
    }

    std::string_view rest() const { return text_.substr(at_); }

    // The size of the one that stands here, or 0.
    template <std::size_t N>
    std::size_t size_of(std::array<std::string_view, N> const &candidates) const {
        for (auto const candidate : candidates)
            if (rest().starts_with(candidate)) return candidate.size();
        return 0;
    }

    void skip_blanks() {
        while (auto const size = size_of(blanks)) at_ += size;
    }

    std::size_t word_size(std::array<std::string_view, 2> const &words) const {
        for (auto const word : words) {
            auto const after = rest().substr(std::min(word.size(), rest().size()));
            bool const ends = after.empty() || after.starts_with(' ') || after.starts_with('\t') ||
                              after.starts_with("　") || after.starts_with('(') ||
                              after.starts_with("（") || after.starts_with(')') ||
                              after.starts_with("）");
            if (ends && fold_case(rest().substr(0, word.size())) == word) return word.size();
        }
        return 0;
    }
    bool sees_word(std::array<std::string_view, 2> const &words) {
        skip_blanks();
        return word_size(words) > 0;
    }
    bool take_word(std::array<std::string_view, 2> const &words) {
        skip_blanks();
        auto const size = word_size(words);
        at_ += size;
        return size > 0;
    }

    [[noreturn]] void fail(std::size_t at, std::size_t size, Wording const &message) const {
        throw filter_error(
            text_, at, size, message,
            say("write it as: state:open due<today 退款 -tag:vip (team:a or person:b)"));
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t conditions_ = 0;
};

}  // namespace

FilterText parse_filter(std::string_view text) {
    return FilterReader{text}.read();
}

Error filter_error(std::string_view text, std::size_t at, std::size_t size, Wording const &message,
                   Hint hint) {
    constexpr std::size_t columns = 60;
    // A long filter is shown from shortly before the place.
    auto const shown = [](std::string_view part) { return printable(part); };
    auto before = shown(text.substr(0, at));
    auto const place = shown(text.substr(at, size));
    while (display_width(before) > columns / 2) {
        auto const second =
            std::ranges::find_if(before.begin() + 1, before.end(), begins_character);
        before.erase(before.begin(), second);
    }
    auto const line =
        shorten(before + place + shown(text.substr(std::min(text.size(), at + size))), columns);
    auto const room = columns - display_width(before);
    auto const marks = std::clamp<std::size_t>(display_width(place), 1, room);
    return Error{ErrorKind::usage,
                 say("{}\n  {}\n  {}{}", message, line, std::string(display_width(before), ' '),
                     '^' + std::string(marks - 1, '~')),
                 std::move(hint)};
}

}  // namespace dcc::rules
