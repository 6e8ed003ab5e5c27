#pragma once

#include <dcc/model/step.hpp>
#include <dcc/model/words.hpp>

#include <concepts>
#include <optional>
#include <string_view>
#include <tuple>
#include <variant>

namespace dcc::event {

// What an event is about: whose history it belongs to.
enum class Subject { desk, customer, article, case_ };

constexpr WordTable<Subject, 4> subject_words{{
    {Subject::desk, "desk"},
    {Subject::customer, "customer"},
    {Subject::article, "article"},
    {Subject::case_, "case"},
}};
constexpr auto const &words_of(Subject) {
    return subject_words;
}

// What every event says of itself, as its member `type`. The word is a contract: it is stored and
// exported.
struct EventType {
    std::string_view word;
    Subject about{};
    std::optional<Step> step{};   // of the lifecycle; every event of a case has one
    std::optional<Step> other{};  // it may be legal by this step too
};

// A field of an event: its name and where it is kept. One marked sealed may hold text or personal
// data: it is stored outside the audit chain, behind a salted digest, so that it can be erased
// without breaking the chain. Empty fields are left out.
template <class Struct, class Member>
struct Field {
    std::string_view name;
    Member Struct::*member;
    bool sealed;
};

template <class Struct, class Member>
constexpr Field<Struct, Member> field(std::string_view name, Member Struct::*member, bool sealed) {
    return {name, member, sealed};
}

template <class Struct, class Member>
constexpr Field<Struct, Member> open(std::string_view name, Member Struct::*member) {
    return {name, member, false};
}

template <class Struct, class Member>
constexpr Field<Struct, Member> sealed(std::string_view name, Member Struct::*member) {
    return {name, member, true};
}

// A truth value that older events have in the place of another field: when it is true, the member
// has the value `former`. Read, never written.
template <class Struct, class Member>
struct FormerFlag {
    std::string_view name;
    Member Struct::*member;
    Member former;
    bool sealed = false;
};

template <class Struct, class Member>
constexpr FormerFlag<Struct, Member> former_flag(std::string_view name, Member Struct::*member,
                                                 Member former) {
    return {name, member, former, false};
}

// The fields of a table of facts, whose rows have name, member and sealed.
template <class Facts>
constexpr auto fact_fields(Facts const &facts) {
    return std::apply(
        [](auto const &...fact) {
            return std::tuple{field(fact.name, fact.member, fact.sealed)...};
        },
        facts);
}

// Events of one noun.
template <class... Events>
struct EventList {
    using Variant = std::variant<Events...>;
};

template <class... Lists>
struct JoinedLists;
template <class... Events>
struct JoinedLists<EventList<Events...>> {
    using List = EventList<Events...>;
};
template <class... A, class... B, class... Rest>
struct JoinedLists<EventList<A...>, EventList<B...>, Rest...>
    : JoinedLists<EventList<A..., B...>, Rest...> {};

// For folds, which name by type what they ignore: void operator()(OneOf<Noted, Started> auto &&) {}
template <class T, class... Events>
concept OneOf = (std::same_as<std::remove_cvref_t<T>, Events> || ...);

// For folds over the events of one subject.
template <class T, Subject subject>
concept About = std::remove_cvref_t<T>::type.about == subject;

template <class T, Subject subject>
concept NotAbout = std::remove_cvref_t<T>::type.about != subject;

}  // namespace dcc::event
