#include "import_support.hpp"
#include <dcc/base/text.hpp>

#include <algorithm>

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace dcc;

namespace {

Case imported(TestDesk &desk, std::string const &external_id) {
    return desk.load(desk.writer.find_external_case(external_id).value());
}

}  // namespace

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

namespace {

std::string const life_fields = plain_fields + R"(first_reply_at = "replied"
resolved_at = "resolved"
closed_at = "closed"
status = "status"
waiting_from = "from"
waiting_to = "to"
)";
std::string const life_heading =
    "id,subject,received,channel,replied,resolved,closed,status,from,to\n";

}  // namespace

TEST_CASE("A row's times become the case's past, measured on its clocks") {
    TestDesk desk;
    auto const result =
        import_csv(desk,
                   life_heading +
                       "A,x,2026-06-01 09:00,phone,2026-06-01 10:00,2026-06-02 10:00,"
                       "2026-06-03 10:00,closed,2026-06-01 11:00,2026-06-01 14:00\n",
                   life_fields);
    REQUIRE(result.counts() == "1 imported, 0 present, 0 rejected");
    auto const item = imported(desk, "A");
    CHECK(item.state == State::closed);
    CHECK(item.first_reply_at == at("2026-06-01T10:00:00+08:00"));
    CHECK(item.resolved_at == at("2026-06-02T10:00:00+08:00"));
    std::string told;
    for (auto const &event : desk.writer.events(item.id)) {
        told += std::string{word(event.payload)} + ";";
        CHECK(event.recorded_at == import_time);
    }
    CHECK(told == "opened;replied;waited;resumed;resolved;closed;");
    auto const rows = desk.writer.clocks(item.id);
    auto const &resolution = rows[1];
    CHECK(resolution.kind == ClockKind::resolution);
    CHECK(resolution.stage == Stage::completed);
    // 8 h on Monday and 1 h on Tuesday, less 2 h in which the customer was waited for.
    CHECK(resolution.elapsed == Seconds{7 * 3600});
    CHECK(desk.whole());
}

TEST_CASE("An end without a time ends the case without measuring it") {
    TestDesk desk;
    auto const result = import_csv(desk,
                                   life_heading +
                                       "A,x,2026-06-01 09:00,phone,,,,resolved,,\n"
                                       "B,x,2026-06-01 09:00,phone,,,,closed,,\n"
                                       "C,x,2026-06-01 09:00,phone,2026-06-01 10:00,,,cancelled,,\n"
                                       "D,x,2026-06-01 09:00,phone,,,,waiting_customer,,\n"
                                       "E,x,2026-06-01 09:00,phone,,,,odd,,\n",
                                   life_fields);
    CHECK(result.counts() == "4 imported, 0 present, 1 rejected");
    CHECK(result.rejected.find("status: \"\"odd\"\" is not a state of a case") !=
          std::string::npos);
    for (auto const *id : {"A", "B"}) {
        auto const item = imported(desk, id);
        CHECK(item.state == (id[0] == 'A' ? State::resolved : State::closed));
        CHECK_FALSE(item.resolved_at);
        CHECK_FALSE(item.first_reply_at);
        for (auto const &clock : item.clocks) {
            if (clock.kind == ClockKind::handoff) continue;
            CHECK(clock.stage == Stage::cancelled);
            CHECK_FALSE(clock.target);
            CHECK_FALSE(clock.due_at);
        }
    }
    CHECK(imported(desk, "C").state == State::cancelled);
    CHECK(imported(desk, "D").state == State::waiting_customer);
    CHECK(desk.whole());
}

