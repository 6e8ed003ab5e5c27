#include <dcc/base/mail.hpp>
#include <dcc/base/text.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>

#include <fmt/format.h>
#include <idn2.h>
#include <sodium.h>

// Written by hand because little is needed and the libraries do not fit: GMime brings GLib, GObject
// and GIO with their start-up cost into every command, VMime's licence is not compatible, and
// mimetic has not been maintained for years.

namespace dcc {
namespace {

constexpr std::size_t longest_line = 76;
constexpr std::size_t encoded_word = 39;  // bytes: 64 as an encoded word, 73 after "Subject: "

bool is_letter_or_digit(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// Whether the text is non-empty parts joined by dots, all of characters that `is` accepts.
template <class Is>
bool is_dotted(std::string_view text, Is const &is) {
    return !text.empty() && text.front() != '.' && text.back() != '.' &&
           text.find("..") == std::string_view::npos &&
           std::ranges::all_of(text, [&](char c) { return c == '.' || is(c); });
}

bool is_address(std::string_view text) {
    constexpr std::string_view marks = "!#$%&'*+-/=?^_`{|}~";
    auto const at = text.rfind('@');
    if (at > 64 || text.size() > 254) return false;  // without an @, `at` is npos
    auto const domain = text.substr(at + 1);
    return is_dotted(text.substr(0, at),
                     [&](char c) {
                         return is_letter_or_digit(c) || marks.find(c) != std::string_view::npos;
                     }) &&
           is_dotted(domain, [](char c) { return is_letter_or_digit(c) || c == '-'; }) &&
           domain.front() != '-' && domain.back() != '-';
}

bool is_ascii(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
}

// The address with its domain in ASCII. Empty when the domain has no such form.
std::string in_ascii(std::string const &address) {
    if (is_ascii(address)) return address;
    auto const domain = address.rfind('@') + 1;
    if (address.find('\0') != std::string::npos) return {};  // libidn2 would stop there
    std::uint8_t *found = nullptr;
    auto const status =
        idn2_lookup_u8(reinterpret_cast<std::uint8_t const *>(address.c_str() + domain), &found,
                       IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL);
    std::unique_ptr<std::uint8_t, decltype(&idn2_free)> const owned{found, &idn2_free};
    if (status != IDN2_OK) return {};
    return address.substr(0, domain) + reinterpret_cast<char const *>(owned.get());
}

// On one line, padded.
std::string base64(std::string_view bytes) {
    constexpr auto variant = sodium_base64_VARIANT_ORIGINAL;
    std::string text(sodium_base64_encoded_len(bytes.size(), variant), '\0');
    sodium_bin2base64(text.data(), text.size(),
                      reinterpret_cast<unsigned char const *>(bytes.data()), bytes.size(), variant);
    text.pop_back();  // the terminating zero
    return text;
}

// The first whole characters of the text, at most `most` bytes.
std::string_view whole_characters(std::string_view text, std::size_t most) {
    if (text.size() <= most) return text;
    while (most > 1 && (static_cast<unsigned char>(text[most]) & 0xC0) == 0x80) --most;
    return text.substr(0, most);
}

// RFC 2047: encoded words, one a line. Readers ignore the white space between them.
std::string encoded_words(std::string_view text) {
    std::string words;
    while (!text.empty()) {
        auto const part = whole_characters(text, encoded_word);
        words += fmt::format("{}=?UTF-8?B?{}?=", words.empty() ? "" : "\n ", base64(part));
        text.remove_prefix(part.size());
    }
    return words;
}

// Free text of a header. Text that looks like an encoded word is encoded too, to be read unchanged.
std::string unstructured(std::string_view name, std::string const &raw) {
    auto const text = printable(raw);
    bool const plain = is_ascii(text) && text.find("=?") == std::string::npos &&
                       name.size() + 2 + text.size() <= longest_line;
    return plain ? text : encoded_words(text);
}

// The display name of an address, quoted or encoded (RFC 5322 "phrase").
std::string phrase(std::string const &raw) {
    std::string name{trim(printable(raw))};
    if (name.empty()) return name;
    std::string quoted = "\"";
    for (char const c : name) {
        if (c == '"' || c == '\\') quoted += '\\';
        quoted += c;
    }
    quoted += '"';
    bool const plain =
        is_ascii(name) && quoted.size() < encoded_word && name.find("=?") == std::string::npos;
    return plain ? quoted : encoded_words(name);
}

std::string header_address(MailAddress const &who) {
    auto const name = phrase(who.name);
    return name.empty() ? who.mailed() : fmt::format("{}\n <{}>", name, who.mailed());
}

// "Sat, 21 Nov 2026 08:00:00 +0000"
std::string mail_date(Instant instant) {
    constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    auto const day = std::chrono::floor<std::chrono::days>(instant);
    Date const date{day};
    auto const clock = format_utc(instant).substr(11, 8);
    return fmt::format("{}, {:02} {} {:04} {} +0000",
                       days.at(std::chrono::weekday{day}.c_encoding()), unsigned{date.day()},
                       months.at(unsigned{date.month()} - 1), int{date.year()}, clock);
}

// RFC 2045: lines of 76 characters.
std::string base64_lines(std::string_view bytes) {
    auto const text = base64(bytes);
    std::string lines;
    for (std::size_t i = 0; i < text.size(); i += longest_line) {
        lines += text.substr(i, longest_line);
        lines += '\n';
    }
    return lines;
}

// The text with CR LF line ends, which mail requires inside encoded content.
std::string canonical(std::string_view body) {
    std::string text;
    for (char const c : body) {
        if (c == '\n') text += '\r';
        text += c;
    }
    return text;
}

// Whether a text needs no encoding: ASCII in lines that every server accepts (RFC 5322: 998).
bool is_plain(std::string_view text) {
    constexpr std::size_t most = 998;
    std::size_t length = 0;
    for (char const c : text) {
        length = c == '\n' ? 0 : length + 1;
        if (length > most || (c != '\n' && c != '\t' && (c < ' ' || c > '~'))) return false;
    }
    return true;
}

// The text with U+FF01 to U+FF5E, the full-width forms of ASCII, as ASCII, and U+A0 as a blank.
std::string narrow(std::string_view text) {
    std::string narrowed;
    for (std::size_t i = 0; i < text.size(); ++i) {
        auto const byte = [&](std::size_t n) {
            return i + n < text.size() ? static_cast<unsigned char>(text[i + n]) : 0U;
        };
        auto const code = (byte(1) & 0x3FU) << 6U | (byte(2) & 0x3FU);  // after the 0xF000
        bool const is_wide = byte(0) == 0xEF && code >= 0xF01 && code <= 0xF5E;
        if (byte(0) == 0xC2 && byte(1) == 0xA0) {
            narrowed += ' ';
            ++i;
            continue;
        }
        narrowed += is_wide ? static_cast<char>(code - 0xF00 + ' ') : text[i];
        if (is_wide) i += 2;
    }
    return narrowed;
}

}  // namespace

std::string MailAddress::mailed() const {
    return in_ascii(address);
}

std::string MailAddress::domain() const {
    auto const all = mailed();
    return all.substr(all.rfind('@') + 1);
}

std::string MailAddress::text() const {
    return name.empty() ? address : fmt::format("{} <{}>", name, address);
}

std::optional<MailAddress> parse_mail_address(std::string_view given) {
    auto const narrowed = narrow(given);
    auto text = trim(narrowed);
    MailAddress who;
    auto const open = text.rfind('<');
    if (open != std::string_view::npos && text.ends_with('>')) {
        auto name = trim(text.substr(0, open));
        if (name.size() > 1 && name.front() == '"' && name.back() == '"')
            name = name.substr(1, name.size() - 2);
        who.name = name;
        text = text.substr(open + 1, text.size() - open - 2);
    }
    who.address = text;
    if (!is_address(who.mailed())) return std::nullopt;
    return who;
}

std::string compose(Mail const &mail) {
    std::string text;
    auto const header = [&](std::string_view name, std::string const &value) {
        text += fmt::format("{}: {}\n", name, value);
    };
    header("From", header_address(mail.from));
    header("To", header_address(mail.to));
    header("Subject", unstructured("Subject", mail.subject));
    header("Date", mail_date(mail.date));
    header("Message-ID", fmt::format("<{}>", mail.message_id));
    if (!mail.references.empty()) {
        header("In-Reply-To", fmt::format("<{}>", mail.references.back()));
        std::string all;
        for (auto const &id : mail.references)
            all += fmt::format("{}<{}>", all.empty() ? "" : "\n ", id);
        header("References", all);
    }
    if (mail.automatic) header("Auto-Submitted", "auto-generated");
    header("MIME-Version", "1.0");
    header("Content-Type", "text/plain; charset=UTF-8");
    auto body = printable(mail.body, true);
    if (!body.ends_with('\n')) body += '\n';
    bool const plain = is_plain(body);
    header("Content-Transfer-Encoding", plain ? "7bit" : "base64");
    return text + '\n' + (plain ? body : base64_lines(canonical(body)));
}

}  // namespace dcc
