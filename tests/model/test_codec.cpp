#include "generate.hpp"
#include <dcc/base/detail/count_members.hpp>
#include <dcc/model/codec.hpp>

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>
#include <type_traits>

#include <doctest/doctest.h>

using namespace dcc;
using namespace dcc::test;

namespace {

// Facts that a struct inherits count as one member of it.
template <class T>
constexpr std::size_t members() {
    if constexpr (std::is_base_of_v<CaseFacts, T>)
        return count_members<T>() - 1 + count_members<CaseFacts>();
    else if constexpr (std::is_base_of_v<CustomerFacts, T>)
        return count_members<T>() - 1 + count_members<CustomerFacts>();
    else if constexpr (std::is_base_of_v<Contact, T>)
        return count_members<T>() - 1 + count_members<Contact>();
    else if constexpr (std::is_base_of_v<event::Erasure, T>)
        return count_members<T>() - 1 + count_members<event::Erasure>();
    else
        return count_members<T>();
}

template <class T>
constexpr std::size_t current_fields() {
    std::size_t count = 0;
    each_field<T>([&]<class F>(F const &) {
        if constexpr (!requires(F field) { field.former; }) ++count;
    });
    return count;
}

template <class T>
constexpr bool tells_all = members<T>() == current_fields<T>();

// What may be known of a person, and what people write: never in the chained part.
constexpr std::array<std::string_view, 34> personal{"name",
                                                    "phone",
                                                    "email",
                                                    "subject",
                                                    "body",
                                                    "order_no",
                                                    "serial_no",
                                                    "remedy_sought",
                                                    "reason",
                                                    "title",
                                                    "steps",
                                                    "effect",
                                                    "feasibility",
                                                    "address",
                                                    "error",
                                                    "place",
                                                    "found",
                                                    "done",
                                                    "result",
                                                    "comment",
                                                    "on_behalf_of",
                                                    "representatives",
                                                    "stated_by",
                                                    "phone_key",
                                                    "contact_key",
                                                    "said",
                                                    "reply_to",
                                                    "tags",
                                                    "untagged",
                                                    "known",
                                                    "despite",
                                                    "matched",
                                                    "personal_fields",
                                                    "translations"};

bool is_personal(std::string_view name) {
    return std::ranges::count(personal, name) > 0;
}

}  // namespace

TEST_CASE("every member of an event stands in its table, and none twice") {
    each_kind([]<class T>(std::type_identity<T>) {
        CAPTURE(T::type.word);
        CHECK(tells_all<T>);
        std::set<std::string_view> names;
        each_field<T>([&](auto const &field) { CHECK(names.insert(field.name).second); });
    });
    CHECK(tells_all<event::SourceText>);
    CHECK(tells_all<event::CalendarText>);
    CHECK(tells_all<event::TermsRef>);
    CHECK(tells_all<event::Moved>);
    CHECK(tells_all<event::Candidate>);
    CHECK(tells_all<HandoverField>);
    CHECK(tells_all<FieldValue>);
    CHECK(tells_all<event::RuleMatch>);
    CHECK(tells_all<event::Raised>);
    CHECK(tells_all<ItemPoints>);
}

TEST_CASE("no two kinds of event share a word") {
    std::set<std::string_view> words;
    each_kind([&]<class T>(std::type_identity<T>) {
        CHECK(words.insert(T::type.word).second);
        CHECK(event::word(event::Payload{T{}}) == T::type.word);
    });
}

TEST_CASE("every payload comes back from the store as it went in") {
    Generate generate{1};
    each_kind([&]<class T>(std::type_identity<T>) {
        for (int i = 0; i < 200; ++i) {
            event::Payload const payload = generate.any<T>();
            auto const encoded = encode(payload);
            CAPTURE(encoded.kind);
            CAPTURE(encoded.data);
            CAPTURE(encoded.sealed);
            CHECK(decode(encoded.kind, encoded.data, encoded.sealed) == payload);
        }
    });
}

TEST_CASE("every fact of a case and of a customer stands in its table") {
    // The fields of the policy are two members, whatever they are.
    CHECK(std::tuple_size_v<decltype(case_fact_table)> + 2 == count_members<CaseFacts>());
    CHECK(customer_fact_table.size() == count_members<CustomerFacts>());
}

TEST_CASE("a complaint that an older dcc opened with a truth value is one still") {
    auto const opened = decode("opened", R"({"channel":"web","complaint":true,"about":"C1"})", {});
    CHECK(std::get<event::Opened>(opened).kind == CaseKind::complaint);
    CHECK(encode(opened).data == R"({"channel":"web","kind":"complaint","about":"C1"})");
    auto const service = decode("opened", R"({"channel":"web"})", {});
    CHECK(std::get<event::Opened>(service).kind == CaseKind::service);
}

