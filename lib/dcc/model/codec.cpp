#include <dcc/base/detail/json.hpp>
#include <dcc/base/error.hpp>
#include <dcc/model/codec.hpp>

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
void read(Json const &json, T &value);

template <class T>
T must(std::optional<T> value, Json const &json) {
    if (!value) throw Error{ErrorKind::data, fmt::format("{} has the wrong form", json.dump())};
    return *value;
}

template <class T, class Struct, class Member>
void read_member(Json const &json, T &value, event::Field<Struct, Member> const &field) {
    read(json, value.*field.member);
}

template <class T, class Struct, class Member>
void read_member(Json const &json, T &value, event::FormerFlag<Struct, Member> const &field) {
    bool is_set = false;
    read(json, is_set);
    if (is_set) value.*field.member = field.former;
}

template <class T>
void read_object(Json const &object, T &value, bool sealed) {
    each_field<T>([&](auto const &field) {
        if (field.sealed != sealed) return;
        auto const found = object.find(field.name);
        if (found == object.end() || found->is_null()) return;
        try {
            read_member(*found, value, field);
        } catch (std::exception const &error) {
            throw Error{ErrorKind::data, fmt::format("field \"{}\": {}", field.name, error.what())};
        }
    });
}

template <class T>
void read(Json const &json, T &value) {
    if constexpr (is_optional<T>::value) {
        read(json, value.emplace());
    } else if constexpr (is_vector<T>::value) {
        if (!json.is_array()) throw Error{ErrorKind::data, "expected a list"};
        for (auto const &item : json) read(item, value.emplace_back());
    } else if constexpr (std::is_enum_v<T>)
        value = must(parse_word<T>(json.get<std::string>()), json);
    else if constexpr (Numbered<T>)
        value = must(T::parse(json.get<std::string>()), json);
    else if constexpr (std::is_same_v<T, Instant>)
        value = must(parse_rfc3339(json.get<std::string>()), json);
    else if constexpr (std::is_same_v<T, Date>)
        value = must(parse_date(json.get<std::string>()), json);
    else if constexpr (std::is_same_v<T, Duration>)
        value = parse_duration(json.get<std::string>());
    else if constexpr (std::is_same_v<T, Digest>)
        value = must(parse_digest(json.get<std::string>()), json);
    else if constexpr (std::is_class_v<T> && !std::is_same_v<T, std::string>) {
        if (!json.is_object()) throw Error{ErrorKind::data, "expected an object"};
        read_object(json, value, false);
    } else if constexpr (std::is_same_v<T, bool>) {
        if (!json.is_boolean()) throw Error{ErrorKind::data, "expected true or false"};
        value = json.get<bool>();
    } else if constexpr (std::is_integral_v<T>) {
        // The JSON library would silently drop fractions and overflow.
        auto const number =
            json.is_number_integer() ? std::optional{json.get<std::int64_t>()} : std::nullopt;
        bool const fits =
            number && std::in_range<T>(*number) && !(json.is_number_unsigned() && *number < 0);
        if (!fits) throw Error{ErrorKind::data, "expected a whole number"};
        value = static_cast<T>(*number);
    } else
        value = json.get<T>();
}

// Ill-formed UTF-8 is replaced, not refused, so that one byte loses no event. The tools check their
// input; it can come from a program that embeds the library.
std::string dump(Json const &json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json parse(std::string_view text) {
    auto json = parse_json(text);
    if (!json.is_object()) throw Error{ErrorKind::data, "not a JSON object"};
    return json;
}

template <std::size_t... i>
event::Payload decode_any(std::string_view kind, Json const &data, Json const *sealed,
                          std::index_sequence<i...>) {
    event::Payload payload;
    auto const attempt = [&]<class T>(std::type_identity<T>) {
        if (kind != T::type.word) return false;
        T value;
        read_object(data, value, false);
        if (sealed) read_object(*sealed, value, true);
        payload = std::move(value);
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
        auto const open = parse(data);
        std::optional<Json> const closed =
            sealed.empty() ? std::nullopt : std::optional{parse(sealed)};
        return decode_any(kind, open, closed ? &*closed : nullptr,
                          std::make_index_sequence<std::variant_size_v<event::Payload::Variant>>{});
    } catch (std::exception const &error) {
        throw Error{ErrorKind::data, fmt::format("event \"{}\": {}", kind, error.what())};
    }
}

std::string encode_terms(ServiceTerms const &terms) {
    return dump(object_of(terms, false));
}

ServiceTerms decode_terms(std::string_view json) {
    ServiceTerms terms;
    read_object(parse(json), terms, false);
    return terms;
}

}  // namespace dcc
