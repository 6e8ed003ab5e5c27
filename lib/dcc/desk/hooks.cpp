#include <dcc/base/detail/json.hpp>
#include <dcc/base/error.hpp>
#include <dcc/desk/hooks.hpp>
#include <dcc/model/codec.hpp>

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace dcc::desk {
namespace {

constexpr std::size_t most_failures = 5;  // of one hook, that are told one by one

std::string line_of(Event const &event) {
    Json line{{"topic", topic_of(event.payload)}, {"seq", event.seq}};
    line["case"] = event.case_id ? Json(event.case_id->text()) : Json();
    line["customer"] = event.customer_id ? Json(event.customer_id->text()) : Json();
    line["kind"] = word(event.payload);
    line["at"] = format_utc(event.at);
    line["recorded_at"] = format_utc(event.recorded_at);
    line["actor"] = event.actor;
    line["data"] = Json::parse(encode(event.payload).data);
    return line.dump() + '\n';
}

// Why a call failed; empty when it did not.
Wording fault_of(ProcessResult const &result, Seconds patience) {
    if (result.timed_out)
        return say("still running after {} and killed; it is not called again in this run",
                   format_span(patience));
    if (result.succeeded()) return {};
    auto why = result.signal ? say("ended by signal {}", *result.signal)
                             : say("exit status {}", result.status.value_or(0));
    if (!result.error.empty()) why = say("{}: {}", why, result.error);
    return why;
}

}  // namespace

std::string_view topic_of(event::Payload const &payload) {
    auto const *escalated = std::get_if<event::Escalated>(&payload);
    return escalated ? word(escalated->level) : word(payload);
}

Hooks::Hooks(Policy const &policy, Run run) : policy_{policy}, run_{std::move(run)} {}

void Hooks::take(std::vector<Event> const &events) {
    for (auto const &event : events)
        if (std::ranges::any_of(policy_.hooks, [&](Hook const &hook) {
                return std::ranges::count(hook.on, topic_of(event.payload)) > 0;
            }))
            waiting_.push_back(event);
}

void Hooks::call() {
    for (auto const &event : std::exchange(waiting_, {}))
        for (auto const &hook : policy_.hooks)
            if (std::ranges::count(hook.on, topic_of(event.payload)) > 0) call(hook, event);
}

void Hooks::call(Hook const &hook, Event const &event) {
    if (failures_[&hook].is_stopped) return fail(hook, event, "not called any more");
    ++calls_.made;
    try {
        auto const result = run_(hook.run, line_of(event), hook.timeout);
        if (auto const why = fault_of(result, hook.timeout); !why.empty()) fail(hook, event, why);
        failures_[&hook].is_stopped = result.timed_out;
    } catch (Error const &error) {
        fail(hook, event, error.what());
    }
}

void Hooks::fail(Hook const &hook, Event const &event, Wording const &why) {
    ++calls_.failed;
    if (++failures_[&hook].count > most_failures) return;
    calls_.failures.push_back(
        say("hook {}: event {} ({}{}): {}", hook.run.front(), event.seq, topic_of(event.payload),
            event.case_id ? " of " + event.case_id->text() : std::string{}, why));
}

HookCalls Hooks::take_calls() {
    for (auto const &[hook, failures] : failures_)
        if (failures.count > most_failures)
            calls_.failures.push_back(say("hook {}: {} more events like that", hook->run.front(),
                                          failures.count - most_failures));
    failures_.clear();
    return std::exchange(calls_, {});
}

}  // namespace dcc::desk
