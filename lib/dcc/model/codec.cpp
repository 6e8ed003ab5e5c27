#include <dcc/base/detail/json.hpp>
#include <dcc/base/detail/json_reader.hpp>
#include <dcc/base/error.hpp>
#include <dcc/model/codec.hpp>

#include <cstdint>
#include <type_traits>
#include <utility>

#include <fmt/format.h>

namespace dcc {
namespace {

constexpr auto term_fields = std::tuple{event::open("kind", &Term::kind),
                                        event::open("target", &Term::target),
                                        event::open("calendar", &Term::calendar),
                                        event::open("calendar_print", &Term::calendar_print),
                                        event::open("pauses", &Term::pauses),
                                        event::open("extensions", &Term::extensions),
                                        event::open("when_complete", &Term::when_complete)};
constexpr auto terms_fields = std::tuple{
    event::open("policy", &ServiceTerms::policy), event::open("rule", &ServiceTerms::rule),
    event::open("place", &ServiceTerms::place), event::open("terms", &ServiceTerms::terms),
    event::open("conventions", &ServiceTerms::conventions)};
constexpr auto conventions_fields =
    std::tuple{event::open("counting", &Conventions::counting),
               event::open("reopening", &Conventions::reopening),
               event::open("from_creation", &Conventions::from_creation),
               event::open("any_contact", &Conventions::any_contact),
               event::open("opened_by_staff", &Conventions::opened_by_staff),
               event::open("silent_end_answers", &Conventions::silent_end_answers)};
constexpr auto counting_fields = std::tuple{event::open("days", &Counting::days),
                                            event::open("whole_minutes", &Counting::whole_minutes),
                                            event::open("until_opening", &Counting::until_opening)};
constexpr auto day_count_fields = std::tuple{event::open("outside_hours", &DayCount::outside_hours),
                                             event::open("cutoff", &DayCount::cutoff)};

constexpr auto money_fields =
    std::tuple{event::open("minor", &Money::minor), event::open("currency", &Money::currency)};
constexpr auto score_fields =
    std::tuple{event::open("dimension", &Score::dimension), event::open("value", &Score::value)};

template <class T>
constexpr auto const &fields_of() {
    if constexpr (std::is_same_v<T, Term>)
        return term_fields;
    else if constexpr (std::is_same_v<T, Money>)
        return money_fields;
    else if constexpr (std::is_same_v<T, Score>)
        return score_fields;
    else if constexpr (std::is_same_v<T, ServiceTerms>)
        return terms_fields;
    else if constexpr (std::is_same_v<T, Conventions>)
        return conventions_fields;
    else if constexpr (std::is_same_v<T, Counting>)
        return counting_fields;
    else if constexpr (std::is_same_v<T, DayCount>)
        return day_count_fields;
    else
        return T::fields;
}

template <class T, class Visit>
void each_field(Visit &&visit) {
    std::apply([&](auto const &...field) { (visit(field), ...); }, fields_of<T>());
}

template <class T>
struct is_optional : std::false_type {};
template <class T>
struct is_optional<std::optional<T>> : std::true_type {};
template <class T>
struct is_vector : std::false_type {};
template <class T>
struct is_vector<std::vector<T>> : std::true_type {};
template <class T>
concept Numbered = requires(T id) {
    T::parse(id.text());
};

template <class T>
Json to_json(T const &value);

// Whether a field can be omitted. Numbers and enums are always written, other values unless empty.
template <class T>
bool is_omitted(T const &value) {
    if constexpr (std::is_enum_v<T> || (std::is_arithmetic_v<T> && !std::is_same_v<T, bool>))
        return false;
    else
        return value == T{};
}

template <class T>
Json object_of(T const &value, bool sealed) {
    Json object = Json::object();
    each_field<T>([&](auto const &field) {
        if constexpr (!requires { field.former; }) {
            auto const &member = value.*field.member;
            if (field.sealed != sealed || is_omitted(member)) return;
            object[std::string{field.name}] = to_json(member);
        }
    });
    return object;
}

template <class T>
Json to_json(T const &value) {
    if constexpr (is_optional<T>::value)
        return to_json(*value);
    else if constexpr (is_vector<T>::value) {
        Json list = Json::array();
        for (auto const &item : value) list.push_back(to_json(item));
        return list;
    } else if constexpr (std::is_enum_v<T>)
        return std::string{word(value)};
    else if constexpr (Numbered<T>)
        return value.text();
    else if constexpr (std::is_same_v<T, Instant>)
        return format_utc(value);
    else if constexpr (std::is_same_v<T, Date>)
        return format_date(value);
    else if constexpr (std::is_same_v<T, Duration>)
        return format_duration(value);
    else if constexpr (std::is_same_v<T, Digest>)
        return hex(value);
    else if constexpr (std::is_class_v<T> && !std::is_same_v<T, std::string>)
        return object_of(value, false);
    else
        return value;
}

template <class T>
void read(JsonReader &in, T &value);

template <class T>
T must(std::optional<T> value, std::string const &text) {
    if (!value) throw Error{ErrorKind::data, say("{} has the wrong form", Json(text).dump())};
    return *value;
}

template <class T, class Struct, class Member>
void read_member(JsonReader &in, T &value, event::Field<Struct, Member> const &field) {
    read(in, value.*field.member);
}

template <class T, class Struct, class Member>
void read_member(JsonReader &in, T &value, event::FormerFlag<Struct, Member> const &field) {
    if (in.truth()) value.*field.member = field.former;
}

template <class T, class Field>
void read_field(JsonReader &in, T &value, Field const &field) {
    if (in.null()) return;
    try {
        read_member(in, value, field);
    } catch (std::exception const &error) {
        throw Error{ErrorKind::data, say("field \"{}\": {}", field.name, error.what())};
    }
}

// For the members of an object: reads those that are such fields of the value, each once.
template <class T>
auto fields_into(JsonReader &in, T &value, bool sealed) {
    static_assert(std::tuple_size_v<std::remove_cvref_t<decltype(fields_of<T>())>> <= 64);
    return [&in, &value, sealed, seen = std::uint64_t{0}](std::string_view name) mutable {
        bool found = false;
        std::uint64_t bit = 1;
        each_field<T>([&](auto const &field) {
            if (!found && field.sealed == sealed && field.name == name) {
                found = true;
                if ((seen & bit) != 0)
                    throw Error{ErrorKind::data, say("field \"{}\": twice", field.name)};
                seen |= bit;
                read_field(in, value, field);
            }
            bit <<= 1U;
        });
        if (!found) in.skip();
    };
}

template <class T>
void read(JsonReader &in, T &value) {
    if constexpr (is_optional<T>::value) {
        read(in, value.emplace());
    } else if constexpr (is_vector<T>::value)
        in.list([&] { read(in, value.emplace_back()); });
    else if constexpr (std::is_same_v<T, std::string>)
        value = in.text();
    else if constexpr (std::is_same_v<T, bool>)
        value = in.truth();
    else if constexpr (std::is_integral_v<T>) {
        auto const number = in.whole();
        if (!std::in_range<T>(number)) throw Error{ErrorKind::data, "expected a whole number"};
        value = static_cast<T>(number);
    } else if constexpr (std::is_same_v<T, Duration>)
        value = parse_duration(in.text());
    else {
        [[maybe_unused]] auto const parsed = [&](auto const &parse) {
            auto const text = in.text();
            value = must(parse(text), text);
        };
        if constexpr (std::is_enum_v<T>)
            parsed(parse_word<T>);
        else if constexpr (Numbered<T>)
            parsed(T::parse);
        else if constexpr (std::is_same_v<T, Instant>)
            parsed(parse_rfc3339);
        else if constexpr (std::is_same_v<T, Date>)
            parsed(parse_date);
        else if constexpr (std::is_same_v<T, Digest>)
            parsed(parse_digest);
        else
            in.object(fields_into(in, value, false));
    }
}

// Reads a whole text.
template <class T>
void read_object(std::string_view json, T &value, bool sealed) {
    JsonReader in{json};
    in.document(fields_into(in, value, sealed));
}

// Ill-formed UTF-8 is replaced, not refused, so that one byte loses no event. The tools check their
// input; it can come from a program that embeds the library.
std::string dump(Json const &json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

template <std::size_t... i>
event::Payload decode_any(std::string_view kind, std::string_view data, std::string_view sealed,
                          std::index_sequence<i...>) {
    event::Payload payload;
    auto const attempt = [&]<class T>(std::type_identity<T>) {
        if (kind != T::type.word) return false;
        auto &value = payload.emplace<T>();
        read_object(data, value, false);
        if (!sealed.empty()) read_object(sealed, value, true);
        return true;
    };
    if (!(attempt(std::type_identity<std::variant_alternative_t<i, event::Payload::Variant>>{}) ||
          ...))
        throw Error{ErrorKind::data, "unknown kind of event"};
    return payload;
}

}  // namespace

Encoded encode(event::Payload const &payload) {
    return std::visit(
        [](auto const &value) {
            auto const sealed = object_of(value, true);
            return Encoded{std::decay_t<decltype(value)>::type.word, dump(object_of(value, false)),
                           sealed.empty() ? std::string{} : dump(sealed)};
        },
        payload);
}

std::vector<std::string> sealed_fields(event::Payload const &payload) {
    std::vector<std::string> names;
    std::visit(
        [&](auto const &value) {
            auto const object = object_of(value, true);
            for (auto const &[name, field] : object.items()) names.push_back(name);
        },
        payload);
    return names;
}

event::Payload decode(std::string_view kind, std::string_view data, std::string_view sealed) {
    try {
        return decode_any(kind, data, sealed,
                          std::make_index_sequence<std::variant_size_v<event::Payload::Variant>>{});
    } catch (std::exception const &error) {
        throw Error{ErrorKind::data, say("event \"{}\": {}", kind, error.what())};
    }
}

std::string encode_terms(ServiceTerms const &terms) {
    return dump(object_of(terms, false));
}

ServiceTerms decode_terms(std::string_view json) {
    ServiceTerms terms;
    read_object(json, terms, false);
    return terms;
}

}  // namespace dcc
