#include "generate.hpp"
#include <dcc/base/error.hpp>
#include <dcc/model/codec.hpp>

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

using namespace dcc;
using namespace dcc::test;

namespace {

// The message of the Error{data} that the call throws; "accepted" when it throws none. Anything
// else that is thrown fails the test.
std::string refusal(std::function<void()> const &call) {
    try {
        call();
    } catch (Error const &error) {
        CHECK(error.kind() == ErrorKind::data);
        return error.what();
    }
    return "accepted";
}

std::string decoding(std::string_view kind, std::string const &data,
                     std::string const &sealed = {}) {
    return refusal([&] { (void)decode(kind, data, sealed); });
}

// JSON values that a member of the type cannot be.
template <class T>
std::vector<std::string> wrong_values() {
    if constexpr (is_optional<T>::value)
        return wrong_values<typename T::value_type>();
    else if constexpr (is_vector<T>::value) {
        std::vector<std::string> wrong{"{}", "\"x\"", "1", "true"};
        for (auto const &item : wrong_values<typename T::value_type>())
            wrong.push_back("[" + item + "]");
        return wrong;
    } else if constexpr (std::is_same_v<T, std::string>)
        return {"1", "true", "[]", "{}", "[\"x\"]", "1.5"};
    else if constexpr (std::is_same_v<T, bool>)
        return {"1", "0", "\"true\"", "[]", "{}"};
    else if constexpr (std::is_same_v<T, int>)
        return {"\"1\"",
                "[]",
                "{}",
                "true",
                "1.5",
                "1e300",
                "-1e300",
                "2147483648",
                "-2147483649",
                "18446744073709551615",
                "99999999999999999999999"};
    else if constexpr (std::is_same_v<T, std::int64_t>)
        return {"\"1\"", "[]", "{}", "true", "1.5", "1e300", "18446744073709551615"};
    else if constexpr (std::is_same_v<T, Date>)
        return {"\"2026-02-30\"", "\"2026-2-3\"", "\"\"", "20260203", "{}"};
    else if constexpr (std::is_same_v<T, Instant>)
        return {"\"2026-02-03\"", "\"2026-02-03T25:00:00Z\"", "\"\"", "0", "[]"};
    else if constexpr (std::is_same_v<T, Digest>)
        return {"\"\"", "\"0123\"", "1", "[]", "\"" + std::string(64, 'g') + "\""};
    else if constexpr (std::is_enum_v<T>)
        return {"\"no such word\"", "\"\"", "0", "[]"};
    else if constexpr (std::is_same_v<T, CustomerId> || std::is_same_v<T, CaseId>)
        return {"\"\"", "\"X1\"", "\"C0\"", "\"K-1\"", "7", "\"K99999999999999999999\""};
    else
        return {"[]", "\"x\"", "1", "true"};  // an object
}

}  // namespace

TEST_CASE("a value of the wrong type is refused with its kind and field") {
    each_kind([]<class T>(std::type_identity<T>) {
        each_field<T>([](auto const &field) {
            using Member = std::decay_t<decltype(T{}.*field.member)>;
            for (auto const &wrong : wrong_values<Member>()) {
                auto const text = "{\"" + std::string{field.name} + "\":" + wrong + "}";
                CAPTURE(text);
                auto const message = field.sealed ? decoding(T::type.word, "{}", text)
                                                  : decoding(T::type.word, text);
                CHECK(message.starts_with("event \"" + std::string{T::type.word} + "\": field \"" +
                                          std::string{field.name} + "\": "));
            }
        });
    });
}

TEST_CASE("a wrong value inside a list or an object is refused") {
    for (auto const wrong : {R"({"clock":"resolution","instance":1.5})", R"({"clock":"lunch"})",
                             R"({"instance":true})", R"({"from":"yesterday"})", "[]", "null"})
        CHECK(decoding("triaged", std::string{"{\"deadlines\":["} + wrong + "]}") != "accepted");
    CHECK(decoding("assigned", R"({"candidates":[{"load":1e99}]})") != "accepted");
    CHECK(decoding("opened", R"({"promise":{"policy":"12"}})") != "accepted");
}

TEST_CASE("an unknown kind is refused by its name") {
    for (std::string const kind : {"", "Opened", "opened ", "exploded", "客户"})
        CHECK(decoding(kind, "{}") == "event \"" + kind + "\": unknown kind of event");
}

TEST_CASE("what is not a JSON object is refused") {
    for (std::string const text :
         {"", " ", "null", "1", "\"x\"", "[]", "[{}]", "{", "}", "{}{}", "{} x", "{'a':1}",
          "{\"body\":\"\xff\"}", "{\"body\":\"\\ud800\"}", "{\"a\":1,}", "NaN", "// c\n{}",
          "{\"body\":\"a\nb\"}"}) {
        CAPTURE(text);
        CHECK(decoding("noted", text) == "event \"noted\": not a JSON object");
        if (!text.empty()) CHECK(decoding("noted", "{}", text) != "accepted");
        CHECK(refusal([&] { (void)decode_terms(text); }) != "accepted");
    }
}

