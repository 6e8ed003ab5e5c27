#include <dcc/model/texts.hpp>

namespace dcc {

EventTexts texts_of(event::Payload const &payload) {
    return std::visit(
        []<class E>(E const &event) {
            EventTexts texts;
            if constexpr (E::type.searched == event::Searched::yes) {
                if constexpr (requires { event.subject; }) texts.subject = event.subject;
                texts.body = event.body;
            }
            return texts;
        },
        payload);
}

}  // namespace dcc
