#include <dcc/base/text.hpp>
#include <dcc/model/tag.hpp>
#include <dcc/report/case_filter.hpp>
#include <dcc/report/customer.hpp>
#include <dcc/report/filter.hpp>
#include <dcc/rules/fields.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dcc::report {
namespace {

using store::CaseFilter;
using FilterSign = rules::FilterCondition::Sign;

// More customers than these are too many to be one that is meant.
constexpr std::int64_t most_customers = 1000;

CaseFilter test(CaseFilter::Test that) {
    return {CaseFilter::Kind::test, {}, std::move(that)};
}
CaseFilter no(CaseFilter that) {
    return {CaseFilter::Kind::no, {std::move(that)}, {}};
}
CaseFilter any(std::vector<CaseFilter> parts) {
    return {CaseFilter::Kind::any, std::move(parts), {}};
}

enum class Takes {
    policy_value,  // one that the policy has
    text,
    state,
    is,
    kind,
    time,
    case_id,
    customer,
    incident,
    tag,
};

struct CaseField {
    std::string_view name;
    Takes takes{};
    CaseFilter::Text::Of text{};
    Dimension dimension{};  // of a value of the policy
    CaseFilter::Time::Of time{};
    CaseFilter::Number::Of number{};
};

constexpr CaseField of_policy(std::string_view name, CaseFilter::Text::Of text,
                              Dimension dimension) {
    return {.name = name, .takes = Takes::policy_value, .text = text, .dimension = dimension};
}
constexpr CaseField of_text(std::string_view name, CaseFilter::Text::Of text,
                            Takes takes = Takes::text) {
    return {.name = name, .takes = takes, .text = text};
}
constexpr CaseField of_time(std::string_view name, CaseFilter::Time::Of time) {
    return {.name = name, .takes = Takes::time, .time = time};
}
constexpr CaseField of_number(std::string_view name, CaseFilter::Number::Of number, Takes takes) {
    return {.name = name, .takes = takes, .number = number};
}

using TextOf = CaseFilter::Text::Of;
using TimeOf = CaseFilter::Time::Of;
using NumberOf = CaseFilter::Number::Of;

constexpr std::array case_fields{
    of_text("state", TextOf::state, Takes::state),
    CaseField{.name = "is", .takes = Takes::is},
    of_text("kind", TextOf::kind, Takes::kind),
    of_policy("channel", TextOf::channel, Dimension::channel),
    of_policy("category", TextOf::category, Dimension::category),
    of_policy("priority", TextOf::priority, Dimension::priority),
    of_policy("team", TextOf::team, Dimension::team),
    of_policy("person", TextOf::person, Dimension::person),
    of_number("customer", NumberOf::customer, Takes::customer),
    of_policy("tier", TextOf::tier, Dimension::tier),
    of_text("product", TextOf::product),
    of_text("external", TextOf::external_id),
    CaseField{.name = "tag", .takes = Takes::tag},
    of_time("received", TimeOf::received),
    of_time("due", TimeOf::due),
    of_time("updated", TimeOf::updated),
    of_time("resolved", TimeOf::resolved),
    of_time("closed", TimeOf::closed),
    of_time("waiting", TimeOf::waiting_since),
    of_number("case", NumberOf::id, Takes::case_id),
    of_number("about", NumberOf::about, Takes::case_id),
    of_number("repeats", NumberOf::repeat_of, Takes::case_id),
    of_number("incident", NumberOf::incident, Takes::incident),
    of_policy("type", TextOf::complaint_type, Dimension::type),
    of_policy("severity", TextOf::severity, Dimension::severity),
    of_policy("department", TextOf::department, Dimension::department),
};

struct IsWord {
    std::string_view word;
    CaseFilter::Is is{};
    bool is_negated = false;
};
constexpr std::array is_words{
    IsWord{"open", CaseFilter::Is::open},
    IsWord{"ended", CaseFilter::Is::open, true},
    IsWord{"incomplete", CaseFilter::Is::incomplete},
    IsWord{"repeat", CaseFilter::Is::repeat},
    IsWord{"handed-over", CaseFilter::Is::handed_over},
    IsWord{"reopened", CaseFilter::Is::reopened},
};

// With what people and programs write between the words of a name.
std::string with(char mark, std::string text) {
    for (auto &c : text)
        if (c == '-' || c == '_' || c == ' ') c = mark;
    return text;
}

class CaseFilterReader {
  public:
    CaseFilterReader(FilterFrame const &frame, std::string_view filter)
        : frame_{frame}, filter_{filter} {}