TEST_CASE("The status of a row holds, or the row is set aside with the reason") {
    std::string const fields = life_fields + "team = \"team\"\nperson = \"person\"\n";
    struct Example {
        char const *columns;  // replied, resolved, closed, status, from, to, team, person
        char const *state;    // or why it is set aside
    };
    for (auto const &[columns, state] : std::initializer_list<Example>{
             {",,,new,,,,", "new"},
             {",,,new,,,tech,", "triaged"},
             {",,,new,,,front,wang", "assigned"},
             {",,,triaged,,,,", "triaged"},
             {",,,assigned,,,front,wang", "assigned"},
             {",,,in_progress,,,,", "in_progress"},
             {",,,in_progress,,,tech,", "in_progress"},
             {",,,in_progress,,,front,wang", "in_progress"},
             {"2026-06-02 09:00,,,in_progress,,,front,wang", "in_progress"},
             {",,,in_progress,2026-06-02 09:00,2026-06-03 09:00,,", "in_progress"},
             {",,,waiting_customer,2026-06-02 09:00,,,", "waiting_customer"},
             {",,,waiting_third_party,,,tech,", "waiting_third_party"},
             {",,,open,2026-06-02 09:00,,,", "waiting_customer"},
             {",,,reopened,,,,", "reopened"},
             {",2026-06-02 09:00,,reopened,,,,", "reopened"},
             {",,,resolved,,,,", "resolved"},
             {",2026-06-02 09:00,,closed,,,,", "closed"},
             {",2026-06-02 09:00,2026-06-03 09:00,closed,,,,", "closed"},
             {",,2026-06-03 09:00,cancelled,,,,", "cancelled"},
             {",,,cancelled,2026-06-02 09:00,,,", "cancelled"},
             {",,2026-06-03 09:00,duplicate,,,,", "cancelled"},
             {",2026-06-02 09:00,,open,,,,",
              "\"\"open\"\": by its other columns the case is resolved"},
             {",2026-06-02 09:00,,in_progress,,,,", "the case is resolved"},
             {",2026-06-02 09:00,2026-06-03 09:00,resolved,,,,", "the case is closed"},
             {",2026-06-02 09:00,,cancelled,,,,", "the case is resolved"},
             {",2026-06-02 09:00,2026-06-03 09:00,cancelled,,,,", "cancel is not possible"},
             {",,,assigned,,,tech,", "the case is triaged (\"\"open\"\" stands for every state"},
             {",,,in_progress,2026-06-02 09:00,,,", "the case is waiting_customer"},
             {",,,withdrawn,,,,", "the case is new"},
             {",2026-06-03 09:00,2026-06-02 09:00,,,,,",
              "closed_at \"\"2026-06-02 09:00\"\" is before resolved_at \"\"2026-06-03 09:00\"\""},
             {",,,,2026-06-03 09:00,2026-06-02 09:00,,",
              "waiting_to \"\"2026-06-02 09:00\"\" is before"}}) {
        std::string const given = columns;
        CAPTURE(given);
        TestDesk desk;
        auto const result = import_csv(desk,
                                       with(life_heading, "from,to", "from,to,team,person") +
                                           "A,x,2026-06-01 09:00,phone," + columns + "\n",
                                       fields);
        CAPTURE(result.rejected);
        if (result.result.imported == 1)
            CHECK(word(imported(desk, "A").state) == state);
        else
            CHECK(result.rejected.find(state) != std::string::npos);
        CHECK(desk.whole());
    }
}

TEST_CASE("A cancelled case was neither late nor in time, whatever column has the time") {
    for (auto const *columns : {",,2026-06-01 10:00,cancelled,,", ",,2026-06-20 10:00,cancelled,,",
                                ",,,cancelled,,", ",,2026-06-01 10:00,duplicate,,"}) {
        TestDesk desk;
        REQUIRE(import_csv(desk, life_heading + "A,x,2026-06-01 09:00,phone," + columns + "\n",
                           life_fields)
                    .result.imported == 1);
        for (auto const &clock : imported(desk, "A").clocks) CHECK(clock.stage == Stage::cancelled);
    }
}

TEST_CASE("A past that cannot have been is set aside") {
    TestDesk desk;
    auto const result =
        import_csv(desk,
                   life_heading +
                       "A,x,2026-06-02 09:00,phone,2026-06-01 10:00,,,,,\n"
                       "B,x,2026-06-02 09:00,phone,,2026-06-01 10:00,,,,\n"
                       "C,x,2026-06-02 09:00,phone,,2026-07-01 10:00,,,,\n"
                       "D,x,2026-06-02 09:00,phone,,2026-06-03 10:00,2026-06-02 10:00,,,\n"
                       "E,x,2026-06-02 09:00,phone,,2026-06-03 10:00,,,2026-06-04 10:00,\n"
                       "F,x,2026-06-02 09:00,phone,,0206-06-03 10:00,,,,\n",
                   life_fields);
    CHECK(result.counts() == "0 imported, 0 present, 6 rejected");
    CHECK(result.rejected.find("resolved at 0206-06-03T01:54:17Z lies outside the years 1900") !=
          std::string::npos);
    CHECK(result.rejected.find("replied at 2026-06-01T02:00:00Z is before the last event") !=
          std::string::npos);
    CHECK(result.rejected.find("resolved at 2026-07-01T02:00:00Z is later than now") !=
          std::string::npos);
    CHECK(result.rejected.find("wait is not possible in state resolved") != std::string::npos);
    CHECK(desk.writer.count<store::CaseRow>() == 0);
    CHECK(desk.writer.event_count() == 2);
}

