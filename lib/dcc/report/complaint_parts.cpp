#include <dcc/base/text.hpp>
#include <dcc/policy/label.hpp>
#include <dcc/report/complaint_parts.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dcc::report {
namespace {

std::string describe_remedies(std::vector<ProposedRemedy> const &remedies) {
    std::vector<std::string> texts;
    for (auto const &remedy : remedies)
        texts.push_back(remedy.amount
                            ? fmt::format("{} {}", word(remedy.kind), format_money(*remedy.amount))
                            : std::string{word(remedy.kind)});
    return fmt::format("{}", fmt::join(texts, ", "));
}

Columns<Case> action_columns() {
    auto const action = [](auto part) { return part_of(&Case::action, part); };
    auto const complaints = [](Action const &one) {
        std::vector<std::string> ids;
        for (auto const id : one.complaints) ids.push_back(id.text());
        return Cell{ids};
    };
    return {
        {"nature", "Nature", action(&Action::nature)},
        {"causes", "Causes", action([](Action const &one) { return Cell{one.causes}; })},
        {"complaints", "Complaints", action(complaints)},
        {"task_due_at", "Due", action(&Action::due_at)},
        {"done_at", "Done", action(&Action::done_at)},
        {"done_by", "Done by", action(&Action::done_by)},
        {"verified_at", "Verified", action(&Action::verified_at)},
    };
}

}  // namespace

Columns<Case> complaint_columns(Policy const &policy, Case const &item) {
    if (item.action) return action_columns();
    if (!item.complaint) return {};
    auto const complaint = [](auto part) { return part_of(&Case::complaint, part); };
    auto const assessment = [](auto part) {
        return [part](Case const &one) {
            auto const &found = one.complaint->assessment;
            return found ? cell_of(std::invoke(part, *found)) : Cell{};
        };
    };
    auto const type_label = [&policy](Complaint const &one) {
        auto const *type = policy.complaints.type(one.type);
        return type ? label_in(type->label, policy.desk.language, one.type) : one.type;
    };
    auto const severity_label = [&policy](Assessment const &one) {
        auto const *severity = policy.complaints.severity(one.severity);
        return severity ? label_in(severity->label, policy.desk.language, one.severity)
                        : one.severity;
    };
    auto const recused = [](Complaint const &one) {
        std::vector<std::string> people;
        for (auto const &recusal : one.recused) people.push_back(recusal.person);
        return people.empty() ? Cell{} : Cell{people};
    };
    auto const list = [](std::vector<std::string> const &words) {
        return words.empty() ? Cell{} : Cell{words};
    };
    return {
        {"complaint_type", "Type", complaint(&Complaint::type)},
        {"complaint_type_label", "", complaint(type_label)},
        {"department", "Department", complaint(&Complaint::department)},
        {"round", "Round", complaint([](Complaint const &one) { return one.round().number; })},
        {"severity", "Severity", assessment(&Assessment::severity)},
        {"severity_label", "", assessment(severity_label)},
        {"complexity", "Complexity", assessment(&Assessment::complexity)},
        {"complaint_impact", "", assessment(&Assessment::impact)},
        {"safety", item.complaint->assessment && item.complaint->assessment->safety ? "Safety" : "",
         assessment(&Assessment::safety)},
        {"immediate",
         item.complaint->assessment && item.complaint->assessment->immediate ? "Immediate" : "",
         assessment(&Assessment::immediate)},
        {"against", "Against", complaint(&Complaint::against)},
        {"on_behalf_of", "On behalf of", complaint(&Complaint::on_behalf_of)},
        {"complainants", item.complaint->complainants > 1 ? "Complainants" : "",
         complaint(&Complaint::complainants)},
        {"representatives", "Representatives",
         complaint([list](Complaint const &one) { return list(one.representatives); })},
        {"recused", "Recused", complaint(recused)},
        {"cause", "Root cause", complaint(&Complaint::cause)},
        {"contributing", "Contributing",
         complaint([list](Complaint const &one) { return list(one.contributing); })},
    };
}