    CaseFilter read(rules::FilterText const &text) const {
        if (text.kind == rules::FilterText::Kind::condition) return read(text.condition);
        CaseFilter read_parts{text.kind == rules::FilterText::Kind::all   ? CaseFilter::Kind::all
                              : text.kind == rules::FilterText::Kind::any ? CaseFilter::Kind::any
                                                                          : CaseFilter::Kind::no,
                              {},
                              {}};
        for (auto const &part : text.parts) read_parts.parts.push_back(read(part));
        return read_parts;
    }

    // Each way in which a text names cases. All have an index.
    std::vector<CaseFilter> named(rules::FilterValue const &value) const {
        auto const &text = value.text;
        std::vector<CaseFilter> ways;
        if (auto const id = CaseId::parse(text); id && !value.is_quoted && is_letter(text.front()))
            ways.push_back(test(CaseFilter::Number{NumberOf::id, {id->number}}));
        ways.push_back(test(CaseFilter::Text{TextOf::external_id, {text}}));
        // In a protected desk, to compare a name is to decrypt those of all customers.
        bool const is_contact = text.find_first_of("@0123456789") != std::string::npos;
        if (is_contact || !frame_.reader.protection())
            if (auto customers = of_customers(text)) ways.push_back(std::move(*customers));
        return ways;
    }

  private:
    CaseFilter read(rules::FilterCondition const &condition) const {
        if (condition.field.empty()) return word_filter(condition.values.front());
        auto const *field = field_named(condition.field);
        if (!field) return own_field(condition);
        if (field->takes != Takes::time && condition.sign != FilterSign::is)
            fail(condition, "only times can be compared so",
                 say("write it as {}:VALUE", condition.field));
        std::vector<CaseFilter> ways;
        switch (field->takes) {
            case Takes::policy_value: return policy_value(*field, condition);
            case Takes::text: return text_values(*field, condition);
            case Takes::kind: return kinds(condition);
            case Takes::case_id: return numbers<CaseId>(*field, condition, "C42");
            case Takes::incident: return numbers<IncidentId>(*field, condition, "I3");
            case Takes::tag: return tags(condition);
            case Takes::state:
                for (auto const &value : condition.values) ways.push_back(state(value));
                break;
            case Takes::is:
                for (auto const &value : condition.values) ways.push_back(is(value));
                break;
            case Takes::time:
                for (auto const &value : condition.values)
                    ways.push_back(time(*field, condition, value));
                break;
            case Takes::customer:
                for (auto const &value : condition.values) ways.push_back(customer(value));
                break;
        }
        return ways.size() == 1 ? std::move(ways.front()) : any(std::move(ways));
    }

    static CaseField const *field_named(std::string_view name) {
        auto const found = std::ranges::find(case_fields, name, &CaseField::name);
        return found == case_fields.end() ? nullptr : &*found;
    }

    // ---- values

    CaseFilter policy_value(CaseField const &field, rules::FilterCondition const &condition) const {
        auto const &policy = frame_.policy;
        CaseFilter::Text text{field.text, {}};
        for (auto const &value : condition.values) {
            auto id = !value.is_quoted && field.dimension == Dimension::person && value.text == "me"
                          ? std::string{frame_.actor}
                          : value_of(policy, field.dimension, filter_, value);
            if (field.dimension == Dimension::category)
                for (auto const &category : policy.categories)
                    if (category.id != id && policy.is_within(category.id, id))
                        text.values.push_back(category.id);
            text.values.push_back(std::move(id));
        }
        return test(std::move(text));
    }

    static bool is_unknown(rules::FilterValue const &value) {
        return !value.is_quoted && (value.text.empty() || value.text == "none");
    }

    static CaseFilter text_values(CaseField const &field, rules::FilterCondition const &condition) {
        CaseFilter::Text text{field.text, {}};
        for (auto const &value : condition.values)
            text.values.push_back(is_unknown(value) ? std::string{} : value.text);
        return test(std::move(text));
    }

    CaseFilter kinds(rules::FilterCondition const &condition) const {
        CaseFilter::Text text{TextOf::kind, {}};
        for (auto const &value : condition.values) {
            if (!parse_word<CaseKind>(value.text))
                fail(value, say("there is no kind \"{}\"", printable(value.text)),
                     "write it as kind:service or kind:complaint");
            text.values.push_back(value.text);
        }
        return test(std::move(text));
    }

