#include <dcc/base/wording.hpp>

#include <fmt/args.h>
#include <fmt/format.h>

namespace dcc {
namespace {

constexpr auto word_context = "word\4";  // as gettext separates a context

std::string filled(std::string_view pattern, std::vector<Wording> const &arguments,
                   Translation language) {
    fmt::dynamic_format_arg_store<fmt::format_context> values;
    for (auto const &argument : arguments) values.push_back(argument.in(language));
    return fmt::vformat(fmt::string_view{pattern.data(), pattern.size()}, values);
}

}  // namespace

std::string translated(std::string_view english, Translation into) {
    auto const found = into && !english.empty() ? into(english) : std::string_view{};
    return std::string{found.empty() ? english : found};
}

Wording::Wording(std::string_view pattern, std::vector<Wording> arguments)
    : english_{arguments.empty() ? std::string{pattern} : filled(pattern, arguments, nullptr)},
      pattern_{pattern},
      arguments_{std::move(arguments)} {}

Wording Wording::word(std::string_view english) {
    Wording made{english};
    made.pattern_ = word_context + made.english_;
    return made;
}

std::string Wording::in(Translation language) const {
    if (!language || pattern_.empty()) return english_;
    std::string_view const found = language(pattern_);
    if (arguments_.empty()) return std::string{found.empty() ? english_ : found};
    return filled(found.empty() ? pattern_ : found, arguments_, language);
}

Wording operator+(Wording const &a, Wording const &b) {
    if (a.empty()) return b;
    return b.empty() ? a : Wording{"{}{}", {a, b}};
}

}  // namespace dcc
