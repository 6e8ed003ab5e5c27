#include <dcc/base/columns.hpp>
#include <dcc/base/detail/json.hpp>
#include <dcc/report/case_parts.hpp>

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <fmt/format.h>

namespace dcc::report {

Table versions_of(std::span<Event const> events) {
    struct Version {
        Event const *event;
        event::Proposed const *proposed;
        Event const *review = nullptr;
        event::Reviewed const *reviewed = nullptr;
    };
    std::vector<Version> versions;
    for (auto const &event : events) {
        if (auto const *proposed = std::get_if<event::Proposed>(&event.payload))
            versions.push_back({&event, proposed});
        auto const *reviewed = std::get_if<event::Reviewed>(&event.payload);
        if (!reviewed || versions.empty()) continue;
        versions.back().review = &event;
        versions.back().reviewed = reviewed;
    }
    using event::Proposed;
    using event::Reviewed;
    auto const proposed = [](auto part) { return part_of(&Version::proposed, part); };
    auto const cost = [](auto part) {
        return part_of(&Version::proposed, part_of(&Proposed::cost, part));
    };
    auto const reviewed = [](auto part) { return part_of(&Version::reviewed, part); };
    Columns<Version> const columns{
        {"version", "Version", proposed(&Proposed::version)},
        {"at", "At", part_of(&Version::event, &Event::at)},
        {"author", "By", part_of(&Version::event, &Event::actor)},
        {"", "Cost", cost(format_money)},
        {"cost_minor", "", cost(&Money::minor)},
        {"currency", "", cost(&Money::currency)},
        {"steps", "Steps", proposed(&Proposed::steps)},
        {"effect", "Effect", proposed(&Proposed::effect)},
        {"feasibility", "", proposed(&Proposed::feasibility)},
        {"digest", "", proposed([](Proposed const &one) { return hex(one.text); })},
        {"verdict", "Verdict",
         reviewed([](Reviewed const &one) { return one.approved ? "approved" : "returned"; })},
        {"reviewer", "By", part_of(&Version::review, &Event::actor)},
        {"reason", "Reason", reviewed(&Reviewed::reason)},
    };
    return columns.table_of(versions);
}

Table visits_of(Case const &item) {
    Columns<Visit> const columns{
        {"id", "Visit",
         [&](Visit const &visit) {
             return VisitId{item.id, visit.number};
         }},
        {"state", "State", &Visit::state},
        {"mode", "Mode", &Visit::mode},
        {"technician", "Technician", &Visit::technician},
        {"starts_at", "From", &Visit::starts_at},
        {"ends_at", "To", &Visit::ends_at},
        {"place", "Place", &Visit::place},
        {"found", "Findings", &Visit::found},
        {"done", "Work done", &Visit::done},
        {"parts", "Parts", &Visit::parts},
        {"result", "Result", &Visit::result},
    };
    return columns.table_of(item.visits);
}

namespace {

Table messages_where(Case const &item, bool to_staff) {
    Columns<Message> const columns{
        {"id", "Message",
         [&](Message const &message) {
             return MessageId{item.id, message.number};
         }},
        {"kind", "Kind", &Message::kind},
        {"state", "State", &Message::state},
        {"made_at", "Created", &Message::made_at},
        {"sent_at", "Sent", &Message::sent_at},
        {"tries", "", &Message::tries},
        {"next_try_at", "", &Message::next_try_at},
        {"error", "", &Message::error},
    };
    auto table = columns.table();
    for (auto const &message : item.outgoing)
        if (is_for_staff(message.kind) == to_staff) columns.add(table, message);
    return table;
}

}  // namespace

Table messages_of(Case const &item) {
    return messages_where(item, false);
}

Table alerts_of(Case const &item) {
    return messages_where(item, true);
}

Table feedback_of(Case const &item) {
    struct Answer {
        int resolution;
        Feedback const *given;
    };
    std::vector<Answer> answers;
    int number = 0;
    for (auto const &invitation : item.invitations) {
        ++number;
        if (invitation.feedback) answers.push_back({number, &*invitation.feedback});
    }
    auto const given = [](auto part) { return part_of(&Answer::given, part); };
    auto const dimensions = [](Feedback const &feedback) {
        auto scores = Json::object();
        for (auto const &score : feedback.dimensions) scores[score.dimension] = score.value;
        return JsonText{scores.dump()};
    };
    auto const shown_dimensions = [](Feedback const &feedback) {
        std::vector<std::string> scores;
        for (auto const &score : feedback.dimensions)
            scores.push_back(fmt::format("{}={}", score.dimension, score.value));
        return scores;
    };
    Columns<Answer> const columns{
        {"resolution", "Resolution", &Answer::resolution},
        {"at", "At", given(&Feedback::at)},
        {"csat", "Satisfaction", given(&Feedback::csat)},
        {"nps", "Recommends", given(&Feedback::nps)},
        {"ces", "Effort", given(&Feedback::ces)},
        {"ces_high", "", given(&Feedback::ces_high)},
        {"dimensions", "", given(dimensions)},
        {"", "By dimension", given(shown_dimensions)},
        {"solved", "Solved", given(&Feedback::solved)},
        {"channel", "", given(&Feedback::channel)},
        {"comment", "Comment", given(&Feedback::comment)},
        {"recorded_by", "Recorded by", given(&Feedback::recorded_by)},
    };
    return columns.table_of(answers);
}

namespace {

// What was said in a case, to whom or by whom ever.
bool is_conversation(event::Payload const &payload) {
    return type_of(payload).voice != event::Voice::internal ||
           std::holds_alternative<event::Noted>(payload);
}

// The cases that were merged into the one of these events.
std::vector<CaseId> merged_in(std::span<Event const> events) {
    std::vector<CaseId> merged;
    for (auto const &event : events) {
        auto const *linked = std::get_if<event::Linked>(&event.payload);
        if (linked && linked->kind == LinkKind::merged && linked->other)
            merged.push_back(*linked->other);
        auto const *unlinked = std::get_if<event::Unlinked>(&event.payload);
        if (unlinked && unlinked->kind == LinkKind::merged && unlinked->other)
            std::erase(merged, *unlinked->other);
    }
    return merged;
}

}  // namespace

std::vector<Event> with_merged(store::Reader &reader, std::span<Event const> events) {
    std::vector<Event> all{events.begin(), events.end()};
    auto ids = merged_in(events);
    for (std::size_t i = 0; i < ids.size(); ++i) {
        auto const theirs = reader.events(ids[i]);
        std::ranges::copy_if(theirs, std::back_inserter(all),
                             [](Event const &event) { return is_conversation(event.payload); });
        for (auto const id : merged_in(theirs))
            if (std::ranges::count(ids, id) == 0) ids.push_back(id);
    }
    std::ranges::stable_sort(all, {}, &Event::at);
    return all;
}

Table linked_with(store::Reader &reader, Case const &item) {
    struct Link {
        std::string_view code;
        std::string text;
        store::CaseRow row;
    };
    std::vector<Link> links;
    auto const add_found = [&](std::optional<CaseId> const &id, std::string_view code,
                               std::string const &text) {
        if (!id) return;
        if (auto const row = reader.find(*id)) links.push_back({code, text, *row});
    };
    add_found(item.about, "about", "complains about");
    add_found(item.repeat_of, "repeat_of", "repeats");
    add_found(item.duplicate_of, "duplicate_of", "duplicate of");
    for (auto const &row : reader.about(item.id))
        links.push_back({"complaint", "complaint about this", row});
    for (auto const &row : reader.repeats(item.id))
        links.push_back({"repeat", "repeats this", row});
    for (auto const &link : item.links) add_found(link.other, word(link.kind), in_words(link.kind));
    Columns<Link> const columns{
        {"id", "Case", part_of(&Link::row, &store::CaseRow::id)},
        {"link", "", &Link::code},
        {"", "Link", &Link::text},
        {"state", "State", part_of(&Link::row, &store::CaseRow::state)},
        {"received_at", "Received", part_of(&Link::row, &store::CaseRow::received_at)},
        {"subject", "Subject", part_of(&Link::row, &store::CaseRow::subject)},
    };
    return columns.table_of(links);
}

}  // namespace dcc::report
