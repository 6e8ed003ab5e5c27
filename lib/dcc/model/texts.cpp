#include <dcc/model/texts.hpp>

namespace dcc {
namespace {

using namespace event;

struct Texts {
    EventTexts operator()(NotAbout<Subject::case_> auto const &) const { return {}; }
    EventTexts operator()(
        OneOf<Triaged, Assigned, Started, Waited, Resumed, Reopened, Closed, Cancelled, FactsGiven,
              Proposed, Submitted, Reviewed, Confirmed, Promised, Messaged, Delivered,
              DeliveryFailed, DeliveryRetried, VisitBooked, VisitMoved, VisitCancelled, VisitDone,
              FeedbackGiven> auto const &) const {
        return {};
    }
    EventTexts operator()(Opened const &opened) const { return {opened.subject, opened.body}; }
    EventTexts operator()(Received const &received) const { return {{}, received.body}; }
    EventTexts operator()(Replied const &replied) const { return {{}, replied.body}; }
    EventTexts operator()(Noted const &noted) const { return {{}, noted.body}; }
    EventTexts operator()(Resolved const &resolved) const { return {{}, resolved.body}; }
};

}  // namespace

EventTexts texts_of(event::Payload const &payload) {
    return std::visit(Texts{}, payload);
}

}  // namespace dcc
