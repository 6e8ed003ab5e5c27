#pragma once

#include <dcc/base/time.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dcc {

// Who a mail is from or to: "王伟 <wang@example.com>".
struct MailAddress {
    std::string name;     // may be empty
    std::string address;  // ASCII: "wang@example.com"

    std::string domain() const { return address.substr(address.rfind('@') + 1); }
    std::string text() const;  // as it is read

    friend bool operator==(MailAddress const &, MailAddress const &) = default;
};

// Reads "wang@example.com" or "王伟 <wang@example.com>". Nothing when the address is not of a form
// that every mail server takes (RFC 5321 without quoted names and address literals; ASCII).
std::optional<MailAddress> parse_mail_address(std::string_view text);

// A plain text to be sent (RFC 5322). Subject and names may hold anything: what could end a header
// or hide in one becomes a blank.
struct Mail {
    MailAddress from;
    MailAddress to;
    std::string subject;
    Instant date;
    std::string message_id;               // without its angle brackets, as are the references
    std::vector<std::string> references;  // earlier mails of the thread, oldest first
    bool automatic = false;               // written by no person (RFC 3834)
    std::string body;                     // UTF-8
};

// The mail as it is handed to a mail server: pure ASCII, lines that end in a line feed alone, as
// programs such as sendmail(8) take them; those of the header have at most 78 bytes, if no address
// is longer. The same mail gives the same bytes.
std::string compose(Mail const &mail);

}  // namespace dcc
