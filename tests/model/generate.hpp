#pragma once

#include "../random.hpp"
#include <dcc/model/codec.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace dcc::test {

template <class T>
struct is_optional : std::false_type {};
template <class T>
struct is_optional<std::optional<T>> : std::true_type {};
template <class T>
struct is_vector : std::false_type {};
template <class T>
struct is_vector<std::vector<T>> : std::true_type {};

// Calls visit(std::type_identity<T>{}) for every kind of payload.
template <class Visit>
void each_kind(Visit &&visit) {
    [&]<std::size_t... i>(std::index_sequence<i...>) {
        (visit(std::type_identity<std::variant_alternative_t<i, event::Payload::Variant>>{}), ...);
    }
    (std::make_index_sequence<std::variant_size_v<event::Payload::Variant>>{});
}

template <class T, class Visit>
constexpr void each_field(Visit &&visit) {
    std::apply([&](auto const &...field) { (visit(field), ...); }, T::fields);
}

// Values of every type that an event has: mean ones among them, and empty ones.
class Generate {
  public:
    explicit Generate(std::uint64_t seed) : random_{seed} {}

    Random &random() { return random_; }

    template <class T>
    T any() {
        T value{};
        fill(value);
        return value;
    }

  private:
    void fill(std::string &text) {
        using namespace std::literals;
        static constexpr std::string_view texts[] = {""sv,
                                                     "王伟"sv,
                                                     "客户中心 退款"sv,
                                                     "a \"quoted\" \\ text / {}[],:"sv,
                                                     "line\nline\r\n\ttab"sv,
                                                     "\0nul\0"sv,
                                                     "\x01\x1b[31m\x7f"sv,
                                                     "👩‍🔧é"sv,
                                                     "\u2028\u202e\ufeff"sv,
                                                     "null"sv,
                                                     " "sv};
        text.clear();
        for (auto n = random_.below(4); n-- > 0;) text += random_.pick(texts);
        if (random_.one_in(50)) text.append(20'000, 'x');
    }
    void fill(bool &value) { value = random_.one_in(2); }
    void fill(int &value) { value = static_cast<int>(static_cast<std::uint32_t>(random_.next())); }
    void fill(Instant &value) {  // years 0000 to 9999
        value = Instant{Seconds{random_.below(315'569'520'000) - 62'167'219'200}};
    }
    void fill(Date &value) { value = std::chrono::floor<std::chrono::days>(any<Instant>()); }
    void fill(Digest &value) {
        for (auto &byte : value) byte = static_cast<std::uint8_t>(random_.below(256));
    }
    void fill(Duration &value) {
        value = {};
        value.in_business_days = random_.one_in(2);
        if (value.in_business_days) {
            value.business_days = static_cast<int>(random_.below(300));
            value.at_close = random_.one_in(2);
        } else
            value.seconds = Seconds{random_.below(random_.one_in(2) ? 100'000 : 100'000'000)};
    }
    template <char letter>
    void fill(Id<letter> &id) {
        id.number = 1 + static_cast<std::int64_t>(random_.next() >> (1 + random_.below(60)));
        if (id.number <= 0) id.number = 1;
    }
    void fill(Term &term) {
        fill(term.kind);
        fill(term.target);
        fill(term.calendar);
        fill(term.calendar_print);
        fill(term.pauses);
    }
    void fill(ServiceTerms &promise) {
        fill(promise.policy);
        fill(promise.rule);
        fill(promise.place);
        fill(promise.terms);
    }
    void fill(std::int64_t &value) { value = static_cast<std::int64_t>(random_.next()); }
    void fill(Money &money) {
        fill(money.minor);
        fill(money.currency);
    }
    void fill(Score &score) {
        fill(score.dimension);
        fill(score.value);
    }
    template <class T>
    void fill(std::optional<T> &value) {
        if (random_.one_in(2)) fill(value.emplace());
    }
    template <class T>
    void fill(std::vector<T> &list) {
        for (auto n = random_.below(4); n-- > 0;) fill(list.emplace_back());
    }
    template <class T>
    void fill(T &value) {
        if constexpr (std::is_enum_v<T>)
            value = random_.pick(words_of(T{})).first;
        else
            each_field<T>([&](auto const &field) { fill(value.*field.member); });
    }

    Random random_;
};

}  // namespace dcc::test
