#include "../support/lines.hpp"
#include <dcc/base/mail.hpp>

#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace dcc;

namespace {

Mail some_mail() {
    Mail mail;
    mail.from = {"Service", "service@example.com"};
    mail.to = {"", "wang@example.org"};
    mail.subject = "Hello";
    mail.date = parse_rfc3339("2026-11-21T08:00:00Z").value();
    mail.message_id = "C1.1.desk@example.com";
    mail.body = "Good day\n";
    return mail;
}

// The lines before the first blank one.
std::vector<std::string> header_of(std::string const &mail) {
    return lines_of(mail.substr(0, mail.find("\n\n")));
}

}  // namespace

TEST_CASE("Mail addresses of the usual forms are read, with and without a name") {
    CHECK(parse_mail_address("a@b") == MailAddress{"", "a@b"});
    CHECK(parse_mail_address(" wang.fang+x@mail.example.com ") ==
          MailAddress{"", "wang.fang+x@mail.example.com"});
    CHECK(parse_mail_address("王伟 <wang@example.com>") == MailAddress{"王伟", "wang@example.com"});
    CHECK(parse_mail_address("\"Wang, Wei\" <w@example.com>") ==
          MailAddress{"Wang, Wei", "w@example.com"});
    CHECK(parse_mail_address("a < b <w@example.com>") == MailAddress{"a < b", "w@example.com"});
    CHECK(parse_mail_address("王伟 <wang@example.com>")->text() == "王伟 <wang@example.com>");
    CHECK(MailAddress{"", "a@b.example"}.domain() == "b.example");
}

TEST_CASE("An international domain is mailed in ASCII and shown as it is written") {
    struct Written {
        char const *text;
        char const *shown;
        char const *mailed;
    };
    for (auto const &one : {
             Written{"chen@例子.公司", "chen@例子.公司", "chen@xn--fsqu00a.xn--55qx5d"},
             Written{"max@MÜNCHEN.example", "max@MÜNCHEN.example", "max@xn--mnchen-3ya.example"},
             Written{"a@straße.example", "a@straße.example", "a@xn--strae-oqa.example"},
             Written{"ｗａｎｇ＠ｅｘａｍｐｌｅ．ｃｏｍ", "wang@example.com", "wang@example.com"},
             Written{"a@example。com", "a@example。com", "a@example.com"},
             Written{"陈 <chen@例子.公司>", "chen@例子.公司", "chen@xn--fsqu00a.xn--55qx5d"},
         }) {
        CAPTURE(one.text);
        auto const read = parse_mail_address(one.text);
        REQUIRE(read);
        CHECK(read->address == one.shown);
        CHECK(read->mailed() == one.mailed);
        auto mail = some_mail();
        mail.to = *read;
        CHECK(compose(mail).find(one.mailed) != std::string::npos);
        mail.from = *read;
        CHECK(parse_mail_address(read->text()) == read);
    }
    for (std::string const text :
         {"陈@例子.公司", "a@-例子.公司", "a@例子..公司", "a@例 子.公司", "a@\xff.example"})
        CHECK_FALSE(parse_mail_address(text));
    CHECK_FALSE(parse_mail_address(std::string_view{"a@例子.公司\0.example", 24}));
}

TEST_CASE("What no mail server would take for an address is none") {
    for (auto const *text : {"",
                             "wang",
                             "@example.com",
                             "wang@",
                             "wang@@",
                             "a b@example.com",
                             "wang@exa mple.com",
                             "wang@example..com",
                             ".wang@example.com",
                             "wang.@example.com",
                             "wang@-example.com",
                             "王@example.com",
                             "wang@example.com>",
                             "<wang@example.com",
                             "wang@example.com\nBcc: x@example.com",
                             "a@b, c@d",
                             "Wang <wang@example.com> x",
                             "\"a b\"@example.com",
                             "a@[127.0.0.1]",
                             "a@b;rm"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_mail_address(text));
    }
    CHECK(parse_mail_address(std::string(64, 'a') + "@example.com"));
    CHECK_FALSE(parse_mail_address(std::string(65, 'a') + "@example.com"));
    CHECK_FALSE(parse_mail_address("a@" + std::string(300, 'b')));
}

