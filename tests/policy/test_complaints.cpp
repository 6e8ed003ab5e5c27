#include "sample.hpp"
#include <dcc/policy/share.hpp>

#include <algorithm>

#include <doctest/doctest.h>

using namespace dcc;

namespace {

std::string const complaints_section = R"([complaints]
rounds = 3
severities = ["grave", "light"]
outside_body = { zh = "仲裁", en = "Ombudsman" }
silence = "10bd"
silence_calendar = "cn"
[complaints.severity_labels]
light = { zh = "轻微", en = "Light" }
[[complaints.types]]
id = "billing"
category = ["billing"]
[[complaints.causes]]
id = "process"
[[complaints.causes]]
id = "process.delay"
[[complaints.rules]]
name = "grave ones"
when = { severity = ["grave"], round = ["1", "2"] }
calendar = "24x7"
acknowledge = "1h"
reply = "3d"
extensions = [{ to = "7d", roles = ["agent"] }]
pauses = ["in_testing"]
[[complaints.rules]]
name = "bank"
preset = "bank"
extension_roles = ["agent"]
[[complaints.authority]]
role = "agent"
up_to = ["100", "20.50 USD"]
[[complaints.callbacks]]
name = "many"
complaints = 3
)";

SharedData with_preset() {
    auto shared = sample_data();
    shared.preset = [](std::string_view name) -> std::optional<std::string> {
        if (name != "bank") return std::nullopt;
        return R"(source = "order 3"
valid_from = 2020-03-01
valid_to = "2026-04-14"
calendar = "24x7"
reply = "15d"
[[extensions]]
to = "30d"
)";
    };
    shared.presets = [] { return std::vector<std::string>{"bank"}; };
    return shared;
}

Loaded read(std::string const &text) {
    return read_policy(text, "policy.toml", with_preset());
}

}  // namespace

TEST_CASE("the section of complaints is read, with its presets") {
    auto const loaded = read(sample + complaints_section);
    REQUIRE(lines(loaded.findings) == "");
    auto const &complaints = loaded.policy.complaints;
    CHECK(complaints.rounds == 3);
    REQUIRE(complaints.severities.size() == 2);
    CHECK(complaints.severities[0].id == "grave");
    CHECK(complaints.severity("light")->label.in("zh") == "轻微");
    CHECK(complaints.severity("grave")->label.in("zh").empty());
    CHECK(complaints.severity("odd") == nullptr);
    CHECK(complaints.causes[1].parent == "process");
    CHECK(complaints.authority[0].up_to[1] == Money{2050, "USD"});
    REQUIRE(complaints.rules.size() == 2);
    auto const &own = complaints.rules[0];
    CHECK(own.rounds == std::vector<int>{1, 2});
    CHECK(own.terms[0].kind == ClockKind::acknowledge);
    CHECK(own.terms[1].pauses == std::vector<State>{State::in_testing});
    CHECK(own.terms[1].extensions[0].roles == std::vector<std::string>{"agent"});
    auto const &bank = complaints.rules[1];
    CHECK(bank.source == "order 3");
    CHECK(bank.terms[1].target == parse_duration("15d"));
    CHECK(bank.terms[1].calendar == "24x7");
    CHECK(bank.terms[1].extensions[0].to == parse_duration("30d"));
    CHECK(bank.terms[1].extensions[0].roles == std::vector<std::string>{"agent"});
    CHECK(bank.valid.to == std::chrono::sys_days{std::chrono::year{2026} / 4 / 14});
    CHECK(bank.terms[1].calendar_print != Digest{});
    // The preset is a source of the policy, and so part of its fingerprint.
    CHECK(std::ranges::count(loaded.policy.sources, "complaints/bank.toml",
                             &event::SourceText::name) == 1);
}

TEST_CASE("what is wrong in the section of complaints is told with its place") {
    struct Fault {
        std::string_view old;
        std::string_view fresh;
        std::string_view message;
    };
    for (auto const &fault : std::initializer_list<Fault>{
             {"rounds = 3", "rounds = 0", "rounds"},
             {"severity = [\"grave\"]", "severity = [\"grav\"]", "did you mean \"grave\"?"},
             {"round = [\"1\", \"2\"]", "round = [\"first\"]", "round: \"first\" is not"},
             {"preset = \"bank\"", "preset = \"bnak\"", "did you mean \"bank\"?"},
             {"reply = \"3d\"", "reply = \"0s\"", "reply: must be longer than zero"},
             {"pauses = [\"in_testing\"]", "pauses = [\"assigned\"]",
              "pauses: \"assigned\" is none"},
             {"to = \"7d\", ", "", "to is missing"},
             {"calendar = \"24x7\"\nacknowledge", "acknowledge", "calendar is missing"},
             {"name = \"bank\"", "name = \"grave ones\"", "\"grave ones\""},
             {"id = \"process.delay\"", "id = \"people.delay\"", "parent \"people\" is not listed"},
             {"category = [\"billing\"]", "category = [\"bill\"]", "unknown category \"bill\""},
             {"silence_calendar = \"cn\"", "", "silence_calendar is missing"},
             {"up_to = [\"100\", \"20.50 USD\"]", "up_to = [\"lots\"]", "up_to: \"lots\" is not"},
             {"complaints = 3\n", "", "no condition"},
             {"roles = [\"agent\"] }]", "roles = [\"agnet\"] }]", "did you mean \"agent\"?"},
             {"rounds = 3", "round = 3", "unknown key"},
             {"light = {", "lihgt = {", "unknown key \"lihgt\""},
             {"\"grave\", \"light\"]", "\"grave\", \"grave\"]", "already declared"},
             {"\"grave\", \"light\"]", "\"very grave\", \"light\"]", "is not a name"},
         }) {
        CAPTURE(fault.fresh);
        auto const found =
            lines(read(sample + with(complaints_section, fault.old, fault.fresh)).findings);
        CHECK_MESSAGE(found.find(fault.message) != std::string::npos, found);
        CHECK(found.starts_with("policy.toml:"));
    }
}

TEST_CASE("roles that complaints name are checked in a policy without roles too") {
    auto text = sample;
    for (std::string_view const role :
         {"guest_role = \"agent\"\n", "roles = [\"agent\"]\n",
          "[[roles]]\nid = \"agent\"\nmay = [\"case.*\", \"intake.open\"]\n"})
        text = with(text, role, "");
    auto const found = lines(read(text + complaints_section).findings);
    for (std::string_view const named : {"extension \"7d\": unknown role \"agent\"",
                                         "complaint rule \"bank\": unknown role \"agent\"",
                                         "authority \"agent\": unknown role \"agent\""}) {
        CAPTURE(named);
        CHECK_MESSAGE(found.find(named) != std::string::npos, found);
    }
    CHECK(std::ranges::count(found, '\n') == 3);
}

TEST_CASE("every preset of the shared data is sound and names its source") {
    auto const shared = shared_data(std::filesystem::path{DCC_SOURCE_DIR "/share"});
    auto const presets = shared.presets();
    CHECK(presets.size() >= 10);
    for (auto const &name : presets) {
        CAPTURE(name);
        auto const text = sample + "[complaints]\n[[complaints.rules]]\nname = \"x\"\npreset = \"" +
                          name + "\"\ncalendar = \"cn\"\n";
        auto const loaded = read_policy(text, "policy.toml", shared);
        CHECK(lines(loaded.findings) == "");
        CHECK_FALSE(loaded.policy.complaints.rules.at(0).source.empty());
    }
}
