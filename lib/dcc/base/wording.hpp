#pragma once

#include <concepts>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <fmt/core.h>

namespace dcc {

// The translation of a text of the program, by its English wording; empty when it has none. A null
// pointer is English. dcc::wording::translation() gives those that are compiled in.
using Translation = std::string_view (*)(std::string_view english);

// The text in that language, or in English where it has no translation.
std::string translated(std::string_view english, Translation into);

// Something said to people. It is written in English and can be said in other languages: it keeps
// the pattern, which is translated, apart from the arguments, which are names, numbers, texts of
// people, or messages themselves.
class Wording {
  public:
    Wording() = default;
    // A text of the program, to be translated.
    Wording(char const *english) : english_{english}, pattern_{english_} {}
    // A text that is the same in every language.
    Wording(std::string text) : english_{std::move(text)} {}
    Wording(std::string_view text) : english_{text} {}

    // A pattern with its arguments; use say().
    Wording(std::string_view pattern, std::vector<Wording> arguments);

    // A word of an enum. Translators find it under the context "word".
    static Wording word(std::string_view english);

    std::string const &english() const noexcept { return english_; }
    std::string in(Translation language) const;

    bool empty() const noexcept { return english_.empty(); }
    operator std::string const &() const noexcept { return english_; }

    // One after the other.
    friend Wording operator+(Wording const &a, Wording const &b);
    Wording &operator+=(Wording const &more) { return *this = *this + more; }

    friend bool operator==(Wording const &a, Wording const &b) { return a.english_ == b.english_; }

  private:
    std::string english_;
    std::string pattern_;  // empty: the same in every language
    std::vector<Wording> arguments_;
};

// An argument of a pattern. The word of an enum is translated, as are literals; other texts are
// not.
template <class T>
Wording argument_of(T const &value) {
    if constexpr (std::is_enum_v<T>) {
        for (auto const &[candidate, word] : words_of(value))
            if (candidate == value) return Wording::word(word);
        return {};
    } else if constexpr (std::is_constructible_v<Wording, T const &>)
        return Wording{value};
    else
        return Wording{fmt::format("{}", T{value})};  // views are formatted as rvalues only
}

namespace detail {
template <class>
using AsText = std::string_view;
}

// A message: each {} of the pattern is an argument, which is text by then. Numbers that need a form
// of their own are formatted before.
//   say("{} is {}: nobody works on it", id.text(), row->state)
template <class... Args>
Wording say(fmt::format_string<detail::AsText<Args>...> pattern, Args const &...arguments) {
    auto const text = static_cast<fmt::string_view>(pattern);
    return {{text.data(), text.size()}, {argument_of(arguments)...}};
}

// A message about a number of things: `one` when it is 1, else `many`, whose {} is the number.
//   counted(rows, "1 row", "{} rows")
template <std::integral Number>
Wording counted(Number number, char const *one, fmt::format_string<std::string_view> many) {
    return number == 1 ? Wording{one} : say(many, number);
}

}  // namespace dcc

template <>
struct fmt::formatter<dcc::Wording> : fmt::formatter<std::string_view> {
    template <class Context>
    auto format(dcc::Wording const &message, Context &context) const {
        return fmt::formatter<std::string_view>::format(message.english(), context);
    }
};
