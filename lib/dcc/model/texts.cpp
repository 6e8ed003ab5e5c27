#include <dcc/base/text.hpp>
#include <dcc/model/texts.hpp>

#include <string>
#include <vector>

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

namespace {

std::optional<char32_t> control_in_value(std::string const &text) {
    return control_in(text);
}
std::optional<char32_t> control_in_value(std::vector<std::string> const &texts) {
    for (auto const &text : texts)
        if (auto const found = control_in(text)) return found;
    return std::nullopt;
}
template <class Other>
std::optional<char32_t> control_in_value(Other const &) {
    return std::nullopt;
}

}  // namespace

std::optional<StrayControl> stray_control_in(event::Payload const &payload) {
    return std::visit(
        []<class E>(E const &event) {
            std::optional<StrayControl> stray;
            auto const look = [&](auto const &field) {
                if (stray) return;
                if (auto const found = control_in_value(event.*field.member))
                    stray = {field.name, *found};
            };
            if constexpr (E::type.about != event::Subject::desk)
                std::apply([&](auto const &...field) { (look(field), ...); }, E::fields);
            return stray;
        },
        payload);
}

}  // namespace dcc
