#include <dcc/rules/judging.hpp>

#include <algorithm>
#include <variant>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dcc::rules {
namespace {

bool is_judging(Step step) {
    return step == Step::assess || step == Step::finding || step == Step::propose_remedy ||
           step == Step::approve || step == Step::give_back || step == Step::decide;
}

Wording named(Doer const &acting, Doer const &meant) {
    return acting.actor == meant.actor ? Wording{} : say(" (as {})", meant.actor);
}

// Whether the authority covers all sums.
bool covers(Authority const &authority, std::vector<Money> const &sums) {
    return authority.unlimited || std::ranges::all_of(sums, [&](Money const &sum) {
               return std::ranges::any_of(authority.up_to, [&](Money const &limit) {
                   return limit.currency == sum.currency && sum.minor <= limit.minor;
               });
           });
}

// The place of a role among the authorities; -1 when it is not there.
std::ptrdiff_t rank_of(std::vector<Authority> const &all, std::string const &role) {
    auto const found = std::ranges::find(all, role, &Authority::role);
    return found == all.end() ? -1 : found - all.begin();
}

// The lowest authority that suffices.
std::ptrdiff_t needed_rank(Policy const &policy, Case const &complaint,
                           std::vector<Money> const &sums, bool over_budget) {
    auto const &all = policy.complaints.authority;
    auto const highest = std::ssize(all) - 1;
    auto rank = std::ranges::find_if(all, [&](Authority const &one) { return covers(one, sums); }) -
                all.begin();
    if (over_budget) rank = std::min(rank + 1, std::max(rank, highest));
    for (auto const &round : complaint.complaint->rounds)
        if (round.number < complaint.complaint->round().number && round.proposal)
            rank = std::max(rank, std::min(rank_of(all, round.proposal->authority) + 1, highest));
    return rank;
}

}  // namespace

std::vector<Interest> interests_in(Case const &complaint, std::span<Event const> about_events) {
    std::vector<Interest> interests;
    for (auto const &recusal : complaint.complaint->recused)
        interests.push_back(
            {{recusal.person, {}},
             Wording{recusal.complained_about ? "is complained about" : "declared an interest"}});
    if (complaint.about)
        for (auto &worker : workers_of(about_events))
            interests.push_back({std::move(worker), say("worked on {}", complaint.about->text())});
    return interests;
}

std::optional<Refusal> refuse_interested(Policy const &policy, Case const &complaint,
                                         std::span<Interest const> interests, Doer const &person,
                                         Users users) {
    for (auto const &interest : interests)
        if (same_person(policy, person, interest.doer, users))
            return Refusal{"has_interest",
                           say("{}{} {} and must not judge {}", person.actor,
                               named(person, interest.doer), interest.why, complaint.id.text()),
                           "somebody without an interest in it does this",
                           {},
                           ErrorKind::no_permission};
    return std::nullopt;
}

std::vector<Doer> hands_of_earlier_rounds(std::span<Event const> events) {
    std::vector<Doer> earlier;
    std::vector<Doer> current;
    auto const add = [&](Doer doer) {
        if (!doer.actor.empty() && std::ranges::find(current, doer) == current.end())
            current.push_back(std::move(doer));
    };
    for (auto const &event : events) {
        auto const &type = type_of(event.payload);
        if (type.step && is_judging(*type.step)) add(doer_of(event));
        if (auto const *assigned = std::get_if<event::Assigned>(&event.payload))
            add({assigned->person, {}});
        if (auto const *handed = std::get_if<event::HandedOver>(&event.payload))
            add({handed->person, {}});
        if (auto const *recorded = std::get_if<event::OutcomeRecorded>(&event.payload);
            recorded && recorded->next_round > 0) {
            earlier.insert(earlier.end(), current.begin(), current.end());
            current.clear();
        }
    }
    return earlier;
}

std::optional<Refusal> refuse_earlier_hand(Policy const &policy, Case const &complaint,
                                           std::span<Doer const> earlier, Doer const &person,
                                           Users users) {
    if (!is_among(policy, person, earlier, users)) return std::nullopt;
    return Refusal{
        "earlier_round",
        say("{} had a part in an earlier round of {}", person.actor, complaint.id.text()),
        say("round {} needs other people", complaint.complaint->round().number),
        {},
        ErrorKind::no_permission};
}

std::vector<Money> sums_of(std::vector<ProposedRemedy> const &remedies) {
    std::vector<Money> sums;
    for (auto const &remedy : remedies) {
        if (!remedy.amount) continue;
        auto const found = std::ranges::find(sums, remedy.amount->currency, &Money::currency);
        if (found == sums.end())
            sums.push_back(*remedy.amount);
        else
            found->minor += remedy.amount->minor;
    }
    return sums;
}

std::vector<BudgetState> exceeded(std::vector<Money> const &sums,
                                  std::vector<BudgetState> const &budgets) {
    std::vector<BudgetState> over;
    for (auto const &state : budgets)
        for (auto const &sum : sums)
            if (sum.currency == state.budget->amount.currency &&
                state.granted + sum.minor > state.budget->amount.minor)
                over.push_back(state);
    return over;
}

Outcome<std::string> authority_for(Policy const &policy, Case const &complaint,
                                   std::string const &person, std::vector<Money> const &sums,
                                   bool over_budget) {
    auto const &all = policy.complaints.authority;
    if (all.empty()) return std::string{};
    auto const *entry = policy.person(person);
    std::ptrdiff_t mine = -1;
    if (entry)
        for (auto const &role : entry->roles) mine = std::max(mine, rank_of(all, role));
    auto const needed = needed_rank(policy, complaint, sums, over_budget);
    if (mine >= needed && mine >= 0) return all[static_cast<std::size_t>(mine)].role;
    std::vector<std::string> able;
    for (auto rank = needed; rank < std::ssize(all); ++rank)
        able.push_back(all[static_cast<std::size_t>(rank)].role);
    std::vector<std::string> amounts;
    for (auto const &sum : sums) amounts.push_back(format_money(sum));
    auto const what = amounts.empty() ? Wording{"a decision without money"}
                                      : Wording{fmt::format("{}", fmt::join(amounts, " and "))};
    return Refusal{
        "no_authority",
        say("{} has no authority to approve {} in round {}{}", person, what,
            complaint.complaint->round().number, over_budget ? ", which exceeds the budget" : ""),
        able.empty() ? Wording{"no role of the policy's authorities suffices"}
                     : say("roles that suffice: {}", fmt::join(able, ", ")),
        {},
        ErrorKind::no_permission};
}

}  // namespace dcc::rules