TEST_CASE("text and personal data stand in the sealed part alone") {
    std::string const secret = "张三 13800138000 secret@example.com";
    each_kind([&]<class T>(std::type_identity<T>) {
        CAPTURE(T::type.word);
        T value;
        bool any_sealed = false;
        each_field<T>([&](auto const &field) {
            CAPTURE(field.name);
            // Why something was erased stays on record.
            bool const stays = std::is_base_of_v<event::Erasure, T> && field.name == "reason";
            CHECK(field.sealed == (is_personal(field.name) && !stays));
            if constexpr (std::is_same_v<std::decay_t<decltype(value.*field.member)>, std::string>)
                if (field.sealed) {
                    value.*field.member = secret;
                    any_sealed = true;
                }
        });
        auto const encoded = encode(value);
        CHECK(encoded.data.find(secret) == std::string::npos);
        CHECK((encoded.sealed.find(secret) != std::string::npos) == any_sealed);
        CHECK(encoded.sealed.empty() == !any_sealed);
    });
}

TEST_CASE("an erased event keeps its open part and loses the sealed one") {
    event::Opened opened;
    opened.channel = "phone";
    opened.customer = CustomerId{7};
    opened.category = "billing";
    opened.external_id = "ABC-7";
    auto const kept = opened;
    opened.subject = "退款";
    opened.body = "两周了";
    opened.order_no = "N-1";
    opened.serial_no = "S-1";
    opened.remedy_sought = "全额";
    auto const encoded = encode(opened);
    CHECK(decode(encoded.kind, encoded.data, "") == event::Payload{kept});
}

TEST_CASE("sealed fields are not read from the open part, nor open ones from the sealed part") {
    CHECK(decode("received", R"({"channel":"email","body":"x"})",
                 R"({"channel":"sms","body":"y"})") ==
          event::Payload{event::Received{"email", false, "y"}});
}

TEST_CASE("the stored text is what it was: a change would break every chain") {
    event::Opened opened;
    opened.channel = "phone";
    opened.customer = CustomerId{7};
    opened.given = {"impact"};
    opened.impact = "high";
    opened.purchase_date = parse_date("2026-02-28");
    opened.terms.rule = "standard";
    opened.subject = "退\"款\"\n";
    auto const stored = encode(opened);
    CHECK(stored.kind == "opened");
    CHECK(stored.data ==
          R"({"channel":"phone","customer":"K7","impact":"high","given":["impact"],)"
          R"("purchase_date":"2026-02-28","kind":"service","promise":{"rule":"standard"}})");
    CHECK(stored.sealed == R"({"subject":"退\"款\"\n"})");

    event::Triaged triaged;
    triaged.deadlines = {{ClockKind::resolution, 1, std::nullopt, Instant{Seconds{0}}}};
    CHECK(encode(triaged).data ==
          R"({"deadlines":[{"clock":"resolution","instance":1,"to":"1970-01-01T00:00:00Z"}]})");
    event::Triaged suggested;
    suggested.model = "0123456789ab";
    suggested.suggested = {{"billing", 873}};
    CHECK(encode(suggested).data ==
          R"({"model":"0123456789ab","suggested":[{"category":"billing","permille":873}]})");
    CHECK(encode(event::Resolved{"", false, true}).data == R"({"time_unknown":true})");
    CHECK(encode(event::Resumed{}).data == "{}");
    CHECK(encode(event::Resumed{}).sealed.empty());
    CHECK(encode(event::Assigned{"tech", "wang", "dispatch", {{"wang", 0, 20, "chosen"}}}).data ==
          R"({"team":"tech","person":"wang","by":"dispatch","candidates":)"
          R"([{"person":"wang","load":0,"capacity":20,"verdict":"chosen"}]})");
}

TEST_CASE("ill-formed UTF-8 loses its bad bytes, not the event") {
    auto const encoded =
        encode(event::Noted{"a\xff"
                            "b\xe5\xae"});
    CHECK(decode("noted", encoded.data, encoded.sealed) ==
          event::Payload{event::Noted{"a\ufffdb\ufffd"}});
}

TEST_CASE("a promise comes back as it went in") {
    Generate generate{2};
    for (int i = 0; i < 500; ++i) {
        auto const promise = generate.any<ServiceTerms>();
        auto const text = encode_terms(promise);
        CAPTURE(text);
        CHECK(decode_terms(text) == promise);
    }
    CHECK(decode_terms("{}") == ServiceTerms{});
}
