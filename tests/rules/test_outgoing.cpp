#include <dcc/rules/outgoing.hpp>

#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace dcc;

namespace {

Case with_message(MessageKind kind, State state) {
    Case item;
    item.state = state;
    Message message;
    message.number = 1;
    message.kind = kind;
    item.outgoing = {message};
    return item;
}

bool is_obsolete(Case const &item) {
    return rules::obsolete_messages(item) == std::vector{1};
}

}  // namespace

TEST_CASE("the state of a case makes messages obsolete that are not sent yet") {
    struct Row {
        MessageKind kind;
        State state;
        bool obsolete;
    };
    for (auto const &row :
         std::initializer_list<Row>{{MessageKind::acknowledgement, State::in_progress, false},
                                    {MessageKind::acknowledgement, State::resolved, true},
                                    {MessageKind::promise, State::in_progress, false},
                                    {MessageKind::promise, State::cancelled, true},
                                    {MessageKind::reminder, State::waiting_customer, false},
                                    {MessageKind::reminder, State::in_progress, true},
                                    {MessageKind::waiting, State::waiting_third_party, false},
                                    {MessageKind::waiting, State::in_testing, false},
                                    {MessageKind::waiting, State::waiting_customer, true},
                                    {MessageKind::survey, State::resolved, false},
                                    {MessageKind::survey, State::closed, false},
                                    {MessageKind::survey, State::reopened, true},
                                    {MessageKind::progress, State::closed, false},
                                    {MessageKind::result, State::reopened, false},
                                    {MessageKind::decision, State::closed, false},
                                    {MessageKind::alert, State::closed, false}}) {
        CAPTURE(word(row.kind));
        CAPTURE(word(row.state));
        CHECK(is_obsolete(with_message(row.kind, row.state)) == row.obsolete);
    }
}

TEST_CASE("a question is obsolete once the facts are given, a date once another replaces it") {
    auto item = with_message(MessageKind::missing, State::triaged);
    item.missing = {"order_no"};
    CHECK_FALSE(is_obsolete(item));
    item.missing.clear();
    CHECK(is_obsolete(item));

    for (auto const kind : {MessageKind::promise, MessageKind::reminder, MessageKind::extension}) {
        auto twice = with_message(kind, State::waiting_customer);
        CHECK_FALSE(is_obsolete(twice));
        twice.outgoing.push_back(twice.outgoing.front());
        twice.outgoing.back().number = 2;
        CAPTURE(word(kind));
        CHECK(is_obsolete(twice));
    }
}

TEST_CASE("a survey is obsolete once its resolution was rated") {
    auto item = with_message(MessageKind::survey, State::closed);
    item.invitations.emplace_back();
    CHECK_FALSE(is_obsolete(item));
    item.invitations.back().feedback.emplace();
    CHECK(is_obsolete(item));
}

TEST_CASE("of several visits no message is taken for the one of another") {
    auto item = with_message(MessageKind::visit, State::in_progress);
    item.visits.emplace_back();
    item.outgoing.push_back(item.outgoing.front());
    item.outgoing.back().number = 2;
    CHECK(is_obsolete(item));
    item.visits.emplace_back();
    CHECK(rules::obsolete_messages(item).empty());
    for (auto &visit : item.visits) visit.state = VisitState::cancelled;
    CHECK(rules::obsolete_messages(item) == std::vector{1, 2});
}

TEST_CASE("what was sent or superseded stays as it is, what a person has to tell does not") {
    for (auto const state : {MessageState::sent, MessageState::superseded}) {
        auto item = with_message(MessageKind::survey, State::reopened);
        item.outgoing.front().state = state;
        CHECK(rules::obsolete_messages(item).empty());
    }
    for (auto const state : {MessageState::by_hand, MessageState::undeliverable}) {
        auto item = with_message(MessageKind::survey, State::reopened);
        item.outgoing.front().state = state;
        CHECK(is_obsolete(item));
    }
}
