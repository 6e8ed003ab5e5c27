#include "import_support.hpp"

#include <doctest/doctest.h>

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
                                   "K,\"Eleven, \"\"quoted\"\"\",2026-06-01 09:00,phone\n");
    CHECK(result.error == "");
    CHECK(result.counts() == "2 imported, 0 present, 9 rejected");
    CHECK(imported(desk, "K").subject == "Eleven, \"quoted\"");
    // Those that cannot be read come before those that the desk refuses.
    std::string const told[] = {
        "B,Two,not a time,phone,3,"
        "\"received_at: \"\"not a time\"\" is not a time in any format of the mapping\"\n",
        "C,Three,2026-06-01 09:00,4,3 fields where the heading has 4\n",
        "H,Eight\xff,2026-06-01 09:00,phone,10,not UTF-8\n",
        "I,Nine,,phone,11,received_at: the row has no time\n",
        "\"J,\"\"T\"\"en,2026-06-01 09:00,phone\",12,quotes out of place\n",
        "D,\"Fo\nur\",2026-06-01 09:00,phon,5,"
        "\"there is no channel \"\"phon\"\" (did you mean \"\"phone\"\"?)\"\n",
        "E,,2026-06-01 09:00,phone,7,the subject is empty\n",
        "F,Six,2027-06-01 09:00,phone,8,received 2027-06-01 09:00:00 is later than now "
        "(2026-06-30 12:00:00)\n",
        ",Seven,2026-06-01 09:00,phone,9,the external id is empty\n"};
    std::string all = "id,subject,received,channel,dcc_line,dcc_reason\n";
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
    auto const mended = import_csv(desk, with(first.rejected, "fone", "phone"));
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
        CHECK(result.rejected.find(",20,") != std::string::npos);
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
    CHECK(result.rejected.find(
              "A,Another,2026-06-02 09:00,phone,4,\"external id \"\"A\"\" is already in"
              " an earlier row (C1)\"") != std::string::npos);
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

TEST_CASE("A fault that ends the table keeps what stood before it") {
    TestDesk desk;
    auto const result = import_csv(desk,
                                   "id,subject,received,channel\n"
                                   "A,One,2026-06-01 09:00,phone\n"
                                   "B,\"Two,2026-06-01 09:00,phone\n");
    CHECK(result.error.starts_with("data: line 3: "));
    CHECK(desk.writer.count<store::CaseRow>() == 1);
    CHECK(import_csv(desk, "").error == "data: the table is empty: it has no heading");
    CHECK(import_csv(desk, "id,subject,recieved,channel\n").error ==
          "data: the table has no column \"received\" (did you mean \"recieved\"?)");
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
        for (auto const &clock : item.clocks)
            if (clock.kind != ClockKind::handoff) CHECK(clock.stage == Stage::cancelled);
    }
    CHECK(imported(desk, "C").state == State::cancelled);
    CHECK(imported(desk, "D").state == State::waiting_customer);
    CHECK(desk.whole());
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
          "opened;assigned;triaged;assigned;started;assigned;waited;resolved;reopened;resolved;"
          "closed;");
    CHECK(item.state == State::closed);
    CHECK(item.reopened == 1);
    CHECK(item.priority == "urgent");
    CHECK(item.closed_at == at("2026-06-07T10:00:00+08:00"));
    CHECK(imported(desk, "B").state == State::new_case);
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
    CHECK(result.rejected.find(",5,the row before it: quotes out of place") != std::string::npos);
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