TEST_CASE("A mail has all its headers, and the same bytes each time") {
    auto mail = some_mail();
    mail.references = {"C1.0.desk@example.com", "C1.0b.desk@example.com"};
    mail.automatic = true;
    CHECK(compose(mail) ==
          "From: \"Service\"\n <service@example.com>\n"
          "To: wang@example.org\n"
          "Subject: Hello\n"
          "Date: Sat, 21 Nov 2026 08:00:00 +0000\n"
          "Message-ID: <C1.1.desk@example.com>\n"
          "In-Reply-To: <C1.0b.desk@example.com>\n"
          "References: <C1.0.desk@example.com>\n <C1.0b.desk@example.com>\n"
          "Auto-Submitted: auto-generated\n"
          "MIME-Version: 1.0\n"
          "Content-Type: text/plain; charset=UTF-8\n"
          "Content-Transfer-Encoding: 7bit\n"
          "\n"
          "Good day\n");
    CHECK(compose(mail) == compose(mail));
    CHECK(compose(some_mail()).find("Auto-Submitted") == std::string::npos);
    CHECK(compose(some_mail()).find("References") == std::string::npos);
}

TEST_CASE("Chinese goes as encoded words and base 64, no character of it cut in two") {
    auto mail = some_mail();
    mail.from.name = "客户服务中心";
    mail.to.name = "王伟";
    mail.subject.clear();
    for (int i = 0; i < 40; ++i) mail.subject += "包裹";
    mail.body = "您好！\n再见";
    auto const text = compose(mail);
    CHECK(
        text.starts_with("From: =?UTF-8?B?5a6i5oi35pyN5Yqh5Lit5b+D?=\n <service@example.com>\n"
                         "To: =?UTF-8?B?546L5Lyf?=\n <wang@example.org>\n"));
    // 39 bytes a word, which is thirteen characters.
    CHECK(text.find("Subject: =?UTF-8?B?5YyF6KO55YyF6KO55YyF6KO55YyF6KO55YyF6KO55YyF6KO55YyF?=\n"
                    " =?UTF-8?B?6KO5") != std::string::npos);
    CHECK(text.ends_with("\n\n5oKo5aW977yBDQrlho3op4ENCg==\n"));
    for (char const c : text) CHECK(static_cast<unsigned char>(c) < 0x80);
    for (auto const &line : lines_of(text)) CHECK(line.size() <= 78);
}

TEST_CASE("No name and no subject can add a header or end the header") {
    auto mail = some_mail();
    auto const names = header_of(compose(mail)).size();
    for (auto const *hostile :
         {"x\r\nBcc: victim@example.com", "x\nBcc: victim@example.com", "x\r\n\r\nbody",
          "x\rBcc: v@example.com", "=?UTF-8?Q?=0D=0ABcc:_v@example.com?=", "\"\\\" <a@b>, x",
          "x\u2028Bcc: v", "\x01\x02\x7f", "\xff\xfe",
          "\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\"}) {
        CAPTURE(hostile);
        mail.subject = hostile;
        mail.from.name = hostile;
        mail.to.name = hostile;
        auto const header = header_of(compose(mail));
        std::size_t headers = 0;
        for (auto const &line : header) {
            CHECK(line.find("Bcc:") != 0);
            CHECK(line.size() <= 78);
            CHECK(line.find('\r') == std::string::npos);
            if (line.front() != ' ') ++headers;
        }
        CHECK(headers == names - 1);  // that of From is folded
        // What could be read as an encoded word is never there as it was given.
        CHECK(compose(mail).find("=0D=0A") == std::string::npos);
    }
    mail.from.name = "a \"b\" \\c";
    CHECK(compose(mail).starts_with("From: \"a \\\"b\\\" \\\\c\"\n <service@example.com>\n"));
}

TEST_CASE("A long plain subject is folded, a long plain line encoded, control characters dropped") {
    auto mail = some_mail();
    mail.subject = std::string(500, 's');
    mail.body = "line\r\n" + std::string(998, 'b');
    auto text = compose(mail);
    for (auto const &line : header_of(text)) CHECK(line.size() <= 78);
    CHECK(text.find("7bit") != std::string::npos);
    CHECK(text.find('\r') == std::string::npos);
    mail.body += 'b';
    text = compose(mail);
    CHECK(text.find("base64") != std::string::npos);
    for (auto const &line : lines_of(text)) CHECK(line.size() <= 78);
    mail.body = std::string{"a\x1b[31mb\0c", 9};
    CHECK(compose(mail).ends_with("\n\na [31mb c\n"));
}

TEST_CASE("Dates are those of mail, in every month and on every day of the week") {
    auto mail = some_mail();
    mail.date = parse_rfc3339("2024-02-29T23:59:59Z").value();
    CHECK(compose(mail).find("Date: Thu, 29 Feb 2024 23:59:59 +0000\n") != std::string::npos);
    mail.date = parse_rfc3339("2026-01-04T00:00:00Z").value();
    CHECK(compose(mail).find("Date: Sun, 04 Jan 2026 00:00:00 +0000\n") != std::string::npos);
    mail.date = parse_rfc3339("2026-12-31T12:00:01Z").value();
    CHECK(compose(mail).find("Date: Thu, 31 Dec 2026 12:00:01 +0000\n") != std::string::npos);
}
