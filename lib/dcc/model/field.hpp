#pragma once

#include <dcc/model/step.hpp>
#include <dcc/model/words.hpp>

#include <concepts>
#include <cstddef>
#include <optional>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <variant>

namespace dcc::event {

// What an event is about: the desk, a customer, an article, an incident or a case.
enum class Subject { desk, customer, article, incident, case_ };

constexpr WordTable<Subject, 5> subject_words{{
    {Subject::desk, "desk"},
    {Subject::customer, "customer"},
    {Subject::article, "article"},
    {Subject::incident, "incident"},
    {Subject::case_, "case"},
}};
constexpr auto const &words_of(Subject) {
    return subject_words;
}

// Who speaks in an event to whom. Customers are shown what they wrote and what was written to them;
// an event that does not say otherwise is internal and never shown to them.
enum class Voice { internal, customer, us };

// Whether the text index holds an event's `subject` and `body`.
enum class Searched { no, yes };

// The description that every event has as its member `type`. The word is a contract: it is stored
// and exported.
struct EventType {
    std::string_view word;
    Subject about{};
    std::optional<Step> step{};   // of the lifecycle; every event of a case has one
    std::optional<Step> other{};  // a second step that makes it legal
    Voice voice = Voice::internal;
    Searched searched = Searched::no;
};

// A field of an event: its name and its member. A sealed field may contain text or personal data:
// it is stored outside the hash chain, which has only its salted digest, so that it can be erased
// without breaking the chain. Empty fields are omitted.
template <class Struct, class Member>
struct Field {
    std::string_view name;
    Member Struct::*member;
    bool sealed;
};

// Declares a field.
template <class Struct, class Member>
constexpr Field<Struct, Member> field(std::string_view name, Member Struct::*member, bool sealed) {
    return {name, member, sealed};
}

// Declares a field that is part of the hash chain and cannot be erased.
template <class Struct, class Member>
constexpr Field<Struct, Member> open(std::string_view name, Member Struct::*member) {
    return {name, member, false};
}

// Declares a field that can be erased.
template <class Struct, class Member>
constexpr Field<Struct, Member> sealed(std::string_view name, Member Struct::*member) {
    return {name, member, true};
}

// A boolean field of older events that another field has replaced: when it is true, the member gets
// the value `former`. It is read but never written.
template <class Struct, class Member>
struct FormerFlag {
    std::string_view name;
    Member Struct::*member;
    Member former;
    bool sealed = false;
};

// Declares such a field.
template <class Struct, class Member>
constexpr FormerFlag<Struct, Member> former_flag(std::string_view name, Member Struct::*member,
                                                 Member former) {
    return {name, member, former, false};
}

// The fields for a table of facts. Its rows have the members name, member and sealed.
template <class Facts>
constexpr auto fact_fields(Facts const &facts) {
    return std::apply(
        [](auto const &...fact) {
            return std::tuple{field(fact.name, fact.member, fact.sealed)...};
        },
        facts);
}

// The events of one noun.
template <class... Events>
struct EventList {
    using Variant = std::variant<Events...>;
};

// Whether an event is in a list.
template <class E, class List>
struct IsListed;
template <class E, class... Events>
struct IsListed<E, EventList<Events...>> : std::bool_constant<(std::same_as<E, Events> || ...)> {};

// The place of an event in a list that has it.
template <class E, class... Events>
constexpr std::size_t place_of(EventList<Events...>) {
    std::size_t place = 0;
    (void)((std::same_as<E, Events> || (++place, false)) || ...);
    return place;
}

// Joins the lists of all nouns.
template <class... Lists>
struct JoinedLists;
template <class... Events>
struct JoinedLists<EventList<Events...>> {
    using List = EventList<Events...>;
};
template <class... A, class... B, class... Rest>
struct JoinedLists<EventList<A...>, EventList<B...>, Rest...>
    : JoinedLists<EventList<A..., B...>, Rest...> {};

// For visitors, which list the events that they ignore:
// void operator()(OneOf<Noted, Started> auto &&) {}
template <class T, class... Events>
concept OneOf = (std::same_as<std::remove_cvref_t<T>, Events> || ...);

// For visitors of the events of one subject.
template <class T, Subject subject>
concept About = std::remove_cvref_t<T>::type.about == subject;

template <class T, Subject subject>
concept NotAbout = std::remove_cvref_t<T>::type.about != subject;

}  // namespace dcc::event
