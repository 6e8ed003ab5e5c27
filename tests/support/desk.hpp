#pragma once

#include "policy.hpp"
#include "share.hpp"
#include "temp_dir.hpp"
#include <dcc/desk/case.hpp>
#include <dcc/desk/desk.hpp>
#include <dcc/desk/opening.hpp>
#include <dcc/desk/routing.hpp>
#include <dcc/exchange/export_jsonl.hpp>
#include <dcc/ledger/adopted.hpp>
#include <dcc/ledger/rebuild.hpp>
#include <dcc/ledger/verify.hpp>
#include <dcc/policy/load.hpp>

#include <sstream>
#include <string>
#include <string_view>
#include <utility>

// A small policy with two teams, two SLA rules and two roles. Monday is 2026-06-01, and 09:00 in
// Shanghai is 01:00 UTC.
inline std::string const small_policy = R"([desk]
name = "Desk"
zone = "Asia/Shanghai"
tiers = ["normal", "gold"]
[calendars.office]
hours = { mon-fri = ["09:00-12:00", "13:00-18:00"] }
[calendars.always]
hours = { daily = ["00:00-24:00"] }
[[channels]]
id = "phone"
[[channels]]
id = "email"
[[channels]]
id = "fax"
in_service = false
)" + rating_section + R"([[teams]]
id = "front"
calendar = "office"
lead = "boss"
[[teams]]
id = "tech"
calendar = "office"
lead = "boss"
[[categories]]
id = "billing"
team = "front"
skills = ["billing"]
[[categories]]
id = "outage"
team = "tech"
impact = "high"
urgency = "high"
[[staff]]
id = "wang"
name = "Wang"
team = "front"
roles = ["agent"]
skills = ["billing"]
[[staff]]
id = "li"
name = "Li"
team = "front"
roles = ["agent"]
skills = ["billing"]
[[staff]]
id = "zhao"
name = "Zhao"
team = "tech"
roles = ["agent"]
[[staff]]
id = "boss"
name = "Boss"
team = "front"
roles = ["admin"]
[[roles]]
id = "agent"
may = ["case.*", "intake.open"]
[[roles]]
id = "admin"
may = ["*"]
[[sla]]
name = "urgent"
when = { priority = ["urgent"] }
calendar = "always"
first_response = "30m"
resolution = "4h"
[[sla]]
name = "standard"
calendar = "office"
first_response = "4h"
next_response = "8h"
resolution = "16h"
pauses = { resolution = ["waiting_customer"] }
[[classify]]
name = "refunds"
words = ["refund", "退款"]
category = "billing"
[[classify]]
name = "outages"
words = ["down"]
category = "outage"
)";

inline dcc::Policy policy_of(std::string_view text) {
    auto const no_calendar = [](std::string_view) { return std::optional<std::string>{}; };
    auto loaded = dcc::read_policy(text, "policy.toml", shared_data(no_calendar, {}));
    if (loaded.has_errors()) dcc::throw_findings(loaded.findings);
    return std::move(loaded.policy);
}

inline dcc::Instant at(std::string_view text) {
    return dcc::parse_rfc3339(text).value();
}

inline dcc::Instant const monday = at("2026-06-01T09:00:00+08:00");
inline dcc::Instant const tuesday = monday + std::chrono::days{1};

// What steps are told when it does not matter what.
inline std::string const some_text = "text";

inline constexpr auto no_progress = [](std::int64_t, std::int64_t) {};

// A case to open, of nobody.
inline dcc::desk::OpenArgs matter() {
    dcc::desk::OpenArgs args;
    args.channel = "phone";
    args.subject = "It does not work";
    return args;
}

// An actor, with a clock that shows that time.
inline dcc::ledger::Acting acting(std::string actor, dcc::Instant now) {
    return {std::move(actor), {}, [now] { return now; }};
}

// A desk in memory, with functions that run use cases on it.
struct TestDesk {
    dcc::Policy policy;
    dcc::wording::Languages languages{test_share};
    dcc::store::Writer writer;

    explicit TestDesk(std::string_view policy_text = small_policy)
        : TestDesk{policy_text, dcc::store::Writer::in_memory()} {}

    dcc::ledger::Session session(dcc::Instant now, std::string actor = "boss",
                                 bool dry_run = false) {
        return {writer, policy, languages, acting(std::move(actor), now), dry_run};
    }

    dcc::Case open(dcc::Instant now, dcc::desk::OpenArgs args = {}) {
        if (args.channel.empty()) args.channel = "phone";
        if (args.subject.empty()) args.subject = "It does not work";
        auto here = session(now);
        auto receipt = dcc::desk::open_case(here, args);
        if (!receipt) throw std::runtime_error{receipt.refusal().message};
        return receipt->item;
    }

    // A use case on a case, which must not be refused.
    template <class Verb, class... Args>
    dcc::Case after(dcc::Instant now, Verb verb, dcc::CaseId id, Args const &...args) {
        auto here = session(now);
        auto receipt = verb(here, id, args...);
        if (!receipt) throw std::runtime_error{receipt.refusal().message};
        return receipt->item;
    }
    // The same, with the code of the refusal ("done" if it is not refused).
    template <class Verb, class... Args>
    std::string code(dcc::Instant now, Verb verb, dcc::CaseId id, Args const &...args) {
        auto here = session(now);
        auto receipt = verb(here, id, args...);
        return receipt ? "done" : receipt.refusal().code;
    }

    dcc::Case load(dcc::CaseId id) {
        auto adopted = dcc::ledger::adopted_terms_of(writer);
        return dcc::ledger::load(writer, adopted, id).value();
    }
    std::vector<std::string> problems(dcc::ledger::Anchors const &anchors = {}) {
        std::vector<std::string> texts;
        for (auto const &one : dcc::ledger::verify(writer, anchors, no_progress).problems)
            texts.push_back(one.english());
        return texts;
    }
    bool whole() { return problems().empty(); }
    std::string exported() {
        std::ostringstream out;
        dcc::exchange::export_jsonl(writer, out, no_progress);
        return out.str();
    }

  protected:
    TestDesk(std::string_view policy_text, dcc::store::Writer created)
        : policy{policy_of(policy_text)}, writer{std::move(created)} {
        dcc::desk::create_desk(writer, policy, {{}, "test"},
                               acting("boss", monday - dcc::Seconds{3600}));
    }
};

// Triage of one case, which must not be refused.
inline dcc::ledger::Receipt triage(TestDesk &desk, dcc::Instant now, dcc::CaseId id,
                                   dcc::desk::TriageArgs const &args = {}) {
    auto session = desk.session(now);
    auto receipt = dcc::desk::Triage{session}(id, args);
    if (!receipt) throw std::runtime_error{receipt.refusal().message};
    return std::move(*receipt);
}

struct DeskFile {
    TempDir dir;
    std::filesystem::path file = dir / "desk.db";
};

// The same in a file in its own directory, for tests of the file.
struct FileDesk : DeskFile, TestDesk {
    explicit FileDesk(std::string_view policy_text = small_policy)
        : TestDesk{policy_text, dcc::store::Writer::create(file)} {}

    std::int64_t rebuild() {
        return dcc::ledger::rebuild(file, std::chrono::seconds{1}, no_progress);
    }
};
