#include <dcc/desk/link.hpp>
#include <dcc/model/remedy.hpp>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dcc::desk {
namespace {

using Payloads = std::vector<event::Payload>;

// What the case is to the other one. `merged` has no counterpart.
LinkKind counterpart(LinkKind kind) {
    switch (kind) {
        case LinkKind::related:
        case LinkKind::merged: return kind;
        case LinkKind::blocks: return LinkKind::blocked_by;
        case LinkKind::blocked_by: return LinkKind::blocks;
        case LinkKind::parent: return LinkKind::child;
        case LinkKind::child: return LinkKind::parent;
    }
    return kind;
}

// The cases on the way from `from` to `to` along links of one kind; empty when there is no way.
std::vector<CaseId> way(ledger::Session &session, LinkKind kind, CaseId from, CaseId to) {
    struct Passed {
        CaseId id;
        std::size_t before;
    };
    std::vector<Passed> passed{{from, 0}};
    for (std::size_t i = 0; i < passed.size(); ++i) {
        if (passed[i].id == to) {
            std::vector<CaseId> ids{to};
            for (auto at = i; at != 0; ids.push_back(passed[at].id)) at = passed[at].before;
            std::ranges::reverse(ids);
            return ids;
        }
        auto const item = ledger::load(session.writer(), session.adopted(), passed[i].id);
        if (!item) continue;
        for (auto const &link : item->links)
            if (link.kind == kind && std::ranges::count(passed, link.other, &Passed::id) == 0)
                passed.push_back({link.other, i});
    }
    return {};
}

// Rings are looked for along `blocks` and `parent`, whichever side gives the link.
std::optional<Refusal> refuse_ring(ledger::Session &session, CaseId id, LinkKind kind,
                                   CaseId other) {
    if (kind == LinkKind::related) return std::nullopt;
    if (kind == LinkKind::blocked_by || kind == LinkKind::child)
        return refuse_ring(session, other, counterpart(kind), id);
    auto const ids = way(session, kind, other, id);
    if (ids.empty()) return std::nullopt;
    std::vector<std::string> texts{id.text()};
    for (auto const one : ids) texts.push_back(one.text());
    return Refusal{
        "bad_link",
        say("{} would {} itself in the end ({})", id.text(),
            kind == LinkKind::blocks ? "block" : "be a part of", fmt::join(texts, " → ")),
        "remove one of these links first"};
}

std::optional<Refusal> refuse_second_parent(Case const &part, CaseId parent) {
    auto const found = std::ranges::find(part.links, LinkKind::parent, &CaseLink::kind);
    if (found == part.links.end()) return std::nullopt;
    return Refusal{"bad_link",
                   say("{} is a part of {} already, and cannot be one of {} too", part.id.text(),
                       found->other.text(), parent.text()),
                   "remove that link first"};
}

Outcome<Payloads> decide_link(ledger::Session &session, Case const &item, LinkKind kind,
                              CaseId other) {
    if (item.id == other)
        return Refusal{"bad_link", say("{} cannot be linked with itself", other.text()),
                       "name another case"};
    if (std::ranges::count(item.links, CaseLink{kind, other}) > 0)
        return Refusal{
            "linked",
            say("{} and {} are linked already ({})", item.id.text(), other.text(), in_words(kind)),
            Hint{Remedy::show_case, "see its links", {item.id.text()}}};
    auto const counter = ledger::load(session.writer(), session.adopted(), other);
    if (!counter) return ledger::no_such(other);
    if (kind == LinkKind::parent)
        if (auto no = refuse_second_parent(item, other)) return *no;
    if (kind == LinkKind::child)
        if (auto no = refuse_second_parent(*counter, item.id)) return *no;
    if (auto no = refuse_ring(session, item.id, kind, other)) return *no;
    return Payloads{event::Linked{kind, other, false}};
}

// Gives the other case its event.
Outcome<ledger::Receipt> tell(ledger::Session &session, CaseId other, Payloads events) {
    return ledger::change(session, other, Right::case_link, Step::note,
                          [&](Case const &) -> Outcome<Payloads> { return std::move(events); });
}

}  // namespace

Outcome<ledger::Receipt> link_cases(ledger::Session &session, CaseId id, LinkKind kind,
                                    CaseId other) {
    return ledger::change(
        session, id, Right::case_link, Step::note, [&](Case const &item) -> Outcome<Payloads> {
            auto events = decide_link(session, item, kind, other);
            if (!events) return events.refusal();
            auto const told = tell(session, other, {event::Linked{counterpart(kind), id, false}});
            if (!told) return told.refusal();
            return events;
        });
}

Outcome<ledger::Receipt> unlink_cases(ledger::Session &session, CaseId id, CaseId other) {
    return ledger::change(
        session, id, Right::case_link, Step::note, [&](Case const &item) -> Outcome<Payloads> {
            Payloads here;
            Payloads there;
            for (auto const &link : item.links) {
                if (link.other != other || link.kind == LinkKind::merged) continue;
                here.emplace_back(event::Unlinked{link.kind, other});
                there.emplace_back(event::Unlinked{counterpart(link.kind), id});
            }
            if (here.empty())
                return Refusal{"not_linked",
                               say("{} is not linked with {}", id.text(), other.text()),
                               Hint{Remedy::show_case, "see its links", {id.text()}}};
            auto const told = tell(session, other, std::move(there));
            if (!told) return told.refusal();
            return here;
        });
}

}  // namespace dcc::desk