Table rounds_of(Case const &item) {
    auto const proposal = [](auto part) { return part_of(&Round::proposal, part); };
    Columns<Round> const columns{
        {"round", "Round", &Round::number},
        {"opened_at", "Opened", &Round::opened_at},
        {"acknowledged_at", "Acknowledged", &Round::acknowledged_at},
        {"handlers", "Handlers",
         [](Round const &round) { return round.handlers.empty() ? Cell{} : Cell{round.handlers}; }},
        {"extensions", "", &Round::extensions},
        {"decision", "Decision", proposal(&Proposal::decision)},
        {"remedies", "Remedies",
         proposal([](Proposal const &one) { return describe_remedies(one.remedies); })},
        {"stage", "Stage", proposal(&Proposal::stage)},
        {"author", "Proposed by", proposal(&Proposal::author)},
        {"approver", "Approved by", proposal(&Proposal::approver)},
        {"authority", "", proposal(&Proposal::authority)},
        {"digest", "", proposal([](Proposal const &one) { return hex(one.digest); })},
        {"replied_at", "Replied", &Round::replied_at},
        {"replied_by", "", &Round::replied_by},
        {"outcome", "Outcome", &Round::outcome},
        {"outcome_at", "", &Round::outcome_at},
    };
    return columns.table_of(item.complaint->rounds);
}

Table proposals_of(std::span<Event const> events) {
    struct Version {
        Event const *event;
        event::RemedyProposed const *proposed;
        Event const *judged = nullptr;
        std::string verdict;
        std::string reason;
    };
    std::vector<Version> versions;
    for (auto const &event : events) {
        if (auto const *proposed = std::get_if<event::RemedyProposed>(&event.payload))
            versions.push_back({&event, proposed, nullptr, {}, {}});
        if (versions.empty()) continue;
        auto &last = versions.back();
        if (auto const *approved = std::get_if<event::RemedyApproved>(&event.payload)) {
            last.judged = &event;
            last.verdict = "approved";
            last.reason = approved->reason;
        }
        if (auto const *returned = std::get_if<event::RemedyReturned>(&event.payload)) {
            last.judged = &event;
            last.verdict = "returned";
            last.reason = returned->reason;
        }
    }
    using event::RemedyProposed;
    auto const proposed = [](auto part) { return part_of(&Version::proposed, part); };
    Columns<Version> const columns{
        {"version", "Version", proposed(&RemedyProposed::version)},
        {"round", "Round", proposed(&RemedyProposed::round)},
        {"at", "At", part_of(&Version::event, &Event::at)},
        {"author", "By", part_of(&Version::event, &Event::actor)},
        {"decision", "Decision", proposed(&RemedyProposed::decision)},
        {"remedies", "Remedies",
         proposed([](RemedyProposed const &one) { return describe_remedies(one.remedies); })},
        {"digest", "Digest",
         proposed([](RemedyProposed const &one) { return short_hex(one.text); })},
        {"verdict", "Verdict", &Version::verdict},
        {"judged_by", "By", part_of(&Version::judged, &Event::actor)},
        {"reason", "Reason", &Version::reason},
        {"body", "Text", proposed(&RemedyProposed::body)},
    };
    return columns.table_of(versions);
}

Table remedies_of(Case const &item) {
    Columns<GrantedRemedy> const columns{
        {"id", "Remedy",
         [&](GrantedRemedy const &remedy) {
             return RemedyId{item.id, remedy.number};
         }},
        {"round", "Round", &GrantedRemedy::round},
        {"kind", "Kind", &GrantedRemedy::kind},
        {"", "Amount",
         [](GrantedRemedy const &remedy) {
             return remedy.amount ? Cell{format_money(*remedy.amount)} : Cell{};
         }},
        {"amount_minor", "",
         [](GrantedRemedy const &remedy) {
             return remedy.amount ? cell_of(remedy.amount->minor) : Cell{};
         }},
        {"currency", "",
         [](GrantedRemedy const &remedy) {
             return remedy.amount ? cell_of(remedy.amount->currency) : Cell{};
         }},
        {"state", "State", &GrantedRemedy::state},
        {"granted_at", "", &GrantedRemedy::granted_at},
        {"due_at", "Due", &GrantedRemedy::due_at},
        {"done_at", "Done", &GrantedRemedy::done_at},
        {"done_by", "By", &GrantedRemedy::done_by},
    };
    return columns.table_of(item.complaint->remedies);
}

Table evidence_of(Case const &item) {
    Columns<Evidence> const columns{
        {"id", "Evidence",
         [&](Evidence const &one) {
             return EvidenceId{item.id, one.number};
         }},
        {"name", "Name", &Evidence::name},
        {"media", "Type", &Evidence::media},
        {"size", "Bytes", &Evidence::size},
        {"added_by", "By", &Evidence::by},
        {"at", "At", &Evidence::at},
        {"digest", "", [](Evidence const &one) { return hex(one.digest); }},
        {"", "Digest", [](Evidence const &one) { return short_hex(one.digest); }},
        {"erased", "", &Evidence::erased},
    };
    return columns.table_of(item.complaint->evidence);
}

}  // namespace dcc::report
