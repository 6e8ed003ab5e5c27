#include "../model/generate.hpp"
#include "../support/desk.hpp"
#include <dcc/report/customer_view.hpp>
#include <dcc/wording/languages.hpp>

#include <set>

#include <doctest/doctest.h>

using namespace dcc;

namespace {

wording::Catalogue const &catalogue(std::string const &language) {
    static wording::Languages languages{test_share};
    return languages.in(language);
}

std::string visible_text(Cell const &cell) {
    auto const *text = std::get_if<std::string>(&cell);
    return text ? *text : std::string{};
}

std::string visible_text(Table const &table) {
    std::string all;
    for (auto const &row : table.rows)
        for (auto const &cell : row) all += visible_text(cell) + '\n';
    return all;
}

std::string view_of(Policy const &policy, Case const &item, std::vector<Event> const &events,
                    std::string const &language) {
    auto const sheet = report::customer_view(policy, catalogue(language), item, events);
    auto all = visible_text(sheet.head);
    for (auto const &part : sheet.parts) all += visible_text(part.table);
    return all;
}

// Every text in an event says which kind of event it is of.
template <class T>
T marked() {
    T value{};
    test::each_field<T>([&](auto const &field) {
        using Member = std::decay_t<decltype(value.*field.member)>;
        auto const mark = "<" + std::string{T::type.word} + ">";
        if constexpr (std::is_same_v<Member, std::string>) value.*field.member = mark;
        if constexpr (std::is_same_v<Member, std::vector<std::string>>)
            value.*field.member = {mark};
    });
    return value;
}

}  // namespace

TEST_CASE("Of all that can happen, the customer reads what was said between them and us, no more") {
    auto const policy = policy_of(small_policy);
    std::set<std::string> seen;
    test::each_kind([&]<class T>(std::type_identity<T>) {
        Event event;
        event.case_id = CaseId{1};
        event.at = event.recorded_at = monday;
        event.actor = "<actor>";
        auto payload = marked<T>();
        if constexpr (std::is_same_v<T, event::Resolved>) payload.answered = true;
        event.payload = payload;
        Case item;
        if constexpr (std::is_same_v<T, event::Opened>) take_known(item, payload);
        for (auto const *language : {"zh", "en"}) {
            auto const text = view_of(policy, item, {event}, language);
            if (text.find("<") != std::string::npos) seen.insert(std::string{T::type.word});
            CHECK(text.find("<actor>") == std::string::npos);
        }
    });
    CHECK(seen == std::set<std::string>{"opened", "received", "replied", "resolved", "decided",
                                        "outcome_recorded", "withdrawn"});
}

TEST_CASE("Nothing that is internal to a case shows in what its customer may read") {
    auto const policy = policy_of(small_policy);
    Case item;
    item.id = CaseId{7};
    item.subject = "净水器漏水";
    item.channel = "phone";
    std::string const inside = "<internal>";
    for (auto *text : {&item.category, &item.impact, &item.urgency, &item.priority, &item.team,
                       &item.person, &item.external_id})
        *text = inside;
    item.solution = Solution{};
    item.solution->steps = item.solution->reason = item.solution->author = inside;
    item.visits.push_back({1,
                           VisitMode::on_site,
                           VisitState::booked,
                           inside,
                           monday,
                           monday,
                           inside,
                           inside,
                           inside,
                           {inside},
                           inside,
                           1});
    item.duplicate_of = item.about = item.repeat_of = CaseId{42};
    Clock clock;
    clock.due_at = monday;
    clock.rule = clock.calendar = clock.team = inside;
    item.clocks.push_back(clock);
    for (auto const &state : state_words) {
        item.state = state.first;
        for (auto const *language : {"zh", "en"}) {
            auto const text = view_of(policy, item, {}, language);
            CHECK(text.find(inside) == std::string::npos);
            CHECK(text.find("C42") == std::string::npos);
            CHECK(text.find("净水器漏水") != std::string::npos);
        }
    }
}

TEST_CASE("The customer reads what is wanted of them and when it is promised, in their language") {
    auto const policy = policy_of(small_policy);
    Case item;
    item.id = CaseId{7};
    item.state = State::waiting_customer;
    item.missing = {"order_no", "serial_no"};
    CHECK(view_of(policy, item, {}, "zh").find("订单号、产品序列号") != std::string::npos);
    CHECK(view_of(policy, item, {}, "zh").find("等待您的回复") != std::string::npos);
    CHECK(view_of(policy, item, {}, "en").find("Waiting for your answer") != std::string::npos);
    Clock promise;
    promise.kind = ClockKind::promise;
    promise.due_at = monday;
    item.clocks.push_back(promise);
    auto const sheet = report::customer_view(policy, catalogue("en"), item, {});
    std::optional<Cell> promised;
    for (std::size_t i = 0; i < sheet.head.columns.size(); ++i)
        if (sheet.head.columns[i].name == "promised_at") promised = sheet.head.rows.front()[i];
    REQUIRE(promised);
    CHECK(std::get<Instant>(*promised) == monday);
}
