#include <dcc/base/columns.hpp>
#include <dcc/report/customer_view.hpp>

#include <optional>
#include <utility>
#include <vector>

namespace dcc::report {
namespace {

using namespace event;
using wording::Phrase;

// A message between the customer and us. All other events of a case are internal.
struct Shown {
    bool by_us = false;
    std::string text;
};

// The message that an event holds, if any. Events that show nothing are listed, so that a new type
// of event must be decided on.
struct Finder {
    std::optional<Shown> operator()(NotAbout<Subject::case_> auto const &) const {
        return std::nullopt;
    }
    std::optional<Shown> operator()(
        OneOf<Triaged, Assigned, Started, Noted, Waited, Resumed, Reopened, Closed, Cancelled,
              FactsGiven, Proposed, Submitted, Reviewed, Confirmed, Promised, Messaged, Delivered,
              DeliveryFailed, DeliveryRetried, VisitBooked, VisitMoved, VisitCancelled, VisitDone,
              FeedbackGiven> auto const &) const {
        return std::nullopt;
    }
    std::optional<Shown> operator()(Opened const &opened) const {
        // We wrote the subject of a complaint that feedback opened.
        if (opened.about && opened.body.empty()) return std::nullopt;
        return Shown{false, opened.body.empty() ? opened.subject : opened.body};
    }
    std::optional<Shown> operator()(Received const &received) const {
        return Shown{false, received.body};
    }
    std::optional<Shown> operator()(Replied const &replied) const {
        return Shown{true, replied.body};
    }
    std::optional<Shown> operator()(Resolved const &resolved) const {
        if (!resolved.answered) return std::nullopt;
        return Shown{true, resolved.body};
    }
};

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
    struct Line {
        Event const *event;
        Shown shown;
    };
    auto const text = [&](Phrase phrase) { return catalogue.text(phrase); };
    std::vector<std::string> missing;
    for (auto const &name : item.missing) missing.push_back(catalogue.fact(name));
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
        {"status", text(Phrase::view_status), status},
        {"received_at", text(Phrase::view_received), &Case::received_at},
        {"promised_at", text(Phrase::view_promised), promised_for},
        {"resolved_at", text(Phrase::view_resolved), &Case::resolved_at},
        {"wanted", text(Phrase::view_wanted), wanted},
        {"visit_at", text(Phrase::view_visit), of_visit(&Visit::starts_at)},
        {"visit_until", text(Phrase::view_visit_until), of_visit(&Visit::ends_at)},
        {"channel", text(Phrase::view_channel), channel},
    };
    auto const by = [&](Line const &line) {
        return text(line.shown.by_us ? Phrase::us : Phrase::you);
    };
    Columns<Line> const columns{
        {"at", text(Phrase::view_when), part_of(&Line::event, &Event::at)},
        {"by", text(Phrase::view_by), by},
        {"text", text(Phrase::view_text), [](Line const &line) { return line.shown.text; }},
    };
    auto messages = columns.table();
    for (auto const &event : events) {
        auto const shown = std::visit(Finder{}, event.payload);
        if (shown && !event.erased) columns.add(messages, {&event, *shown});
    }
    Sheet sheet{head.fields(item), {}};
    sheet.parts.push_back({"messages", text(Phrase::view_messages), std::move(messages)});
    return sheet;
}

}  // namespace dcc::report
