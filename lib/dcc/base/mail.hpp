#pragma once

#include <dcc/base/time.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dcc {

// The sender or recipient of a mail: "王伟 <wang@example.com>".
struct MailAddress {
    std::string name;     // may be empty
    std::string address;  // as it is written: "wang@example.com", "chen@例子.公司"

    std::string mailed() const;  // as mail servers take it, ASCII: "chen@xn--fsqu00a.xn--55qx5d"
    std::string domain() const;  // of that
    std::string text() const;    // "name <address>", or the address alone

    friend bool operator==(MailAddress const &, MailAddress const &) = default;
};

// Reads "wang@example.com" or "王伟 <wang@example.com>"; full-width characters of an input method
// are taken for ASCII. Nothing when the address is not of a form that every mail server accepts
// (RFC 5321 without quoted names and address literals; ASCII, but an international domain counts by
// the ASCII form that Unicode's UTS #46 gives it).
std::optional<MailAddress> parse_mail_address(std::string_view text);

// A plain-text mail (RFC 5322). Subject and names may contain any text: control characters, which
// could end a header, are replaced by blanks.
struct Mail {
    MailAddress from;
    MailAddress to;
    std::string subject;
    Instant date;
    std::string message_id;               // without angle brackets, like the references
    std::vector<std::string> references;  // earlier mails of the thread, oldest first
    bool automatic = false;               // not written by a person (RFC 3834)
    std::string body;                     // UTF-8
};

// The mail as handed to a mail server: ASCII only, lines that end in a line feed alone, as programs
// such as sendmail(8) expect. Header lines have at most 78 bytes unless an address is longer. The
// same mail always gives the same bytes.
std::string compose(Mail const &mail);

}  // namespace dcc
