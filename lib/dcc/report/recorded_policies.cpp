#include <dcc/base/columns.hpp>
#include <dcc/base/text.hpp>
#include <dcc/policy/load.hpp>
#include <dcc/report/recorded_policies.hpp>

#include <algorithm>
#include <utility>
#include <variant>

#include <fmt/format.h>

namespace dcc::report {
namespace {

Columns<RecordedPolicy> columns() {
    using event::PolicyAdopted;
    auto const print = [](auto shown) {
        return [shown](RecordedPolicy const &one) { return shown(one.adopted.policy); };
    };
    return {
        {"fingerprint", "", print([](Digest const &digest) { return hex(digest); })},
        {"", "Fingerprint", print([](Digest const &digest) { return short_hex(digest); })},
        {"event", "Event", &RecordedPolicy::event},
        {"adopted_at", "Adopted", &RecordedPolicy::at},
        {"adopted_by", "By", &RecordedPolicy::actor},
        {"name", "Desk", &RecordedPolicy::desk},
        {"imported", "Imported", part_of(&RecordedPolicy::adopted, &PolicyAdopted::imported)},
    };
}

Refusal no_such_policy(Wording message) {
    return {"no_such_policy", std::move(message), "see the list of the recorded policies"};
}

}  // namespace

std::vector<RecordedPolicy> recorded_policies(store::Reader &reader) {
    std::vector<RecordedPolicy> policies;
    for (auto const &row : reader.policies()) {
        auto event = reader.event(row.adopted_seq);
        if (!event) continue;
        RecordedPolicy policy{event->seq, event->at, event->actor, {}, {}, {}};
        policy.adopted = std::get<event::PolicyAdopted>(std::move(event->payload));
        if (!policy.adopted.sources.empty()) {
            auto const read = read_sources(policy.adopted.sources);
            policy.desk = read.desk.name;
            policy.zone = read.desk.zone;
        }
        policies.push_back(std::move(policy));
    }
    return policies;
}

Table list_policies(std::vector<RecordedPolicy> const &policies) {
    return columns().table_of(policies);
}

Sheet show_policy(RecordedPolicy const &policy) {
    using event::SourceText;
    Columns<SourceText> const sources{{"name", "File", &SourceText::name},
                                      {"text", "", &SourceText::text}};
    Sheet sheet{columns().row(policy), {}};
    sheet.parts.push_back({"sources", "Sources", sources.table_of(policy.adopted.sources)});
    return sheet;
}

Outcome<RecordedPolicy> find_policy(std::vector<RecordedPolicy> const &policies,
                                    std::string_view beginning) {
    auto const is_meant = [&](RecordedPolicy const &policy) {
        return hex(policy.adopted.policy).starts_with(beginning);
    };
    auto const found = std::ranges::find_if(policies, is_meant);
    if (beginning.empty() || found == policies.end())
        return no_such_policy(
            say("no recorded policy has the fingerprint \"{}\"", printable(beginning)));
    if (auto const count = std::ranges::count_if(policies, is_meant); count > 1)
        return no_such_policy(say("the fingerprints of {} recorded policies begin with \"{}\"",
                                  count, printable(beginning)));
    return *found;
}

Outcome<RecordedPolicy> policy_at(std::vector<RecordedPolicy> const &policies, Instant instant) {
    auto const found =
        std::find_if(policies.rbegin(), policies.rend(), [&](RecordedPolicy const &policy) {
            return policy.at <= instant && !policy.adopted.imported;
        });
    if (found == policies.rend())
        return no_such_policy(say("the desk had adopted no policy by {}", format_utc(instant)));
    return *found;
}

}  // namespace dcc::report
