#include <dcc/model/texts.hpp>

namespace dcc {
namespace {

struct Texts {
    template <class Other>
    EventTexts operator()(Other const &) const {
        return {};
    }
    EventTexts operator()(event::Opened const &opened) const {
        return {opened.subject, opened.body};
    }
    EventTexts operator()(event::Received const &received) const { return {{}, received.body}; }
    EventTexts operator()(event::Replied const &replied) const { return {{}, replied.body}; }
    EventTexts operator()(event::Noted const &noted) const { return {{}, noted.body}; }
    EventTexts operator()(event::Resolved const &resolved) const { return {{}, resolved.body}; }
};

}  // namespace

EventTexts texts_of(event::Payload const &payload) {
    return std::visit(Texts{}, payload);
}

}  // namespace dcc
