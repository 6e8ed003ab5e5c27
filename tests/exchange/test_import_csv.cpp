#include "import_support.hpp"
#include <dcc/base/text.hpp>

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace dcc;

TEST_CASE("Good rows are kept, bad ones set aside with line and reason as they stood") {
    TestDesk desk;
    auto const result = import_csv(desk,
                                   "id,subject,received,channel\n"
                                   "A,One,2026-06-01 09:00,phone\n"
                                   "B,Two,not a time,phone\n"
                                   "C,Three,2026-06-01 09:00\n"
                                   "D,\"Fo\nur\",2026-06-01 09:00,phon\n"
                                   "E,,2026-06-01 09:00,phone\n"
                                   "F,Six,2027-06-01 09:00,phone\n"
                                   ",Seven,2026-06-01 09:00,phone\n"
                                   "H,Eight\xff,2026-06-01 09:00,phone\n"
                                   "I,Nine,,phone\n"
                                   "J,\"T\"en,2026-06-01 09:00,phone\n"
                                   ",\t,, \n"
                                   "K,\"Eleven, \"\"quoted\"\"\",2026-06-01 09:00,phone\n");
    CHECK(result.error == "");
    CHECK(result.counts() == "2 imported, 0 present, 9 rejected");
    CHECK(imported(desk, "K").subject == "Eleven, \"quoted\"");
    // Those that cannot be read come before those that the desk refuses.
    std::string const told[] = {
        "3,\"received_at: \"\"not a time\"\" is not a time in any format of the mapping\","
        "B,Two,not a time,phone\n",
        "4,3 fields where the heading has 4,C,Three,2026-06-01 09:00\n",
        "10,\"not UTF-8, but perhaps Windows-1252\",H,Eight\xff,2026-06-01 09:00,phone\n",
        "11,received_at: the row has no time,I,Nine,,phone\n",
        "12,quotes out of place,\"J,\"\"T\"\"en,2026-06-01 09:00,phone\"\n",
        "5,\"there is no channel \"\"phon\"\" (did you mean \"\"phone\"\"?)\","
        "D,\"Fo\nur\",2026-06-01 09:00,phon\n",
        "7,the subject is empty,E,,2026-06-01 09:00,phone\n",
        "8,received 2027-06-01 09:00:00 is later than now (2026-06-30 12:00:00),"
        "F,Six,2027-06-01 09:00,phone\n",
        "9,the external id is empty,,Seven,2026-06-01 09:00,phone\n"};
    std::string all = "dcc_line,dcc_reason,id,subject,received,channel\n";
    for (auto const &line : told) all += line;
    CHECK(result.rejected == all);
    CHECK(desk.whole());
}

TEST_CASE("Importing again changes nothing, and rows put right come in by the reject file") {
    TestDesk desk;
    std::string const table =
        "id,subject,received,channel\n"
        "A,One,2026-06-01 09:00,phone\n"
        "B,Two,2026-06-01 09:00,fone\n";
    auto const first = import_csv(desk, table);
    CHECK(first.counts() == "1 imported, 0 present, 1 rejected");
    auto const head = desk.writer.head();
    auto const again = import_csv(desk, table);
    CHECK(again.counts() == "0 imported, 1 present, 1 rejected");
    CHECK(desk.writer.head() == head);
    auto const mended = import_csv(desk, with(first.rejected, ",fone\n", ",phone\n"));
    CHECK(mended.counts() == "1 imported, 0 present, 0 rejected");
    CHECK(import_csv(desk, with(table, "fone", "phone")).counts() ==
          "0 imported, 2 present, 0 rejected");
}

