#pragma once

#include <dcc/base/error.hpp>
#include <dcc/model/case.hpp>
#include <dcc/policy/policy.hpp>
#include <dcc/rules/same_person.hpp>

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace dcc::rules {

// Who may investigate, decide and approve: nobody judges their own work (ISO 10002:2018, 4.8
// objectivity).

// Somebody who must not judge a complaint, and why: "is complained about".
struct Interest {
    Doer doer;
    Wording why;
};

// Everybody with an interest in the complaint: those complained about, those who declared an
// interest, and those who worked on the case that the complaint is about. `about_events` are the
// events of that case; empty when there is none.
std::vector<Interest> interests_in(Case const &complaint, std::span<Event const> about_events);

// Refuses as "has_interest" when the person is one of them, under any name of theirs.
std::optional<Refusal> refuse_interested(Policy const &policy, Case const &complaint,
                                         std::span<Interest const> interests, Doer const &person,
                                         Users users);

// Everybody who handled, decided or approved the earlier rounds, by the events of the complaint.
std::vector<Doer> hands_of_earlier_rounds(std::span<Event const> events);

// Refuses as "earlier_round" somebody who handled an earlier round.
std::optional<Refusal> refuse_earlier_hand(Policy const &policy, Case const &complaint,
                                           std::span<Doer const> earlier, Doer const &person,
                                           Users users);

// What a department has left of one of its budgets.
struct BudgetState {
    Budget const *budget;
    std::int64_t granted;  // in minor units, in the period, without the proposal
};

// The sums of a proposal, one for each currency.
std::vector<Money> sums_of(std::vector<ProposedRemedy> const &remedies);

// The budgets that granting the sums would exceed.
std::vector<BudgetState> exceeded(std::vector<Money> const &sums,
                                  std::vector<BudgetState> const &budgets);

// The role that gives the person authority to approve the sums in this round: their highest one.
// Refused as "no_authority", with the roles that suffice as hint. Authorities are listed lowest
// first in the policy. A sum above a budget needs the next one; a later round needs a higher one
// than all earlier rounds, or the highest. Gives an empty role when the policy has none at all.
Outcome<std::string> authority_for(Policy const &policy, Case const &complaint,
                                   std::string const &person, std::vector<Money> const &sums,
                                   bool over_budget);

}  // namespace dcc::rules