TEST_CASE("Rows without a category are classified when the mapping asks for it") {
    TestDesk desk;
    std::string const table =
        "id,subject,received,channel,cat\n"
        "A,我要退款,2026-06-01 09:00,phone,\n"
        "B,The line is down,2026-06-01 09:00,phone,billing\n"
        "C,Hello,2026-06-01 09:00,phone,\n";
    std::string const fields = plain_fields + "category = \"cat\"\n";
    REQUIRE(import_csv(desk, table, "classify = true\n" + fields).result.imported == 3);
    CHECK(imported(desk, "A").category == "billing");
    CHECK(imported(desk, "B").category == "billing");
    CHECK(imported(desk, "C").category == "");
    TestDesk plain;
    REQUIRE(import_csv(plain, table, fields).result.imported == 3);
    CHECK(imported(plain, "A").category == "");
}

namespace {

std::string const group_map = "group_by = \"id\"\nat = \"when\"\n" + plain_fields +
                              "team = \"team\"\nperson = \"person\"\nstatus = \"status\"\n"
                              "priority = \"prio\"\n";
std::string const group_heading = "id,subject,received,channel,when,team,person,status,prio\n";

}  // namespace

TEST_CASE("Successive rows with one id tell the life of one case") {
    TestDesk desk;
    auto const day = [](int d, std::string rest) {
        return "A,x,2026-06-01 09:00,phone,2026-06-0" + std::to_string(d) + " 10:00," + rest + "\n";
    };
    auto const result = import_csv(
        desk,
        group_heading + day(1, "front,,open,normal") + day(2, "front,wang,in_progress,urgent") +
            day(3, "tech,,in_progress,urgent") + day(4, "tech,,waiting_customer,urgent") +
            day(5, "tech,,resolved,urgent") + day(6, "tech,,open,urgent") +
            day(7, "tech,,closed,urgent") + "B,y,2026-06-01 09:00,phone,2026-06-01 09:00,,,open,\n",
        group_map);
    CHECK(result.rejected == "");
    REQUIRE(result.counts() == "2 imported, 0 present, 0 rejected");
    auto const item = imported(desk, "A");
    std::string told;
    for (auto const &event : desk.writer.events(item.id))
        told += std::string{word(event.payload)} + ";";
    CHECK(told ==
          "opened;assigned;triaged;assigned;started;assigned;started;waited;resolved;reopened;"
          "resolved;closed;");
    CHECK(item.state == State::closed);
    CHECK(item.reopened == 1);
    CHECK(item.priority == "urgent");
    CHECK(item.closed_at == at("2026-06-07T10:00:00+08:00"));
    CHECK(imported(desk, "B").state == State::new_case);
    CHECK(desk.whole());
}

namespace {

// The events of case A, of rows "when,team,person,status,prio" with the day of each in June.
std::string life_of(TestDesk &desk, std::initializer_list<std::pair<int, char const *>> rows) {
    auto table = group_heading;
    for (auto const &row : rows)
        table += fmt::format("A,x,2026-06-01 09:00,phone,2026-06-{:02} 10:00,{}\n", row.first,
                             row.second);
    auto const map = with(group_map, "priority = \"prio\"",
                          "priority = { column = \"prio\", unknown = [\"?\"] }");
    auto const result = import_csv(
        desk, table,
        with(with(with(map, "team = \"team\"", "team = { column = \"team\", unknown = [\"?\"] }"),
                  "person = \"person\"", "person = { column = \"person\", unknown = [\"?\"] }"),
             "status = \"status\"", "status = { column = \"status\", unknown = [\"?\"] }"));
    if (result.result.imported != 1) return result.error + result.rejected;
    std::string told;
    for (auto const &event : desk.writer.events(imported(desk, "A").id))
        told += std::string{word(event.payload)} + ";";
    return told;
}

}  // namespace

