#include <dcc/base/error.hpp>
#include <dcc/ledger/adopted.hpp>
#include <dcc/model/codec.hpp>
#include <dcc/model/remedy.hpp>
#include <dcc/policy/load.hpp>

#include <algorithm>

#include <fmt/format.h>

namespace dcc::ledger {
namespace {

// Stored data that cannot be read is damaged, unless it is something beside the desk.
template <class Read>
auto on_record(Read const &read) {
    try {
        return read();
    } catch (Error const &error) {
        if (error.kind() == ErrorKind::no_input) throw;
        throw Error{ErrorKind::io, say("the desk is damaged: {}", error.message()),
                    Hint{Remedy::restore_backup, "verify the desk and restore it from a backup"}};
    }
}

// The calendar that a rule of the policy uses, if it is the one with this fingerprint.
CalendarSpec const *calendar_of(Policy const &policy, Digest const &print) {
    auto const find_in = [&](auto const &rules) -> CalendarSpec const * {
        for (auto const &rule : rules)
            for (auto const &term : rule.terms)
                if (term.calendar_print == print)
                    if (auto const found = policy.calendars.find(term.calendar);
                        found != policy.calendars.end())
                        return &found->second;
        return nullptr;
    };
    auto const *calendar = find_in(policy.sla);
    return calendar ? calendar : find_in(policy.complaints.rules);
}

}  // namespace

rules::AdoptedTerms adopted_terms_of(store::Reader &reader, Policy const *policy) {
    auto calendar = [&reader, policy](Digest const &print) {
        if (auto const *spec = policy ? calendar_of(*policy, print) : nullptr) return *spec;
        if (auto const row = reader.calendar(print))
            return on_record([&] { return read_calendar_text(row->name, row->text); });
        throw Error{ErrorKind::io, say("the desk has no calendar {}", short_hex(print)),
                    Hint{Remedy::verify_desk, "verify the desk"}};
    };
    auto terms = [&reader, policy](event::TermsRef const &ref) {
        if (policy && policy->fingerprint == ref.policy) {
            for (auto const &rule : policy->sla)
                if (rule.name == ref.rule) return policy->terms_of(rule);
            for (auto const &rule : policy->complaints.rules)
                if (rule.name == ref.rule) return policy->terms_of(rule);
        }
        if (auto const row = reader.terms(ref.policy, ref.rule))
            return on_record([&] { return decode_terms(row->text); });
        throw Error{ErrorKind::io,
                    say("the desk has no sla \"{}\" of policy {}", ref.rule, short_hex(ref.policy)),
                    Hint{Remedy::verify_desk, "verify the desk"}};
    };
    return rules::AdoptedTerms{std::move(calendar), std::move(terms)};
}

event::PolicyAdopted adoption_of(Policy const &policy) {
    event::PolicyAdopted adopted;
    adopted.policy = policy.fingerprint;
    adopted.sources = policy.sources;
    adopted.terms = policy.all_terms();
    for (auto const &[name, spec] : policy.calendars) {
        auto text = calendar_text(spec);
        auto const print = digest(text);
        adopted.calendars.push_back({name, print, std::move(text)});
    }
    return adopted;
}

Outcome<event::PolicyAdopted> checked_adoption(event::PolicyAdopted const &claimed) {
    auto const bad = [&](char const *what) {
        return Refusal{"bad_history", say("policy {}: {}", short_hex(claimed.policy), what), {}};
    };
    auto granted = adoption_of(read_sources(claimed.sources));
    if (granted.policy != claimed.policy || granted.sources != claimed.sources)
        return bad("the fingerprint is not that of its sources");
    if (granted.terms != claimed.terms) return bad("its sources grant other service terms");
    for (auto const &calendar : claimed.calendars)
        if (std::ranges::count(granted.calendars, calendar) == 0)
            return bad("its sources have other calendars");
    return granted;
}

}  // namespace dcc::ledger