    CaseFilter state(rules::FilterValue const &value) const {
        auto const name = with('_', fold_case(value.text));
        if (name == "open") return test(CaseFilter::Is::open);
        if (name == "ended") return no(test(CaseFilter::Is::open));
        if (parse_word<State>(name)) return test(CaseFilter::Text{TextOf::state, {name}});
        std::vector<std::string_view> words{"open", "ended"};
        for (auto const &[one, text] : state_words) words.push_back(text);
        fail(value,
             say("there is no state \"{}\"{}", printable(value.text), did_you_mean(name, words)),
             say("the states are: {}", fmt::join(words, ", ")));
    }

    CaseFilter is(rules::FilterValue const &value) const {
        auto const name = with('-', fold_case(value.text));
        if (name == "overdue")
            return {
                CaseFilter::Kind::all,
                {test(CaseFilter::Is::open), test(CaseFilter::Time{TimeOf::due, {}, frame_.now})},
                {}};
        if (name == "unassigned") return test(CaseFilter::Text{TextOf::person, {""}});
        std::vector<std::string_view> words{"overdue", "unassigned"};
        for (auto const &[word, is, negated] : is_words) {
            if (word == name) return negated ? no(test(is)) : test(is);
            words.push_back(word);
        }
        fail(value,
             say("there is no \"{}\" that a case is{}", printable(value.text),
                 did_you_mean(name, words)),
             say("a case is: {}", fmt::join(words, ", ")));
    }

    template <class Id>
    CaseFilter numbers(CaseField const &field, rules::FilterCondition const &condition,
                       char const *example) const {
        std::vector<CaseFilter> ways;
        CaseFilter::Number number{field.number, {}};
        for (auto const &value : condition.values) {
            if (is_unknown(value)) {
                ways.push_back(test(CaseFilter::Number{field.number, {}}));
                continue;
            }
            auto const id = Id::parse(value.text);
            if (!id)
                fail(value, say("\"{}\" is not an id", printable(value.text)),
                     say("write it as {}:{}", field.name, example));
            number.values.push_back(id->number);
        }
        if (!number.values.empty()) ways.push_back(test(std::move(number)));
        return ways.size() == 1 ? std::move(ways.front()) : any(std::move(ways));
    }

    CaseFilter customer(rules::FilterValue const &value) const {
        if (is_unknown(value)) return test(CaseFilter::Number{NumberOf::customer, {}});
        if (!value.is_quoted)
            if (auto const id = CustomerId::parse(value.text))
                return test(CaseFilter::Number{NumberOf::customer, {id->number}});
        return of_customers(value.text).value_or(any({}));
    }

    // Cases of the customers who are found by the text; nothing when none are.
    std::optional<CaseFilter> of_customers(std::string const &text) const {
        CaseFilter::Number found{NumberOf::customer, {}};
        for (auto const &row : find_customers(frame_.reader, frame_.policy, text, most_customers))
            found.values.push_back(row.merged_into.value_or(row.id).number);
        if (found.values.empty()) return std::nullopt;
        return test(std::move(found));
    }

    CaseFilter tags(rules::FilterCondition const &condition) const {
        CaseFilter::Tag tag;
        for (auto const &value : condition.values) {
            auto key = value_of(frame_.policy, Dimension::tag, filter_, value);
            if (key.empty()) return no(test(CaseFilter::Tag{}));
            tag.keys.push_back(std::move(key));
        }
        return test(std::move(tag));
    }

    CaseFilter own_field(rules::FilterCondition const &condition) const {
        auto const &fields = frame_.policy.fields;
        auto const known = std::ranges::any_of(
            fields, [&](auto const &field) { return field.id == condition.field; });
        if (!known) {
            auto names = case_filter_fields();
            for (auto const &field : fields) names.emplace_back(field.id);
            fail(condition,
                 say("there is no field \"{}\"{}", condition.field,
                     did_you_mean(condition.field, names)),
                 say("the fields are: {}", fmt::join(names, ", ")));
        }
        if (condition.sign != FilterSign::is)
            fail(condition, "only times can be compared so",
                 say("write it as {}:VALUE", condition.field));
        std::vector<CaseFilter> ways;
        for (auto const &value : condition.values) {
            auto const accepted =
                rules::listed_fields(frame_.policy, {{condition.field, value.text}});
            if (!accepted) fail(value, accepted.refusal().message, accepted.refusal().hint);
            ways.push_back(test(CaseFilter::Field{accepted->front()}));
        }
        return ways.size() == 1 ? std::move(ways.front()) : any(std::move(ways));
    }