TEST_CASE("What a row of a log does not know has not changed") {
    for (auto const *unknown : {"?,?,?,?", ",,,", "?,wang,?,?", "front,?,?,?", "front,wang,?,?",
                                "?,?,in_progress,?", "?,?,?,urgent"}) {
        CAPTURE(unknown);
        TestDesk desk;
        CHECK(life_of(desk, {{1, "front,wang,in_progress,urgent"}, {2, unknown}}) ==
              "opened;assigned;started;");
        auto const item = imported(desk, "A");
        CHECK(item.team == "front");
        CHECK(item.person == "wang");
        CHECK(item.priority == "urgent");
        CHECK(item.state == State::in_progress);
        CHECK(item.clocks.back().team == "front");
    }
    // An end stays an end, and a new team has the case without the person of the old one.
    TestDesk desk;
    CHECK(life_of(desk, {{1, "front,wang,open,"},
                         {2, "tech,?,?,?"},
                         {3, "?,?,resolved,?"},
                         {4, "?,?,?,?"}}) == "opened;assigned;assigned;resolved;");
    CHECK(imported(desk, "A").person == "");
    CHECK(imported(desk, "A").team == "tech");
}

TEST_CASE("The rows of a log are taken in the order of their times") {
    std::string const events = "opened;assigned;started;waited;resumed;started;resolved;";
    TestDesk desk;
    CHECK(life_of(desk, {{1, "front,wang,open,"},
                         {2, "front,wang,in_progress,"},
                         {3, "front,wang,waiting_customer,"},
                         {4, "tech,zhao,in_progress,"},
                         {5, "tech,zhao,resolved,"}}) ==
          with(events, "resumed", "assigned;resumed"));
    TestDesk reversed;
    CHECK(life_of(reversed, {{5, "tech,zhao,resolved,"},
                             {4, "tech,zhao,in_progress,"},
                             {3, "front,wang,waiting_customer,"},
                             {2, "front,wang,in_progress,"},
                             {1, "front,wang,open,"}}) ==
          with(events, "resumed", "assigned;resumed"));
    auto const one = imported(desk, "A");
    auto const other = imported(reversed, "A");
    CHECK(one.clocks == other.clocks);
    CHECK(one.received_at == other.received_at);
    CHECK(one.resolved_at == other.resolved_at);
}

TEST_CASE("The time from reopening on is that of the row's own team and person") {
    for (auto const *status : {"open", "in_progress", "waiting_customer", "reopened", "assigned"}) {
        CAPTURE(status);
        TestDesk desk;
        auto const reopening = std::string{"tech,zhao,"} + status + ",urgent";
        auto const told = life_of(desk, {{1, "front,wang,in_progress,"},
                                         {2, "front,wang,resolved,"},
                                         {5, reopening.c_str()},
                                         {8, "tech,zhao,resolved,"}});
        CHECK(told.starts_with("opened;assigned;started;resolved;reopened;triaged;assigned;"));
        auto const item = imported(desk, "A");
        CHECK(item.person == "zhao");
        for (auto const &clock : desk.writer.clocks(item.id))
            if (clock.kind == ClockKind::handoff && clock.started_at > at("2026-06-04T00:00:00Z"))
                CHECK(*clock.stopped_at - clock.started_at ==
                      (clock.team == "tech" ? Seconds{3 * 86400} : Seconds{0}));
        CHECK(desk.whole());
    }
}

