#include <dcc/model/remedy.hpp>
#include <dcc/rules/extension.hpp>

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dcc::rules {
namespace {

bool has_role(Policy const &policy, std::string const &actor,
              std::vector<std::string> const &roles) {
    if (roles.empty() || policy.roles.empty()) return true;
    auto const *person = policy.person(actor);
    return person && std::ranges::any_of(person->roles, [&](std::string const &role) {
               return std::ranges::count(roles, role) > 0;
           });
}

}  // namespace

Clock const *reply_clock(Case const &complaint) {
    auto const found =
        std::find_if(complaint.clocks.rbegin(), complaint.clocks.rend(),
                     [](Clock const &clock) { return clock.kind == ClockKind::reply; });
    return found == complaint.clocks.rend() ? nullptr : &*found;
}

Outcome<event::Extended> extension(Policy const &policy, Case const &complaint,
                                   std::string const &actor, Instant now) {
    auto const id = complaint.id.text();
    auto const *clock = reply_clock(complaint);
    if (clock && clock->stage == Stage::paused)
        return Refusal{"not_running", say("the time to reply to {} is paused", id),
                       "resume it first"};
    if (!clock || clock->stage != Stage::running)
        return Refusal{"not_running", say("the time to reply to {} does not run", id),
                       Hint{Remedy::show_clocks, "see its clocks", {id}}};
    if (!clock->due_at)
        return Refusal{"not_running", say("{} has no limit of time", id),
                       say("by rule \"{}\" ({})", complaint.terms.rule, complaint.terms.place)};
    if (*clock->due_at < now)
        return Refusal{"time_gone",
                       say("the time to reply to {} has passed: it cannot be extended", id),
                       "the breach stays on record; reply as soon as possible"};
    auto const &round = complaint.complaint->round();
    auto const *term = complaint.terms.term(ClockKind::reply);
    auto const step = static_cast<std::size_t>(round.extensions);
    if (!term || step >= term->extensions.size())
        return Refusal{
            "no_extension",
            say("rule \"{}\" ({}) has no {}extension", complaint.terms.rule, complaint.terms.place,
                step > 0 ? "further " : ""),
            say("{} was extended {} of {} times", id, step, term ? term->extensions.size() : 0)};
    auto const &next = term->extensions[step];
    if (!has_role(policy, actor, next.roles))
        return Refusal{
            "not_extender",
            say("{} may not extend the time to reply to {}", actor, format_duration(next.to)),
            say("roles that may: {}", fmt::join(next.roles, ", ")),
            {},
            ErrorKind::no_permission};
    return event::Extended{round.number,   round.extensions + 1, next.to,
                           *clock->due_at, std::nullopt,         {}};
}

}  // namespace dcc::rules
