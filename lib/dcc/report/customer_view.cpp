#include <dcc/report/customer_view.hpp>
#include <dcc/report/detail/cells.hpp>

#include <optional>
#include <utility>
#include <vector>

namespace dcc::report {
namespace {

using namespace event;
using wording::Phrase;

// What was said between the customer and us. Everything else that can happen to a case is internal:
// an event that is not named here tells the customer nothing.
struct Said {
    bool by_us = false;
    std::string text;
};

struct Telling {
    std::optional<Said> operator()(NotAbout<Subject::case_> auto const &) const {
        return std::nullopt;
    }
    std::optional<Said> operator()(
        OneOf<Triaged, Assigned, Started, Noted, Waited, Resumed, Reopened, Closed, Cancelled,
              FactsGiven, Proposed, Submitted, Reviewed, Confirmed, Promised, Messaged, Delivered,
              DeliveryFailed, DeliveryRetried, VisitBooked, VisitMoved, VisitCancelled, VisitDone,
              FeedbackGiven> auto const &) const {
        return std::nullopt;
    }
    std::optional<Said> operator()(Opened const &opened) const {
        // The words of its subject are ours, where feedback opened it.
        if (opened.about && opened.body.empty()) return std::nullopt;
        return Said{false, opened.body.empty() ? opened.subject : opened.body};
    }
    std::optional<Said> operator()(Received const &received) const {
        return Said{false, received.body};
    }
    std::optional<Said> operator()(Replied const &replied) const {
        return Said{true, replied.body};
    }
    std::optional<Said> operator()(Resolved const &resolved) const {
        if (!resolved.answered) return std::nullopt;
        return Said{true, resolved.body};
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
    Fields fields;
    auto const add = [&](char const *name, Phrase title, Cell cell) {
        fields.add(name, catalogue.text(title), std::move(cell));
    };
    std::vector<std::string> missing;
    for (auto const &name : item.missing) missing.push_back(catalogue.fact(name));
    bool const wanting = item.state == State::waiting_customer || !missing.empty();
    auto const promised = promised_for(item);
    auto const *visit = next_visit(item);
    add("id", Phrase::view_case, item.id.text());
    add("subject", Phrase::view_subject, text(item.subject));
    add("status", Phrase::view_status, catalogue.status(item.state));
    add("received_at", Phrase::view_received, item.received_at);
    add("promised_at", Phrase::view_promised, instant(promised));
    add("resolved_at", Phrase::view_resolved, instant(item.resolved_at));
    add("wanted", Phrase::view_wanted, wanting ? text(catalogue.list(missing)) : Cell{});
    add("visit_at", Phrase::view_visit, visit ? Cell{visit->starts_at} : Cell{});
    add("visit_until", Phrase::view_visit_until, visit ? Cell{visit->ends_at} : Cell{});
    auto const *channel = policy.channel(item.channel);
    add("channel", Phrase::view_channel,
        channel ? text(label_in(channel->label, catalogue.language(), channel->id)) : Cell{});

    Table said;
    said.columns = {{"at", catalogue.text(Phrase::view_when)},
                    {"by", catalogue.text(Phrase::view_by)},
                    {"text", catalogue.text(Phrase::view_text)}};
    for (auto const &event : events) {
        auto const telling = std::visit(Telling{}, event.payload);
        if (!telling || event.erased) continue;
        said.rows.push_back({event.at, catalogue.text(telling->by_us ? Phrase::us : Phrase::you),
                             text(telling->text)});
    }
    Sheet sheet;
    sheet.head = fields.take();
    sheet.parts.push_back({"messages", catalogue.text(Phrase::view_messages), std::move(said)});
    return sheet;
}

}  // namespace dcc::report
