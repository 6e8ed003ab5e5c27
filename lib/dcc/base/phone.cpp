#include <dcc/base/phone.hpp>
#include <dcc/base/text.hpp>

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>
#include <phonenumbers/phonenumberutil.h>

namespace dcc {
namespace {

using Library = i18n::phonenumbers::PhoneNumberUtil;

// What a number is written with, besides letters that introduce an extension.
constexpr std::string_view marks = "0123456789+-(). ";
constexpr std::string_view decimal_digits = "0123456789";
constexpr std::string_view extension_blanks = " .:=-";

// How an extension is introduced; the longer word first where one begins with another.
constexpr std::array<std::string_view, 9> extension_words{";ext=", "extension", "ext",  "x",   "#",
                                                          "转",    "轉",        "分机", "分機"};

// What stands between two numbers.
constexpr std::array<std::string_view, 10> separators{"/", ",",  ";",  "、", "|",
                                                      "&", "\n", "或", "和", "及"};

// The first three digits of mobile numbers of China, of which all eleven-digit numbers are valid.
constexpr std::string_view mobile_prefixes =
    "130 131 132 133 134 135 136 137 138 139 145 147 150 151 152 153 155 156 157 158 159 162 165 "
    "166 167 170 171 172 173 175 176 177 178 180 181 182 183 184 185 186 187 188 189 190 191 192 "
    "193 195 196 197 198 199 ";

bool holds_only(std::string_view text, std::string_view allowed) {
    return text.find_first_not_of(allowed) == std::string_view::npos;
}

// A mobile number of China by its shape: most numbers of a desk there are, and the first number
// that the library reads takes it longer than all else that a command does.
std::optional<PhoneNumber> mobile_of_china(std::string_view text) {
    std::array<char, 15> buffer{};  // "0086" and eleven digits
    std::size_t size = 0;
    bool plus = false;
    for (char const c : trim(text)) {
        if (c == '+' && size == 0 && !plus)
            plus = true;
        else if (decimal_digits.find(c) != std::string_view::npos && size < buffer.size())
            buffer[size++] = c;
        else if (c != ' ' && c != '-')
            return std::nullopt;
    }
    std::string_view number{buffer.data(), size};
    for (std::string_view const prefix : {"0086", "86"})
        if (number.size() == 11 + prefix.size() && number.starts_with(prefix) &&
            !(plus && prefix == "0086")) {
            number.remove_prefix(prefix.size());
            plus = false;
            break;
        }
    if (plus || number.size() != 11) return std::nullopt;
    if (mobile_prefixes.find(number.substr(0, 3)) == std::string_view::npos) return std::nullopt;
    return PhoneNumber{
        fmt::format("+86{}", number),
        fmt::format("{} {} {}", number.substr(0, 3), number.substr(3, 4), number.substr(7))};
}

// A number and the digits of its extension.
struct Parts {
    std::string_view number;
    std::string_view extension;
};

// The parts by a word that introduces the extension.
Parts split_extension(std::string_view text) {
    for (auto const word : extension_words) {
        auto const at = text.find(word);
        if (at == std::string_view::npos) continue;
        auto extension = text.substr(at + word.size());
        extension.remove_prefix(
            std::min(extension.find_first_not_of(extension_blanks), extension.size()));
        return {text.substr(0, at), extension};
    }
    return {text, {}};
}

std::optional<PhoneNumber> by_library(Parts parts, std::string const &country) {
    constexpr std::size_t shortest = 5;
    constexpr std::size_t longest = 20;  // with the prefix of calls abroad
    auto const count =
        std::ranges::count_if(parts.number, [](char c) { return c >= '0' && c <= '9'; });
    if (count < std::ptrdiff_t{shortest} || count > std::ptrdiff_t{longest}) return std::nullopt;
    auto const &library = *Library::GetInstance();
    i18n::phonenumbers::PhoneNumber number;
    if (library.Parse(std::string{parts.number}, country, &number) != Library::NO_PARSING_ERROR ||
        !library.IsValidNumber(number))
        return std::nullopt;
    PhoneNumber read;
    library.Format(number, Library::E164, &read.key);
    if (!parts.extension.empty()) {
        number.set_extension(std::string{parts.extension});
        read.key += fmt::format(";ext={}", parts.extension);
    }
    bool const is_ours = library.GetCountryCodeForRegion(country) == number.country_code();
    library.Format(number, is_ours ? Library::NATIONAL : Library::INTERNATIONAL, &read.text);
    return read;
}

// The text without a scheme, in the narrow forms of its characters.
std::string narrow_number(std::string_view text) {
    auto folded = fold_case(text);
    std::string_view rest = trim(folded);
    if (rest.starts_with("tel:")) rest.remove_prefix(4);
    return std::string{trim(rest)};
}

std::optional<PhoneNumber> parse_narrow(std::string_view text, std::string const &country) {
    constexpr std::size_t longest_extension = 6;
    if (country == "CN")
        if (auto mobile = mobile_of_china(text)) return mobile;
    auto const parts = split_extension(text);
    bool const is_readable = holds_only(parts.number, marks) &&
                             holds_only(parts.extension, decimal_digits) &&
                             parts.extension.size() <= longest_extension;
    if (!is_readable) return std::nullopt;
    if (auto number = by_library(parts, country)) return number;
    auto const last = text.rfind('-');
    if (!parts.extension.empty() || last == std::string_view::npos) return std::nullopt;
    auto const extension = text.substr(last + 1);
    if (extension.empty() || extension.size() > longest_extension ||
        !holds_only(extension, decimal_digits))
        return std::nullopt;
    return by_library({text.substr(0, last), extension}, country);
}

// The numbers between the separators; empty when a part is none.
template <class Separators>
std::vector<PhoneNumber> split_numbers(std::string_view text, Separators const &between,
                                       std::string const &country) {
    std::vector<PhoneNumber> numbers;
    while (!text.empty()) {
        std::size_t end = text.size();
        std::size_t width = 0;
        for (std::string_view const separator : between)
            if (auto const at = text.find(separator); at < end) {
                end = at;
                width = separator.size();
            }
        auto const part = trim(text.substr(0, end));
        text.remove_prefix(end + width);
        if (part.empty()) continue;
        auto number = parse_narrow(part, country);
        if (!number) return {};
        if (std::ranges::find(numbers, *number) == numbers.end())
            numbers.push_back(std::move(*number));
    }
    return numbers;
}

}  // namespace

std::optional<PhoneNumber> parse_phone(std::string_view text, std::string_view country) {
    if (country == "CN")
        if (auto mobile = mobile_of_china(text)) return mobile;
    return parse_narrow(narrow_number(text), std::string{country});
}

std::vector<PhoneNumber> parse_phones(std::string_view text, std::string_view country) {
    if (auto number = parse_phone(text, country)) return {std::move(*number)};
    auto const folded = narrow_number(text);
    std::string const region{country};
    auto numbers = split_numbers(folded, separators, region);
    return numbers.empty() ? split_numbers(folded, std::array{" "}, region) : numbers;
}

bool is_phone_country(std::string_view country) {
    return country == "CN" ||
           Library::GetInstance()->GetCountryCodeForRegion(std::string{country}) != 0;
}

}  // namespace dcc
