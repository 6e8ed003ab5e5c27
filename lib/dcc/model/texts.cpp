#include <dcc/base/text.hpp>
#include <dcc/model/texts.hpp>

#include <string>
#include <tuple>
#include <type_traits>

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

// In a text, a list, what may be absent, or the fields of a struct. Other values have no texts.
template <class T>
std::optional<char32_t> control_in_value(T const &value) {
    std::optional<char32_t> found;
    auto const look = [&](auto const &part) {
        if (!found) found = control_in_value(part);
    };
    if constexpr (std::is_same_v<T, std::string>) {
        found = control_in(value);
    } else if constexpr (requires { value.begin(); }) {
        for (auto const &part : value) look(part);
    } else if constexpr (requires { value.has_value(); }) {
        if (value) look(*value);
    } else if constexpr (requires { T::fields; }) {
        std::apply([&](auto const &...field) { (look(value.*field.member), ...); }, T::fields);
    }
    return found;
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