TEST_CASE("A row with an impossible time spoils itself alone, among as many as fill a batch") {
    for (auto const &row : std::initializer_list<std::pair<char const *, char const *>>{
             {"0206-11-19 10:00", "received 0206-11-19T01:54:17Z lies outside the years 1900"},
             {"1850-01-01 00:00", "lies outside the years 1900 to 2200"},
             {"0000-01-01 00:00", "lies outside the years 1900 to 2200"},
             {"9999-12-31 23:59", "lies outside the years 1900 to 2200"},
             {"1900-01-01 00:00", "lies outside the years 1900 to 2200"},  // in UTC in 1899
             {"2200-12-31 23:59", "is later than now"},
             {"99999-01-01 00:00", "is not a time"},
             {"2026-02-30 00:00", "is not a time"}}) {
        auto const *time = row.first;
        std::string const reason = row.second;
        TestDesk desk;
        std::string table = "id,subject,received,channel\n";
        for (int i = 2; i <= 30; ++i)
            table += "X" + std::to_string(i) + ",Matter," + (i == 20 ? time : "2026-06-01 09:00") +
                     ",phone\n";
        auto const result = import_csv(desk, table);
        CAPTURE(reason);
        CAPTURE(result.error);
        CAPTURE(result.rejected);
        CHECK(result.counts() == "28 imported, 0 present, 1 rejected");
        CHECK(result.rejected.find("\n20,") != std::string::npos);
        CHECK(result.rejected.find(reason) != std::string::npos);
        CHECK(desk.whole());
    }
}

TEST_CASE("An id that stands twice in one file is taken once, the second row set aside") {
    TestDesk desk;
    std::string const table =
        "id,subject,received,channel\n"
        "A,One,2026-06-01 09:00,phone\n"
        "B,Two,2026-06-01 09:00,phone\n"
        "A,Another,2026-06-02 09:00,phone\n";
    auto const result = import_csv(desk, table);
    CHECK(result.counts() == "2 imported, 0 present, 1 rejected");
    CHECK(result.rejected.find("4,\"external id \"\"A\"\" is already in an earlier row (C1)\","
                               "A,Another,2026-06-02 09:00,phone\n") != std::string::npos);
    CHECK(imported(desk, "A").subject == "One");
    CHECK(desk.writer.count<store::CaseRow>() == 2);
}

TEST_CASE("Batches end where they end: more rows than one holds come in whole and in order") {
    TestDesk desk;
    std::string table = "id,subject,received,channel\n";
    for (int i = 1; i <= 4100; ++i)
        table +=
            "X" + std::to_string(i) + ",Matter " + std::to_string(i) + ",2026-06-01 09:00,phone\n";
    table += "X1,Again,2026-06-01 09:00,phone\n";
    CHECK(import_csv(desk, table, plain_fields, true).counts() ==
          "4100 imported, 0 present, 1 rejected");
    CHECK(desk.writer.count<store::CaseRow>() == 0);
    CHECK(import_csv(desk, table).counts() == "4100 imported, 0 present, 1 rejected");
    CHECK(desk.writer.count<store::CaseRow>() == 4100);
    CHECK(imported(desk, "X4100").id == CaseId{4100});
    CHECK(desk.whole());
}

