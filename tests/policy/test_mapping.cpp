#include <dcc/base/error.hpp>
#include <dcc/policy/mapping.hpp>

#include <doctest/doctest.h>

using namespace dcc;

namespace {

std::string const tickets = R"(delimiter = ";"
zone = "America/New_York"
formats = ["%d-%m-%y %I:%M:%S %p", "%Y-%m-%d %H:%M"]
group_by = "number"
at = "updated"
classify = true
[fields]
external_id = "Ticket #"
subject = ["Title", "Detail"]
received_at = { columns = ["Date", "Time"], unknown = ["?"] }
channel = { column = "Received Via", values = { "Internet" = "web", "*" = "phone" } }
status = { column = "Status", values = { Open = "new", Pending = "waiting_customer" }, default = "open" }
customer_language = { value = "zh" }
)";

}  // namespace

TEST_CASE("a mapping says where each field comes from") {
    auto const mapping = read_mapping(tickets, "map.toml");
    CHECK(mapping.delimiter == ';');
    CHECK(mapping.zone == "America/New_York");
    CHECK(mapping.formats.size() == 2);
    CHECK(mapping.group_by == "number");
    CHECK(mapping.at == "updated");
    CHECK(mapping.classify);
    CHECK(mapping.text == tickets);
    CHECK(mapping.fields.size() == 6);
    CHECK(mapping.fields.at("external_id").columns == std::vector<std::string>{"Ticket #"});
    CHECK(mapping.fields.at("external_id").place.text() == "map.toml:8");
    CHECK(mapping.fields.at("subject").columns.size() == 2);
    CHECK(mapping.fields.at("received_at").columns[1] == "Time");
    CHECK(mapping.fields.at("received_at").unknown == std::vector<std::string>{"?"});
    CHECK(mapping.fields.at("channel").values.at("*") == "phone");
    CHECK(mapping.fields.at("status").fallback == "open");
    CHECK(mapping.fields.at("customer_language").columns.empty());
    CHECK(mapping.fields.at("customer_language").fallback == "zh");
}

TEST_CASE("all mistakes of a mapping are reported at once") {
    CHECK_THROWS_WITH_AS(
        read_mapping(R"(delimiter = ",,"
zone = "Nowhere"
formats = ["%Q", "noon"]
at = "x"
feilds = 1
[fields]
external_id = 3
subjct = "Title"
status = { column = "S", values = { a = "slved", b = "solved" } }
waiting_on = { value = "nobody" }
team = {}
body = { value = "x", default = "y" }
)",
                     "map.toml"),
        R"(map.toml:1:1: group_by and at go together: the column that names the case, and the one with the time of each row
map.toml:1:13: delimiter ",," is not one character such as "," or "\t"
map.toml:2:8: zone: unknown time zone "Nowhere"; give a name of the IANA database such as "Asia/Shanghai" or "UTC"
map.toml:3:12: formats: "%Q" has an unknown letter after %
map.toml:3:18: formats: "noon" is not a time format such as "%Y-%m-%d %H:%M"
map.toml:5:1: unknown key "feilds" (did you mean "fields"?)
map.toml:6:1: fields: subject is missing
map.toml:6:1: fields: received_at is missing
map.toml:7:15: fields: external_id must be a list of texts, not a number
map.toml:8:1: fields: unknown key "subjct" (did you mean "subject"?)
map.toml:9:41: fields: status: values: unknown status "slved": open, new, triaged, assigned, in_progress, waiting_customer, waiting_third_party, reopened, resolved, closed, cancelled, duplicate, accepted, withdrawn
map.toml:9:54: fields: status: values: unknown status "solved": open, new, triaged, assigned, in_progress, waiting_customer, waiting_third_party, reopened, resolved, closed, cancelled, duplicate, accepted, withdrawn
map.toml:10:24: fields: waiting_on: unknown waiting_on "nobody": "customer" or "third-party"
map.toml:11:8: fields: team: needs one of column, columns and value
map.toml:12:8: fields: body: a constant value has neither values nor a default)",
        Error);
    CHECK_THROWS_WITH_AS(read_mapping("[fields]\nexternal_id = { value = \"1\" }\nsubject = \"S\"\n"
                                      "received_at = \"R\"\n",
                                      "map.toml"),
                         "map.toml:2:15: fields: external_id must come from a column", Error);
    CHECK_THROWS_WITH_AS(
        read_mapping("encoding = \"nowhere\"\n[fields]\nexternal_id = \"I\"\n"
                     "subject = \"S\"\nreceived_at = \"R\"\nmessage = \"M\"\n",
                     "map.toml"),
        "map.toml:1:12: unknown encoding \"nowhere\"\n"
        "map.toml:6:11: fields: message needs group_by: its time is that of its row",
        Error);
    CHECK_THROWS_WITH_AS(read_mapping("", "map.toml"), "map.toml:1:1: [fields] is missing", Error);
}

TEST_CASE("formats have fractions and seconds since 1970, and nothing that is not known") {
    auto const read = [](std::string const &format) {
        return read_mapping("formats = \"" + format +
                                "\"\n[fields]\nexternal_id = \"a\"\nsubject = \"b\"\n"
                                "received_at = \"c\"\n",
                            "map.toml")
            .formats.at(0);
    };
    CHECK(read("%s") == "%s");
    CHECK(read("%s.%f") == "%s.%E*f");
    CHECK(read("%H:%M:%E*S %Ez") == "%H:%M:%E*S %Ez");
    CHECK(read("100 %% %Y") == "100 %% %Y");
    for (auto const *wrong : {"%Q", "%", "%E", "%EY", "%E4S", "%Y%", "noon", "%%"})
        CHECK_THROWS_AS(read(wrong), Error);
}

TEST_CASE("values become values of the policy by a list, a rule, or both") {
    MappedField field;
    CHECK(value_of(field, "Group 70") == "Group 70");
    field.values = {{"Front desk", "service"}, {"*", "*"}};
    CHECK(value_of(field, "Front desk") == "service");
    CHECK(value_of(field, "Group 70") == "Group 70");
    field.as_name = true;
    CHECK(value_of(field, "Group 70") == "Group_70");
    field.values = {{"Front desk", "service"}};
    CHECK_FALSE(value_of(field, "Group 70"));
    CHECK(name_of("Hardware / Printer") == "Hardware_Printer");
    CHECK(name_of(" (网络) VPN: slow! ") == "网络_VPN_slow");
    CHECK(name_of("a.b@c-d+e_f") == "a.b@c-d+e_f");
    CHECK(name_of("//") == "");
    CHECK(name_of(std::string(100, 'x')) == std::string(64, 'x'));
    CHECK(name_of("x" + std::string(60, 'y') + "退款") == "x" + std::string(60, 'y') + "退");
}

TEST_CASE("without a mapping the columns named as fields are those fields") {
    auto const mapping = plain_mapping({"external_id", " Subject ", "colour", "received_at"});
    CHECK(mapping.fields.size() == 3);
    CHECK(mapping.fields.at("subject").columns == std::vector<std::string>{" Subject "});
    CHECK(mappable_fields().size() == 44);
}

TEST_CASE("a table that does not name its cases is refused as a whole, not row by row") {
    CHECK_THROWS_WITH_AS(plain_mapping({"subject", "received_at"}),
                         "the table has no column \"external_id\"", Error);
    CHECK_THROWS_WITH_AS(plain_mapping({"external_id", "subject", "Subject ", "received_at"}),
                         "two columns are the field \"subject\"", Error);
}
