#include "target.hpp"
#include <dcc/base/mail.hpp>
#include <dcc/base/text.hpp>

#include <algorithm>
#include <array>
#include <set>
#include <string>

namespace dcc::test {
namespace {

constexpr std::array<std::string_view, 11> headers{"From:",
                                                   "To:",
                                                   "Subject:",
                                                   "Date:",
                                                   "Message-ID:",
                                                   "In-Reply-To:",
                                                   "References:",
                                                   "Auto-Submitted:",
                                                   "MIME-Version:",
                                                   "Content-Type:",
                                                   "Content-Transfer-Encoding:"};

// Nothing in a text can end its header, begin another one or reach the body.
void check_form(std::string_view mail) {
    std::set<std::string_view> seen;
    bool in_headers = true;
    require(mail.ends_with('\n'), "a mail ends with a line end");
    while (!mail.empty()) {
        auto const line = mail.substr(0, mail.find('\n'));
        mail.remove_prefix(line.size() + 1);
        require(
            std::ranges::all_of(
                line, [&](char c) { return (c >= ' ' && c <= '~') || (c == '\t' && !in_headers); }),
            "a mail is in printable ASCII");
        if (in_headers && line.empty()) {
            in_headers = false;
        } else if (in_headers && line.front() != ' ') {
            auto const name = line.substr(0, line.find(':') + 1);
            require(std::ranges::count(headers, name) == 1, "no text adds a header");
            require(seen.insert(name).second, "no header occurs twice");
        }
        if (!in_headers) require(line.size() <= 998, "every server accepts the lines of the body");
    }
    require(!in_headers, "a mail has a body");
    for (auto const needed : {"From:", "To:", "Subject:", "Date:", "Message-ID:"})
        require(seen.contains(needed), "a mail has the headers that it needs");
}

}  // namespace

// An address that is read and written is the same address; a mail with any texts is a mail.
void fuzz(std::string_view input) {
    Parts const parts{input};
    std::string const text{parts.first};
    auto const address = parse_mail_address(text);
    if (address) {
        require(std::ranges::all_of(address->address, [](char c) { return c > ' ' && c <= '~'; }),
                "an address is in ASCII");
        require(!address->domain().empty(), "an address has a domain");
        auto const again = parse_mail_address(address->text());
        require(again && again->address == address->address, "it is the same address");
    }
    Mail mail;
    mail.from = {text, "desk@example.com"};
    mail.to = address.value_or(MailAddress{std::string{parts.second}, "wang@example.com"});
    mail.subject = text;
    mail.date = Instant{Seconds{1'780'000'000}};
    mail.message_id = "c1.1@example.com";
    mail.automatic = text.size() % 2 == 0;
    if (mail.automatic) mail.references = {"c1.0@example.com"};
    mail.body = parts.second;
    auto const composed = compose(mail);
    check_form(composed);
    require(compose(mail) == composed, "the same mail gives the same bytes");
}

}  // namespace dcc::test