TEST_CASE("A row that cannot be read spoils itself alone") {
    for (auto const &[row, reason] : std::initializer_list<std::pair<std::string, char const *>>{
             {"B,\"Two,2026-06-01 09:00,phone", "3,its quote is never closed,"},
             {"B,\"Tw\"o,2026-06-01 09:00,phone", "3,quotes out of place,"},
             {"B," + std::string((16 << 20) + 1, 'x'), "3,longer than 16 MiB,"},
             {"B" + std::string(20'000, ','), "3,more than 16384 fields,"},
             {"B,Two,0001-01-01,phone", "3,received 0000-12-31T15:54:17Z lies outside"}}) {
        TestDesk desk;
        auto const result = import_csv(desk,
                                       "id,subject,received,channel\n"
                                       "A,One,2026-06-01 09:00,phone\n" +
                                           row + "\nC,Three,2026-06-01 09:00,phone\n");
        CHECK(result.error == "");
        CHECK(result.counts() == "2 imported, 0 present, 1 rejected");
        CHECK(result.rejected.substr(result.rejected.find('\n') + 1).starts_with(reason));
        CHECK(desk.writer.find_external_case("C"));
    }
}

TEST_CASE("What is wrong with a table as a whole is told before its first row") {
    for (auto const &[heading, error] : std::initializer_list<std::pair<std::string, std::string>>{
             {"id,subject,recieved,channel",
              "the table has no column \"received\" (did you mean \"recieved\"?)"},
             {"id,subject,received,channel,id", "the table has two columns \"id\""},
             {"id,subject,subject,received,channel", "the table has two columns \"subject\""},
             {"id,\"subject\"x", "line 1: the heading cannot be read: quotes out of place"},
             {"id,subject,received,channel,\xb1\xea\xcc\xe2",
              "line 1: the heading is not UTF-8, but perhaps GB18030"},
             {"id,subject,received,channel,Stra\xdf\x65",
              "line 1: the heading is not UTF-8, but perhaps Windows-1252"},
             {std::string{"i\0d\0,\0", 6},
              "line 1: the heading is not UTF-8, but perhaps UTF-16LE"}}) {
        TestDesk desk;
        CHECK(import_csv(desk, heading + "\nA,One,2026-06-01 09:00,phone,x\n").error ==
              "data: " + error);
        CHECK(desk.writer.event_count() == 2);
    }
    TestDesk desk;
    CHECK(import_csv(desk, "").error == "data: the table is empty: it has no heading");
    // Columns that are not used may have any names.
    CHECK(import_csv(desk, "id,subject,received,channel,,\nA,One,2026-06-01 09:00,phone,,\n")
              .counts() == "1 imported, 0 present, 0 rejected");
}

TEST_CASE("A table is read in its encoding and with its delimiter, and so is its reject file") {
    for (auto const &[encoding, refund] :
         std::initializer_list<std::pair<char const *, char const *>>{
             {"GB18030", "\xcd\xcb\xbf\xee"},
             {"Big5", "\xb0\x68\xb4\xda"},
             {"Shift_JIS", "\x91\xde\x8b\xe0"},
             {"UTF-8", "退款"}}) {
        TestDesk desk;
        auto const map = fmt::format("encoding = \"{}\"\n{}", encoding, plain_fields);
        auto const result = import_csv(
            desk,
            fmt::format("sep=;\nid;subject;received;channel\nA;{0};2026-06-01 09:00;phone\n"
                        "B;{0};2026-06-01 09:00;fone\nC\xff;{0};2026-06-01 09:00;phone\n",
                        refund),
            map);
        CHECK(result.error == "");
        CHECK(result.counts() == "1 imported, 0 present, 2 rejected");
        auto const subject = imported(desk, "A").subject;
        CHECK(is_utf8(subject));
        CHECK(result.rejected.starts_with("\ufeffsep=;\ndcc_line;dcc_reason;id;"));
        CHECK(result.rejected.find(fmt::format("5;not {};C", encoding)) != std::string::npos);
        auto const mended =
            import_csv(desk, with(with(result.rejected, ";fone\n", ";phone\n"), "C\xff", "C"), map);
        CHECK(mended.counts() == "2 imported, 0 present, 0 rejected");
        CHECK(imported(desk, "C").subject == subject);
    }
}

TEST_CASE("A reject file of rows is imported again after it was mended") {
    struct Example {
        char const *row;
        char const *bad;
        char const *mended;
    };
    for (auto const &[row, bad, mended] : std::initializer_list<Example>{
             {"B,Two,2026-06-01 09:00", "2026-06-01 09:00", "2026-06-01 09:00,phone"},
             {"B,Two,too,2026-06-01 09:00,phone", "Two,too", "Two"},
             {"B,\"T\"wo,2026-06-01 09:00,phone", "\"\"T\"\"wo", "Two"},
             {"B,\"Two,2026-06-01 09:00,phone", ",\"\"Two", ",Two"},
             {"B,Two,2026-06-01 09:00,fone", ",fone\n", ",phone\n"},
             {"B,\"T,wo\",noon,phone", ",noon,", ",2026-06-01 09:00,"}}) {
        std::string const given = row;
        CAPTURE(given);
        TestDesk desk;
        auto const first = import_csv(desk, fmt::format("id,subject,received,channel\n{}\n", row));
        CHECK(first.counts() == "0 imported, 0 present, 1 rejected");
        auto const again = import_csv(desk, first.rejected);
        CHECK(again.counts() == "0 imported, 0 present, 1 rejected");
        CHECK(again.rejected == first.rejected);
        auto const last = import_csv(desk, with(again.rejected, bad, mended));
        CAPTURE(last.rejected);
        CHECK(last.counts() == "1 imported, 0 present, 0 rejected");
        CHECK(desk.writer.find_external_case("B"));
    }
    // Of an older version, which had its columns behind the others.
    TestDesk desk;
    CHECK(import_csv(desk,
                     "id,subject,received,channel,dcc_line,dcc_reason\n"
                     "B,Two,2026-06-01 09:00,phone,3,wrong\n")
              .counts() == "1 imported, 0 present, 0 rejected");
}

TEST_CASE("After a fault that is not the table's nothing more is tried") {
    TestDesk desk;
    auto const map = read_mapping(plain_fields, "map.toml");
    std::istringstream input{
        "id,subject,received,channel\n"
        "A,One,2026-06-01 09:00,phone\n"
        "B,Two,not a time,phone\n"};
    auto session = desk.session(import_time);
    auto const result = run_import([&](exchange::ImportOptions options) {
        options.rejects = []() -> std::ostream & {
            throw Error{ErrorKind::cannot_create, "no room for rejected rows"};
        };
        return exchange::import_csv(session, input, map, options);
    });
    CHECK(result.error == "cannot_create: no room for rejected rows");
    CHECK(desk.writer.count<store::CaseRow>() == 0);
}

TEST_CASE("Times are read in every form of the mapping, in its zone") {
    TestDesk desk;
    std::string const map =
        "zone = \"Europe/Berlin\"\nformats = [\"%d/%m/%y %H:%M\", "
        "\"%d %b %Y %I:%M %p\"]\n" +
        plain_fields;
    auto const result = import_csv(desk,
                                   "id,subject,received,channel\n"
                                   "A,x,2026-06-01T09:00:00Z,phone\n"
                                   "B,x,2026-06-01T09:00:00+08:00,phone\n"
                                   "C,x,2026-06-01 09:00,phone\n"
                                   "D,x,01/06/26 09:00,phone\n"
                                   "E,x,1 Jun 2026 09:00 PM,phone\n"
                                   "F,x,2026-06-01,phone\n"
                                   "G,x,2026-01-15 09:00:30,phone\n"
                                   "H,x,31/02/26 09:00,phone\n",
                                   map);
    CHECK(result.counts() == "7 imported, 0 present, 1 rejected");
    auto const received = [&](char const *id) {
        return format_utc(imported(desk, id).received_at);
    };
    CHECK(received("A") == "2026-06-01T09:00:00Z");
    CHECK(received("B") == "2026-06-01T01:00:00Z");
    CHECK(received("C") == "2026-06-01T07:00:00Z");
    CHECK(received("D") == "2026-06-01T07:00:00Z");
    CHECK(received("E") == "2026-06-01T19:00:00Z");
    CHECK(received("F") == "2026-05-31T22:00:00Z");
    CHECK(received("G") == "2026-01-15T08:00:30Z");
}

TEST_CASE("Times of ISO 8601 need no format, others have one") {
    for (auto const &[time, formats] : std::initializer_list<std::pair<char const *, char const *>>{
             {"2026-06-01T09:00:00Z", ""},
             {"2026-06-01T09:00Z", ""},
             {"2026-06-01 09:00Z", ""},
             {"2026-06-01T17:00:00+0800", ""},
             {"2026-06-01T17:00:00.250+0800", ""},
             {"2026-06-01 17:00:00 +0800", ""},
             {"2026-06-01T17:00+08:00", ""},
             {"2026-06-01T04:00-0500", ""},
             {"2026-06-01T17:00:00", ""},
             {"2026-06-01 17:00:00.999", ""},
             {"2026-06-01T17:00", ""},
             {"1780304400", "%s"},
             {"1780304400.75", "%s.%f"},
             {"01/06/2026 17:00:00.125", "%d/%m/%Y %H:%M:%S.%f"},
             {"1.6.2026 11:00 +02:00", "%d.%m.%Y %H:%M %Ez"}}) {
        std::string const given = time;
        CAPTURE(given);
        TestDesk desk;
        auto const map = fmt::format("formats = [{}]\n{}",
                                     *formats ? fmt::format("\"{}\"", formats) : "", plain_fields);
        auto const result =
            import_csv(desk, fmt::format("id,subject,received,channel\nA,x,{},phone\n", time), map);
        CHECK(result.rejected == "");
        CHECK(format_utc(imported(desk, "A").received_at) == "2026-06-01T09:00:00Z");
    }
    for (auto const *wrong : {"1780304400", "2026-06-01T25:00Z", "2026-06-01T09:00+2500",
                              "2026-06-01T09:00:00Zulu", "06/01/2026"}) {
        TestDesk desk;
        CHECK(import_csv(desk, fmt::format("id,subject,received,channel\nA,x,{},phone\n", wrong))
                  .counts() == "0 imported, 0 present, 1 rejected");
    }
}

TEST_CASE("Words are translated, unknown ones set aside or given a default") {
    TestDesk desk;
    std::string const map = R"(delimiter = ";"
[fields]
external_id = "id"
subject = { columns = ["title", "detail"] }
received_at = "received"
channel = { column = "via", values = { "T" = "phone", "*" = "email" } }
priority = { column = "prio", values = { "1" = "urgent", "2" = "normal" }, unknown = ["?"] }
category = { column = "cat", default = "billing" }
customer_name = { column = "who", unknown = ["N/A"] }
customer_tier = { value = "gold" }
)";
    auto const result = import_csv(desk,
                                   "id;title;detail;received;via;prio;cat;who\n"
                                   "A; One ;two;2026-06-01 09:00;T;1;outage;Wang\n"
                                   "B;One;;2026-06-01 09:00;web;?;;N/A\n"
                                   "C;One;;2026-06-01 09:00;T;3;;Li\n"
                                   "D;One;;2026-06-01 09:00;T;;bills;Li\n",
                                   map);
    CHECK(result.counts() == "2 imported, 0 present, 2 rejected");
    CHECK(result.rejected.find("priority: the mapping has no value for \"\"3\"\"") !=
          std::string::npos);
    CHECK(result.rejected.find("there is no category \"\"bills\"\"") != std::string::npos);
    auto const a = imported(desk, "A");
    CHECK(a.subject == "One two");
    CHECK(a.channel == "phone");
    CHECK(a.priority == "urgent");
    CHECK(a.category == "outage");
    CHECK(a.given == std::vector<std::string>{"category", "priority"});
    auto const b = imported(desk, "B");
    CHECK(b.channel == "email");
    CHECK(b.category == "billing");
    CHECK(b.given == std::vector<std::string>{"category"});
    CHECK_FALSE(b.customer);
    CHECK(desk.writer.find(*a.customer)->tier == "gold");
    CHECK(desk.writer.count<store::CustomerRow>() == 1);
}

TEST_CASE("Who may not import is told so, and nothing is written") {
    TestDesk desk;
    auto const map = read_mapping(plain_fields, "map.toml");
    std::istringstream input{"id,subject,received,channel\nA,One,2026-06-01 09:00,phone\n"};
    auto session = desk.session(import_time, "wang");
    auto const result = run_import(
        [&](auto const &options) { return exchange::import_csv(session, input, map, options); });
    CHECK(result.error.starts_with("no_permission: "));
    CHECK(desk.writer.event_count() == 2);
}