    // ---- times

    TimeSpan span(rules::FilterValue const &value, std::string_view text) const {
        auto spoken = SpokenTime::parse(text);
        if (!spoken) spoken = SpokenTime::parse(with(' ', std::string{text}));
        if (!spoken)
            fail(value, say("\"{}\" is not a time", printable(text)),
                 "write it as today, 2026-11-21, next-mon, last-week, +2h, 2026-11, eod");
        try {
            return spoken->at(frame_.zone, frame_.now, frame_.hours);
        } catch (Error const &error) {
            fail(value, error.message(), error.hint());
        }
    }

    CaseFilter time(CaseField const &field, rules::FilterCondition const &condition,
                    rules::FilterValue const &value) const {
        CaseFilter::Time time{field.time, {}, {}};
        if (is_unknown(value)) return no(test(time));
        std::string_view const text{value.text};
        auto const dots = text.find("..");
        if (condition.sign == FilterSign::is && dots != std::string_view::npos) {
            time.from = span(value, text.substr(0, dots)).first;
            time.before = end_of(span(value, text.substr(dots + 2)));
            return test(time);
        }
        auto const that = span(value, text);
        switch (condition.sign) {
            case FilterSign::is:
                time.from = that.first;
                time.before = end_of(that);
                break;
            case FilterSign::below: time.before = that.first; break;
            case FilterSign::at_most: time.before = end_of(that); break;
            case FilterSign::above: time.from = end_of(that); break;
            case FilterSign::at_least: time.from = that.first; break;
        }
        return test(time);
    }

    static Instant end_of(TimeSpan const &span) {
        return span.next.value_or(span.first + Seconds{1});
    }

    // ---- words

    CaseFilter word_filter(rules::FilterValue const &value) const {
        auto ways = named(value);
        ways.push_back(test(CaseFilter::Tag{{fold_case(tag_text(value.text))}}));
        auto phrases = read_phrases(value.is_quoted ? "\"" + value.text + "\"" : value.text);
        auto const protection = frame_.reader.protection();
        if (!phrases.empty() && (!protection || protection->words))
            ways.push_back(test(CaseFilter::Words{std::move(phrases)}));
        return any(std::move(ways));
    }

    static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

    [[noreturn]] void fail(rules::FilterValue const &value, Wording const &message,
                           Hint hint) const {
        throw rules::filter_error(filter_, value.at, value.size, message, std::move(hint));
    }
    [[noreturn]] void fail(rules::FilterCondition const &condition, Wording const &message,
                           Hint hint) const {
        throw rules::filter_error(filter_, condition.at, condition.size, message, std::move(hint));
    }

    FilterFrame const &frame_;
    std::string_view filter_;
};

}  // namespace

std::vector<std::string_view> case_filter_fields() {
    std::vector<std::string_view> names;
    for (auto const &field : case_fields) names.push_back(field.name);
    return names;
}

store::CaseFilter read_case_filter(FilterFrame const &frame, std::string_view filter) {
    return CaseFilterReader{frame, filter}.read(rules::parse_filter(filter));
}

store::CaseFilter cases_named(FilterFrame const &frame, std::string_view text) {
    return any(CaseFilterReader{frame, text}.named({.text = std::string{text}}));
}

bool asks_for_states(std::string_view filter) {
    auto const text = rules::parse_filter(filter);
    auto const of_state = [](auto const &self, rules::FilterText const &part) -> bool {
        auto const &condition = part.condition;
        if (part.kind != rules::FilterText::Kind::condition)
            return std::ranges::any_of(part.parts,
                                       [&](auto const &one) { return self(self, one); });
        return condition.field == "state" || condition.field == "case" ||
               condition.field == "resolved" || condition.field == "closed" ||
               (condition.field == "is" &&
                std::ranges::any_of(condition.values, [](auto const &value) {
                    return value.text == "open" || value.text == "ended";
                }));
    };
    return of_state(of_state, text);
}

}  // namespace dcc::report