TEST_CASE("A state of work ends the wait, and the status holds whoever has the case") {
    struct Example {
        char const *after;  // the wait
        State state;
        char const *events;
    };
    for (auto const &[after, state, events] : std::initializer_list<Example>{
             {"front,wang,new,", State::assigned, "opened;assigned;waited;resumed;"},
             {"front,wang,open,", State::assigned, "opened;assigned;waited;resumed;"},
             {"front,wang,assigned,", State::assigned, "opened;assigned;waited;resumed;"},
             {"front,wang,in_progress,", State::in_progress,
              "opened;assigned;waited;resumed;started;"},
             {"tech,zhao,in_progress,", State::in_progress,
              "opened;assigned;waited;assigned;resumed;started;"},
             {"front,wang,waiting_third_party,", State::waiting_third_party,
              "opened;assigned;waited;waited;"},
             {"front,wang,resolved,", State::resolved, "opened;assigned;waited;resolved;"},
             {"front,wang,?,", State::waiting_customer, "opened;assigned;waited;"}}) {
        std::string const given = after;
        CAPTURE(given);
        TestDesk desk;
        CHECK(life_of(desk,
                      {{1, "front,wang,new,"}, {2, "front,wang,waiting_customer,"}, {9, after}}) ==
              events);
        CHECK(imported(desk, "A").state == state);
    }
    TestDesk desk;
    CHECK(life_of(desk, {{1, "front,wang,in_progress,"}, {2, "tech,zhao,in_progress,"}}) ==
          "opened;assigned;started;assigned;started;");
    TestDesk other;
    auto const told = life_of(other, {{1, "front,,cancelled,"}, {2, "front,,closed,"}});
    CAPTURE(told);
    CHECK(told.find("\"\"closed\"\" at 2026-06-02T02:00:00Z: the case is cancelled") != told.npos);
}

TEST_CASE("Notes, messages, answers, kept columns and deadlines of a log come with their rows") {
    TestDesk desk;
    auto const result = import_csv(
        desk,
        "id,subject,received,channel,when,status,note,asked,told,due,City,Zip code\n"
        "A,x,2026-06-01 09:00,phone,2026-06-01 09:30,open,look,,,2026-06-05 09:00,广州,510\n"
        "A,x,2026-06-01 09:00,phone,2026-06-02 09:00,waiting_customer,look,,Which one?,,广州,510\n"
        "A,x,2026-06-01 09:00,phone,2026-06-03 09:00,in_progress,,The red one,Which "
        "one?,,广州,510\n"
        "A,x,2026-06-01 09:00,phone,2026-06-04 09:00,resolved,,,Done,2026-06-06 09:00,广州,510\n"
        "A,x,2026-06-01 09:00,phone,2026-06-05 09:00,resolved,,Thanks,,,深圳,\n",
        "group_by = \"id\"\nat = \"when\"\nkeep = [\"City\", \"Zip code\"]\n" + plain_fields +
            "status = \"status\"\nnote = \"note\"\nmessage = \"asked\"\nreply = \"told\"\n"
            "due_at = \"due\"\n");
    REQUIRE(result.rejected == "");
    auto const item = imported(desk, "A");
    std::string told;
    for (auto const &event : desk.writer.events(item.id)) {
        told += std::string{word(event.payload)} + ";";
        if (auto const *noted = std::get_if<event::Noted>(&event.payload))
            told += noted->body + ";";
    }
    CHECK(told ==
          "opened;promised;noted;look;noted;City: 广州\nZip code: 510;replied;waited;received;"
          "started;promised;replied;resolved;noted;City: 深圳;received;");
    CHECK(item.state == State::resolved);
    auto const promises = std::ranges::count(item.clocks, ClockKind::promise, &Clock::kind);
    CHECK(promises == 2);
    CHECK(item.clocks.back().due_at == at("2026-06-06T09:00:00+08:00"));
    CHECK(desk.whole());
}

TEST_CASE("The deadline of the other system is the promise that was made") {
    for (auto const &[resolved, broken] :
         std::initializer_list<std::pair<char const *, bool>>{{"2026-06-04 09:00", false},
                                                              {"2026-06-05 09:00", false},
                                                              {"2026-06-05 09:01", true}}) {
        TestDesk desk;
        auto const result = import_csv(
            desk,
            fmt::format("id,subject,received,channel,resolved,due,City\n"
                        "A,x,2026-06-01 09:00,phone,{},2026-06-05 09:00,广州\n",
                        resolved),
            "keep = \"City\"\n" + plain_fields + "resolved_at = \"resolved\"\ndue_at = \"due\"\n");
        REQUIRE(result.rejected == "");
        auto const item = imported(desk, "A");
        auto const clock = std::ranges::find(item.clocks, ClockKind::promise, &Clock::kind);
        REQUIRE(clock != item.clocks.end());
        CHECK(clock->stage == Stage::completed);
        CHECK((*clock->stopped_at > *clock->due_at) == broken);
    }
    TestDesk desk;
    CHECK(
        import_csv(desk, "id,subject,received,channel,due\nA,x,2026-06-01 09:00,phone,2026-05-01\n",
                   plain_fields + "due_at = \"due\"\n")
            .rejected.find("due_at \"\"2026-05-01\"\" is before received_at") != std::string::npos);
}

