#include <dcc/report/customer_view.hpp>
#include <dcc/report/detail/cells.hpp>

#include <array>
#include <optional>
#include <utility>

#include <fmt/format.h>

namespace dcc::report {
namespace {

using namespace event;

struct Phrase {
    std::string_view zh;
    std::string_view en;

    std::string in(std::string const &language) const {
        return std::string{language == "zh" ? zh : en};
    }
};

constexpr std::array<std::pair<State, Phrase>, state_words.size()> standing{{
    {State::new_case, {"已收到，等待受理", "Received"}},
    {State::triaged, {"已受理，正在安排", "Received, being assigned"}},
    {State::assigned, {"已安排专人处理", "Assigned"}},
    {State::in_progress, {"处理中", "In progress"}},
    {State::waiting_customer, {"等待您的回复", "Waiting for your answer"}},
    {State::waiting_third_party, {"等待合作方处理", "Waiting for a partner of ours"}},
    {State::in_review, {"处理中", "In progress"}},
    {State::approved, {"处理中", "In progress"}},
    {State::reopened, {"重新处理中", "In progress again"}},
    {State::resolved, {"已解决", "Solved"}},
    {State::closed, {"已结束", "Closed"}},
    {State::cancelled, {"已取消", "Cancelled"}},
    {State::duplicate, {"已并入另一事项", "Joined with another matter"}},
}};

std::string standing_of(State state, std::string const &language) {
    for (auto const &[candidate, phrase] : standing)
        if (candidate == state) return phrase.in(language);
    return {};
}

std::string missing_of(Case const &item, Wording const &wording, std::string const &language) {
    std::string list;
    for (auto const &name : item.missing) {
        auto const label = wording.facts.find(name);
        if (!list.empty()) list += language == "zh" ? "、" : ", ";
        list += label == wording.facts.end() ? name : label->second;
    }
    return list;
}

// What was said between the customer and us. Everything else that can happen to a case is internal:
// an event that is not named here tells the customer nothing.
struct Said {
    bool by_us = false;
    std::string text;
};

struct Telling {
    std::optional<Said> operator()(NotAbout<Subject::case_> auto const &) const {
        return std::nullopt;
    }
    std::optional<Said> operator()(
        OneOf<Triaged, Assigned, Started, Noted, Waited, Resumed, Reopened, Closed, Cancelled,
              FactsGiven, Proposed, Submitted, Reviewed, Confirmed, Promised, Messaged, Delivered,
              DeliveryFailed, DeliveryRetried, VisitBooked, VisitMoved, VisitCancelled, VisitDone,
              FeedbackGiven> auto const &) const {
        return std::nullopt;
    }
    std::optional<Said> operator()(Opened const &opened) const {
        // The words of its subject are ours, where feedback opened it.
        if (opened.about && opened.body.empty()) return std::nullopt;
        return Said{false, opened.body.empty() ? opened.subject : opened.body};
    }
    std::optional<Said> operator()(Received const &received) const {
        return Said{false, received.body};
    }
    std::optional<Said> operator()(Replied const &replied) const {
        return Said{true, replied.body};
    }
    std::optional<Said> operator()(Resolved const &resolved) const {
        if (!resolved.answered) return std::nullopt;
        return Said{true, resolved.body};
    }
};

// The next appointment that is not over.
Visit const *next_visit(Case const &item) {
    Visit const *next = nullptr;
    for (auto const &visit : item.visits)
        if (visit.state == VisitState::booked && (!next || visit.starts_at < next->starts_at))
            next = &visit;
    return next;
}

}  // namespace

Sheet customer_view(Policy const &policy, Wording const &wording, Case const &item,
                    std::span<Event const> events, std::string const &language) {
    bool const zh = language == "zh";
    Fields fields;
    auto const add = [&](char const *name, Phrase const &title, Cell cell) {
        fields.add(name, title.in(language), std::move(cell));
    };
    bool const wanting = item.state == State::waiting_customer || !item.missing.empty();
    auto const promised = promised_for(item);
    auto const *visit = next_visit(item);
    add("id", {"受理编号", "Number"}, item.id.text());
    add("subject", {"事项", "About"}, text(item.subject));
    add("status", {"进展", "Status"}, standing_of(item.state, language));
    add("received_at", {"受理时间", "Received"}, item.received_at);
    add("promised_at", {"承诺完成时间", "Promised for"}, instant(promised));
    add("resolved_at", {"解决时间", "Solved"}, instant(item.resolved_at));
    add("wanted", {"需要您提供", "We need from you"},
        wanting ? text(missing_of(item, wording, language)) : Cell{});
    add("visit_at", {"预约时间", "Appointment"}, visit ? Cell{visit->starts_at} : Cell{});
    add("visit_until", {"预约结束", "until"}, visit ? Cell{visit->ends_at} : Cell{});
    auto const *channel = policy.channel(item.channel);
    add("channel", {"渠道", "By"},
        channel ? text(label_in(channel->label, language, channel->id)) : Cell{});

    Table said;
    said.columns = {{"at", zh ? "时间" : "When"},
                    {"by", zh ? "来自" : "By"},
                    {"text", zh ? "内容" : "What was said"}};
    for (auto const &event : events) {
        auto const telling = std::visit(Telling{}, event.payload);
        if (!telling || event.erased) continue;
        said.rows.push_back(
            {event.at,
             Phrase{telling->by_us ? "我们" : "您", telling->by_us ? "us" : "you"}.in(language),
             text(telling->text)});
    }
    Sheet sheet;
    sheet.head = fields.take();
    sheet.parts.push_back({"messages", zh ? "往来记录" : "What was said", std::move(said)});
    return sheet;
}

}  // namespace dcc::report
