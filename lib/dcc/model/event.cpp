#include <dcc/model/event.hpp>

#include <array>
#include <concepts>
#include <type_traits>
#include <utility>

namespace dcc {
namespace event {
namespace {

template <class... E>
constexpr std::array<EventType, sizeof...(E)> types_of(EventList<E...>) {
    return {E::type...};
}

constexpr auto types = types_of(Events{});

// No two events have the same word. The events of cases have a step; other events have none.
constexpr bool are_sound() {
    for (std::size_t i = 0; i < types.size(); ++i) {
        if (types[i].step.has_value() != (types[i].about == Subject::case_)) return false;
        for (std::size_t j = 0; j < i; ++j)
            if (types[i].word == types[j].word) return false;
    }
    return true;
}
static_assert(are_sound());
static_assert(types.size() == std::variant_size_v<Payload::Variant>);
static_assert(std::is_nothrow_move_constructible_v<Payload::Variant> &&
              std::is_nothrow_move_assignable_v<Payload::Variant>);

template <class E>
Payload::Variant make(void *event) {
    return Payload::Variant{std::move(*static_cast<E *>(event))};
}

template <class... E>
constexpr std::array<Payload::Variant (*)(void *), sizeof...(E)> makers_of(EventList<E...>) {
    return {make<E>...};
}

constexpr auto makers = makers_of(Events{});

template <class E>
EventDescription describe() {
    EventDescription made{E::type, {}};
    auto const add = [&]<class F>(F const &field) {
        if constexpr (!requires { field.former; })
            made.fields.push_back({field.name, field.sealed});
    };
    std::apply([&](auto const &...field) { (add(field), ...); }, E::fields);
    return made;
}

template <class... E>
std::vector<EventDescription> describe_all(EventList<E...>) {
    return {describe<E>()...};
}

}  // namespace

Payload::Payload() = default;
Payload::Payload(std::size_t place, void *event) : Variant{makers.at(place)(event)} {}
Payload::Payload(Payload const &) = default;
Payload::Payload(Payload &&) noexcept = default;
Payload &Payload::operator=(Payload const &) = default;
Payload &Payload::operator=(Payload &&) noexcept = default;
Payload::~Payload() = default;

bool operator==(Payload const &a, Payload const &b) {
    return static_cast<Payload::Variant const &>(a) == static_cast<Payload::Variant const &>(b);
}

EventType const &type_of(Payload const &payload) {
    return types.at(payload.index());
}

std::string_view word(Payload const &payload) {
    return type_of(payload).word;
}

Erasure const *erasure_in(Payload const &payload) {
    return std::visit(
        []<class E>(E const &event) -> Erasure const * {
            if constexpr (std::derived_from<E, Erasure>)
                return &event;
            else
                return nullptr;
        },
        payload);
}

TermsRef const *terms_in(Payload const &payload) {
    return std::visit(
        []<class E>(E const &event) -> TermsRef const * {
            if constexpr (requires { event.terms.rule; })
                return event.terms == TermsRef{} ? nullptr : &event.terms;
            else
                return nullptr;
        },
        payload);
}

std::vector<EventDescription> describe_events() {
    return describe_all(Events{});
}

}  // namespace event

std::string dating_text(Event const &event) {
    std::string text{word(event.dated)};
    if (event.clock) text += " " + format_utc(*event.clock);
    return text;
}

bool read_dating(std::string_view text, Event &event) {
    if (text.empty()) return true;
    auto const blank = text.find(' ');
    auto const dated = parse_word<Dating>(text.substr(0, blank));
    if (!dated || (*dated == Dating::behind) != (blank != std::string_view::npos)) return false;
    event.dated = *dated;
    if (*dated == Dating::behind) event.clock = parse_rfc3339(text.substr(blank + 1));
    return event.clock.has_value() == (*dated == Dating::behind);
}

}  // namespace dcc