TEST_CASE("A repeated request is linked to the earlier one, in tables too") {
    TestDesk desk{
        with(small_policy, "[calendars.office]", "[repeat]\ndays = 14\n[calendars.office]")};
    REQUIRE(import_csv(desk,
                       "id,subject,received,channel,who,cat\n"
                       "A,x,2026-06-01 09:00,phone,13800001234,billing\n"
                       "B,x,2026-06-05 09:00,phone,13800001234,billing\n"
                       "C,x,2026-06-06 09:00,phone,13800001234,outage\n"
                       "D,x,2026-06-20 09:00,phone,13800001234,billing\n"
                       "E,x,2026-06-05 10:00,phone,13800009999,billing\n"
                       "F,x,2026-06-05 11:00,phone,,billing\n",
                       plain_fields + "customer_phone = \"who\"\ncategory = \"cat\"\n")
                .counts() == "6 imported, 0 present, 0 rejected");
    CHECK(imported(desk, "B").repeat_of == imported(desk, "A").id);
    for (auto const *id : {"A", "C", "D", "E", "F"}) CHECK_FALSE(imported(desk, id).repeat_of);
    CHECK(desk.whole());
}

TEST_CASE("One bad row spoils its group: half a past would be a wrong one") {
    TestDesk desk;
    std::string const good = ",x,2026-06-01 09:00,phone,2026-06-01 10:00,front,,open,\n";
    std::string const end = ",x,2026-06-01 09:00,phone,2026-06-02 10:00,front,,resolved,\n";
    auto const result = import_csv(desk,
                                   group_heading + "A" + good + "A" + end +
                                       // a word, an encoding, a missing field; at the beginning,
                                       // in the middle and at the end of a group
                                       "B" + good + "B" + with(end, "resolved", "odd") +  //
                                       "C" + good + "C" + with(good, ",x", ",\xff") + "C" + end +
                                       "D" + with(good, "front,,", "front,") + "D" + end + "E" +
                                       good + "E" + with(end, "front,,", "front,") +  //
                                       "F" + good + "F" + end,
                                   group_map);
    CHECK(result.counts() == "2 imported, 0 present, 9 rejected");
    CAPTURE(result.rejected);
    CHECK(desk.writer.find_external_case("A"));
    CHECK(desk.writer.find_external_case("F"));
    for (auto const *id : {"B", "C", "D", "E"}) CHECK_FALSE(desk.writer.find_external_case(id));
    auto mended = result.rejected;
    for (auto const &[bad, right] :
         {std::pair{",odd,", ",resolved,"}, std::pair{"\xff", "x"},
          std::pair{"front,open", "front,,open"}, std::pair{"front,resolved", "front,,resolved"}})
        mended = with(mended, bad, right);
    CHECK(import_csv(desk, mended, group_map).counts() == "4 imported, 0 present, 0 rejected");
    for (auto const *id : {"B", "C", "D", "E"}) CHECK(imported(desk, id).state == State::resolved);
}

TEST_CASE("A row that cannot tell its group spoils both that it may belong to") {
    TestDesk desk;
    std::string const good = ",x,2026-06-01 09:00,phone,2026-06-01 10:00,front,,open,\n";
    auto const result = import_csv(
        desk, group_heading + "A" + good + "B" + good + "\"B\"b" + good + "C" + good + "D" + good,
        group_map);
    CHECK(result.counts() == "2 imported, 0 present, 3 rejected");
    CHECK(desk.writer.find_external_case("A"));
    CHECK(desk.writer.find_external_case("D"));
    CHECK(result.rejected.find("\n5,the row before it: quotes out of place") != std::string::npos);
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