TEST_CASE("deep nesting neither crashes nor passes for a value") {
    std::size_t const depth = 200'000;
    auto const nest = [&](char const *open, char const *close) {
        std::string text;
        for (std::size_t i = 0; i < depth; ++i) text += open;
        text += "1";
        for (std::size_t i = 0; i < depth; ++i) text += close;
        return text;
    };
    auto const list = nest("[", "]");
    auto const object = nest("{\"a\":", "}");
    for (auto const &deep : {list, object}) {
        CHECK(decoding("noted", "{}", "{\"body\":" + deep + "}") != "accepted");
        CHECK(decoding("opened", "{\"given\":[" + deep + "]}") != "accepted");
        CHECK(decoding("noted", "{\"later\":" + deep + "}") ==
              "event \"noted\": JSON nested more than 64 deep");
    }
    CHECK(decoding("noted", list) == "event \"noted\": JSON nested more than 64 deep");
    CHECK(decoding("triaged", "{\"deadlines\":[" + list + "]}") != "accepted");
    CHECK(decoding("opened", "{\"promise\":" + list + "}") != "accepted");
    CHECK(decoding("noted", std::string(depth, '[')) ==
          "event \"noted\": JSON nested more than 64 deep");
}

TEST_CASE("a text cut short anywhere is refused") {
    Generate generate{3};
    each_kind([&]<class T>(std::type_identity<T>) {
        auto const encoded = encode(generate.any<T>());
        auto const step = [](std::string const &text) { return text.size() / 200 + 1; };
        for (std::size_t size = 0; size < encoded.data.size(); size += step(encoded.data))
            CHECK(decoding(T::type.word, encoded.data.substr(0, size)) != "accepted");
        for (std::size_t size = 1; size < encoded.sealed.size(); size += step(encoded.sealed))
            CHECK(decoding(T::type.word, encoded.data, encoded.sealed.substr(0, size)) !=
                  "accepted");
    });
}

TEST_CASE("a text with bytes changed at random is read or refused, nothing else") {
    Generate generate{4};
    int refused = 0;
    each_kind([&]<class T>(std::type_identity<T>) {
        for (int i = 0; i < 100; ++i) {
            auto [kind, data, sealed] = encode(generate.any<T>());
            for (auto *text : {&data, &sealed}) {
                if (text->empty()) continue;
                for (auto n = 1 + generate.random().below(3); n-- > 0;)
                    (*text)[static_cast<std::size_t>(
                        generate.random().below(static_cast<std::int64_t>(text->size())))] =
                        static_cast<char>(generate.random().below(256));
            }
            if (decoding(kind, data, sealed) != "accepted") ++refused;
        }
    });
    CHECK(refused > 100);
}

TEST_CASE("fields that a later version adds are passed over, null is unknown") {
    CHECK(decode("received", R"({"later":{"x":[1]},"channel":null})", R"({"body":"x"})") ==
          event::Payload{event::Received{"", false, "x"}});
}

TEST_CASE("a promise of wrong form is refused by its field") {
    for (std::string const text :
         {R"({"terms":{}})", R"({"terms":[{"kind":"lunch"}]})", R"({"policy":"12"})",
          R"({"terms":[{"kind":"update","target":"-4h"}]})", R"({"terms":[{"target":"4 weeks"}]})",
          R"({"terms":[{"target":"3bd4h"}]})", R"({"terms":[{"pauses":["sleeping"]}]})",
          R"({"terms":[{"target":14400}]})", R"({"rule":[]})"}) {
        CAPTURE(text);
        CHECK(refusal([&] { (void)decode_terms(text); }).starts_with("field \""));
    }
}

TEST_CASE("escapes in a text are read, and those that JSON does not have are refused") {
    CHECK(decode("noted", "{}", R"({"body":"\"\\\/\b\f\n\r\t\u0041\u00e9\u9000\ud83d\ude00"})") ==
          event::Payload{event::Noted{"\"\\/\b\f\n\r\tA\u00e9\u9000\U0001F600"}});
    for (std::string const text : {R"(\x)", R"(\u12)", R"(\u12g4)", R"(\ud800)", R"(\ud800x)",
                                   R"(\ud800\u0041)", R"(\udc00)", R"(\)"}) {
        CAPTURE(text);
        CHECK(decoding("noted", "{}", "{\"body\":\"" + text + "\"}") != "accepted");
        CHECK(decoding("noted", "{\"later\":\"" + text + "\"}") != "accepted");
    }
}

TEST_CASE("numbers that are passed over must be numbers of JSON") {
    for (std::string const number : {"0", "-0", "10", "1.5", "-0.25", "1e3", "1E+3", "2.5e-7"})
        CHECK(decoding("noted", "{\"later\":" + number + "}") == "accepted");
    for (std::string const number :
         {"01", "1.", ".5", "+1", "-", "1e", "1e+", "0x1", "1 2", "Inf"}) {
        CAPTURE(number);
        CHECK(decoding("noted", "{\"later\":" + number + "}") ==
              "event \"noted\": not a JSON object");
    }
}

TEST_CASE("a field that stands twice is refused, for nobody could say which one counts") {
    CHECK(decoding("received", R"({"channel":"email","channel":"phone"})") ==
          "event \"received\": field \"channel\": twice");
    CHECK(decoding("received", R"({"later":1,"later":2})") == "accepted");
}
