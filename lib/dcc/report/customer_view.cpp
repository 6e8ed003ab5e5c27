#include <dcc/base/columns.hpp>
#include <dcc/report/customer_view.hpp>
#include <dcc/wording/fact_name.hpp>

#include <optional>
#include <utility>
#include <vector>

namespace dcc::report {
namespace {

using namespace event;

// The text that the customer is shown of an event whose voice is not internal.
std::optional<std::string> text_shown(Opened const &opened) {
    // A complaint that feedback opened has a subject written by us.
    if (opened.about && opened.body.empty()) return std::nullopt;
    return opened.body.empty() ? opened.subject : opened.body;
}
Opened corrected(Opened opened, Case const &item) {
    opened.subject = item.subject;
    opened.body = item.body;
    return opened;
}
std::optional<std::string> text_shown(Received const &received) {
    return received.body;
}
std::optional<std::string> text_shown(Replied const &replied) {
    return replied.body;
}
std::optional<std::string> text_shown(Resolved const &resolved) {
    if (!resolved.answered) return std::nullopt;
    return resolved.body;
}

std::optional<std::string> text_shown(OutcomeRecorded const &recorded) {
    return recorded.reason.empty() ? std::nullopt : std::optional{recorded.reason};
}
std::optional<std::string> text_shown(Withdrawn const &withdrawn) {
    return withdrawn.reason.empty() ? std::nullopt : std::optional{withdrawn.reason};
}

std::optional<std::string> text_shown(wording::Catalogue const &catalogue, Payload const &payload) {
    return std::visit(
        [&]<class E>(E const &event) -> std::optional<std::string> {
            if constexpr (E::type.voice == Voice::internal)
                return std::nullopt;
            else if constexpr (std::is_same_v<E, Decided>)
                return catalogue.decision(event.decision) + "\n" + event.body;
            else
                return text_shown(event);
        },
        payload);
}

// The next appointment that is not over.
Visit const *next_visit(Case const &item) {
    Visit const *next = nullptr;
    for (auto const &visit : item.visits)
        if (visit.state == VisitState::booked && (!next || visit.starts_at < next->starts_at))
            next = &visit;
    return next;
}

}  // namespace

Sheet customer_view(Policy const &policy, wording::Catalogue const &catalogue, Case const &item,
                    std::span<Event const> events) {
    using wording::Phrase;
    struct Line {
        Event const *event;
        std::string text;
    };
    auto const text = [&](Phrase phrase) { return catalogue.text(phrase); };
    std::vector<std::string> missing;
    for (auto const &name : item.missing)
        missing.push_back(wording::fact_name(catalogue, policy, name));
    bool const wanting = item.state == State::waiting_customer || !missing.empty();
    auto const wanted = [&](Case const &) {
        return wanting ? catalogue.list(missing) : std::string{};
    };
    auto const status = [&](Case const &one) { return catalogue.status(one.state); };
    auto const *visit = next_visit(item);
    auto const of_visit = [visit](auto part) {
        return part_of([visit](Case const &) { return visit; }, part);
    };
    auto const channel = [&](Case const &one) {
        auto const *found = policy.channel(one.channel);
        return found ? label_in(found->label, catalogue.language(), found->id) : std::string{};
    };
    Columns<Case> const head{
        {"id", text(Phrase::view_case), &Case::id},
        {"subject", text(Phrase::view_subject), &Case::subject},
        {"state", "", &Case::state},
        {"", text(Phrase::view_status), status},
        {"received_at", text(Phrase::view_received), &Case::received_at},
        {"promised_at", text(Phrase::view_promised), promised_for},
        {"resolved_at", text(Phrase::view_resolved), &Case::resolved_at},
        {"missing", "", &Case::missing},
        {"", text(Phrase::view_wanted), wanted},
        {"visit_starts_at", text(Phrase::view_visit), of_visit(&Visit::starts_at)},
        {"visit_ends_at", text(Phrase::view_visit_until), of_visit(&Visit::ends_at)},
        {"channel", "", &Case::channel},
        {"", text(Phrase::view_channel), channel},
    };
    auto const by_us = [](Line const &line) {
        return type_of(line.event->payload).voice == Voice::us;
    };
    auto const by = [by_us](Line const &line) { return by_us(line) ? "desk" : "customer"; };
    auto const shown_by = [&](Line const &line) {
        return text(by_us(line) ? Phrase::us : Phrase::you);
    };
    Columns<Line> const columns{
        {"at", text(Phrase::view_when), part_of(&Line::event, &Event::at)},
        {"by", "", by},
        {"", text(Phrase::view_by), shown_by},
        {"text", text(Phrase::view_text), &Line::text},
    };
    auto messages = columns.table();
    for (auto const &event : events) {
        if (event.erased || event.withdrawn_by) continue;
        // Of the request, as it was corrected.
        auto const *opened =
            event.case_id == item.id ? std::get_if<Opened>(&event.payload) : nullptr;
        auto const message =
            opened ? text_shown(corrected(*opened, item)) : text_shown(catalogue, event.payload);
        if (message) columns.add(messages, {&event, *message});
    }
    Sheet sheet{head.fields(item), {}};
    sheet.parts.push_back({"messages", text(Phrase::view_messages), std::move(messages)});
    return sheet;
}

}  // namespace dcc::report
