#include <dcc/base/error.hpp>
#include <dcc/base/text.hpp>
#include <dcc/calendar/calendar.hpp>
#include <dcc/model/required_facts.hpp>
#include <dcc/policy/detail/lint_rules.hpp>
#include <dcc/policy/lint.hpp>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include <fmt/format.h>

namespace dcc {
namespace {

using std::chrono::sys_days;

constexpr std::chrono::days table_notice{90};

// For so long from now on each target must lead to a deadline that calendars can calculate.
constexpr std::chrono::years policy_life{10};
// A shorter retention is unusual: in many places a claim lapses after three years.
constexpr int least_years = 3;

class Linter {
  public:
    explicit Linter(Policy const &policy) : policy_{policy} {}

    void calendars(Instant now);
    void sla();
    void targets(Instant now);
    void first_matches();
    void triage();
    void products();
    void categories();
    void people();
    void dispatch();
    void service();
    void retention();
    void escalation(Instant now);

    std::vector<Finding> take() {
        std::ranges::stable_sort(findings_, {}, [this](Finding const &finding) {
            auto const &[file, line, column] = finding.place;
            return std::tuple{!policy_.sources.empty() && file != policy_.sources.front().name,
                              std::string_view{file}, line, column};
        });
        return std::move(findings_);
    }

  private:
    void error(Place const &place, Wording message) {
        findings_.push_back({Finding::Level::error, place, std::move(message)});
    }
    void warn(Place const &place, Wording message) {
        findings_.push_back({Finding::Level::warning, place, std::move(message)});
    }
    std::set<std::string_view> calendars_in_use() const;
    template <class Rules, class Covers>
    void texts(Rules const &rules, char const *what, char const *vain, Covers const &covers);

    Policy const &policy_;
    std::vector<Finding> findings_;
};

std::set<std::string_view> Linter::calendars_in_use() const {
    std::set<std::string_view> used;
    for (auto const &rule : policy_.sla)
        for (auto const &term : rule.terms) used.insert(term.calendar);
    for (auto const &rule : policy_.complaints.rules)
        for (auto const &term : rule.terms) used.insert(term.calendar);
    used.insert(policy_.complaints.silence_calendar);
    used.insert(policy_.complaints.carry_out_calendar);
    for (auto const &channel : policy_.channels) used.insert(channel.calendar);
    for (auto const &team : policy_.teams) used.insert(team.calendar);
    for (auto const &person : policy_.staff) used.insert(person.calendar);
    used.insert(policy_.waiting_customer.calendar);
    used.insert(policy_.waiting_third_party.calendar);
    for (auto const &rule : policy_.escalation)
        for (auto const &step : rule.steps) used.insert(step.calendar);
    return used;
}

void Linter::calendars(Instant now) {
    auto const used = calendars_in_use();
    auto const today = std::chrono::floor<std::chrono::days>(now);
    for (auto const &[name, spec] : policy_.calendars) {
        auto const origin = policy_.calendar_origins.find(name);
        auto const place =
            origin == policy_.calendar_origins.end() ? Place{} : origin->second.place;
        if (used.contains(name) && spec.table_end && *spec.table_end < today + table_notice) {
            warn(place, say("calendar \"{}\": its holiday table {} on {}; deadlines after "
                            "that day miss holidays not yet in it",
                            name, *spec.table_end < today ? "ended" : "ends",
                            format_date(Date{*spec.table_end})));
        }
        auto const extends = [&id = name](auto const &other) {
            return other.first != id && other.second.extends == id;
        };
        bool const extended = std::ranges::any_of(policy_.calendar_origins, extends);
        if (!used.contains(name) && !extended)
            warn(place, say("calendar \"{}\": is not used", name));
    }
}

void Linter::sla() {
    for (std::size_t i = 0; i < policy_.sla.size(); ++i) {
        auto const &rule = policy_.sla[i];
        auto const takers = policy_file::takers_of(policy_, i);
        if (takers.empty()) continue;
        Wording names;
        for (auto const *const taker : takers)
            names += say("{}\"{}\" (line {})", names.empty() ? "" : ", ", taker->name,
                         taker->place.line);
        error(rule.place,
              say("sla \"{}\": can never match, its cases are all taken by {}", rule.name, names));
    }
}

void Linter::targets(Instant now) {
    std::map<std::string, std::optional<Calendar>> calendars;
    auto const check = [&](Place const &place, std::string const &subject, std::string const &name,
                           Duration const &length, Counting const &counting = {}) {
        auto const spec = policy_.calendars.find(name);
        if (spec == policy_.calendars.end()) return;
        auto &calendar = calendars[name];
        try {
            if (!calendar) calendar.emplace(spec->second);
            auto const due = calendar->due(now + policy_life, length, counting.days);
            if (counting.until_opening) calendar->next_open(due.at);
        } catch (Error const &wrong) {
            error(place, say("{} of {}: {}", subject, format_duration(length), wrong.message()));
        }
    };
    auto const check_all = [&](auto const &rules, char const *what) {
        for (auto const &rule : rules) {
            auto const counting = policy_.terms_of(rule).conventions.counting;
            for (auto const &term : rule.terms) {
                auto const subject = fmt::format("{} \"{}\": {}", what, rule.name, word(term.kind));
                if (term.target) check(rule.place, subject, term.calendar, *term.target, counting);
                for (auto const &extension : term.extensions)
                    check(rule.place, subject, term.calendar, extension.to, counting);
            }
        }
    };
    check_all(policy_.sla, "sla");
    auto const &complaints = policy_.complaints;
    check_all(complaints.rules, "complaint rule");
    Place const top{policy_.sources.empty() ? "" : policy_.sources.front().name, 1, 1};
    if (complaints.silence)
        check(top, "complaints: silence", complaints.silence_calendar, *complaints.silence);
    if (complaints.carry_out)
        check(top, "complaints: carry_out", complaints.carry_out_calendar, *complaints.carry_out);
}

void Linter::first_matches() {
    auto const check = [&](auto const &rules, char const *what, char const *things) {
        for (auto const &rule : rules)
            for (auto const &earlier : rules) {
                if (&earlier == &rule) break;
                if (!policy_file::covers(policy_, earlier, rule)) continue;
                error(rule.place, say("{} \"{}\": can never match, its {} are all taken by \"{}\" "
                                      "(line {})",
                                      what, rule.name, things, earlier.name, earlier.place.line));
                break;
            }
    };
    check(policy_.review.rules, "review", "solutions");
    check(policy_.retention, "retention", "cases");
    check(policy_.complaints.rules, "complaint rule", "complaints");
    check(policy_.escalation, "escalation", "clocks");
    check(policy_.reports.loyalty, "loyalty", "customers");
    for (auto const &book : policy_.incidents.playbooks)
        for (auto const &earlier : policy_.incidents.playbooks) {
            if (&earlier == &book) break;
            if (!policy_file::covers(policy_, earlier, book)) continue;
            error(book.place,
                  say("playbook \"{}\": its when and words can never match, its cases are "
                      "all taken by \"{}\" (line {})",
                      book.id, earlier.id, earlier.place.line));
            break;
        }
}

// Rules about texts: those that can match none, and those whose cases an earlier one takes.
template <class Rules, class Covers>
void Linter::texts(Rules const &rules, char const *what, char const *vain, Covers const &covers) {
    std::vector<policy_file::TextReach> reach;
    for (auto const &rule : rules) reach.emplace_back(rule.text);
    for (std::size_t i = 0; i < rules.size(); ++i) {
        auto const &rule = rules[i];
        if (reach[i].is_empty()) {
            error(rule.place, say("{} \"{}\": can never match, its \"unless\" takes all "
                                  "that it looks for",
                                  what, rule.name));
            continue;
        }
        for (std::size_t j = 0; j < rules.size(); ++j) {
            if (i == j || !covers(rules, j, i) || !reach[j].takes_all_of(reach[i])) continue;
            // Of two that do the same, the later one is in vain.
            if (j > i && covers(rules, i, j) && reach[i].takes_all_of(reach[j])) continue;
            error(rule.place, say("{} \"{}\": {} by \"{}\" (line {})", what, rule.name, vain,
                                  rules[j].name, rules[j].place.line));
            break;
        }
    }
}

void Linter::triage() {
    auto const earlier = [this](auto const &rules, std::size_t one, std::size_t other) {
        return one < other && policy_file::covers(policy_, rules[one].when, rules[other].when);
    };
    texts(policy_.classify, "classify", "can never match, its cases are all taken", earlier);
    texts(policy_.complaints.assess, "assess rule", "can never match, its complaints are all taken",
          [this](auto const &rules, std::size_t one, std::size_t other) {
              return one < other && policy_file::covers(policy_, rules[one], rules[other]);
          });
    texts(policy_.raises, "raise", "has no effect, its cases are all raised as high",
          [this](auto const &rules, std::size_t one, std::size_t other) {
              return (!rules[one].repeat || rules[other].repeat) &&
                     policy_file::covers(policy_, rules[one].when, rules[other].when) &&
                     policy_file::raises_as_high(policy_, rules[one], rules[other]);
          });
    for (auto const &rule : policy_.raises) {
        if (rule.repeat && policy_.repeat_days == 0)
            error(rule.place, say("raise \"{}\": can never match, since days = 0 under "
                                  "[repeat] finds no repeats",
                                  rule.name));
        auto const check = [&](auto const &lowest, std::string const &level, char const *key) {
            if (lowest == level)
                error(rule.place, say("raise \"{}\": raises nothing, {} \"{}\" is the "
                                      "lowest",
                                      rule.name, key, level));
        };
        if (!policy_.impacts.empty()) check(policy_.impacts.back(), rule.impact, "impact");
        if (!policy_.urgencies.empty()) check(policy_.urgencies.back(), rule.urgency, "urgency");
        if (!policy_.priorities.empty())
            check(policy_.priorities.back().id, rule.priority, "priority");
    }
}

// Products that rules name, where the policy lists products.
void Linter::products() {
    std::vector<std::string_view> known;
    for (auto const &product : policy_.aftersales.products) known.push_back(product.id);
    if (known.empty()) return;
    auto const check = [&](auto const &rules, char const *what) {
        for (auto const &rule : rules)
            for (auto const &product : rule.when.product) {
                if (std::ranges::count(known, product) > 0) continue;
                warn(rule.place, say("{} \"{}\": [[products]] has no \"{}\"{}", what, rule.name,
                                     product, did_you_mean(product, known)));
            }
    };
    check(policy_.sla, "sla");
    check(policy_.classify, "classify");
    check(policy_.raises, "raise");
    check(policy_.review.rules, "review");
    check(policy_.complaints.rules, "complaint rule");
    check(policy_.complaints.assess, "assess rule");
}

bool knows_all(Person const &person, std::vector<Skill> const &skills) {
    return std::ranges::all_of(skills, [&](Skill const &skill) {
        return std::ranges::any_of(person.skills, [&](Skill const &own) {
            return own.name == skill.name && own.level >= skill.level;
        });
    });
}

std::string texts_of(std::vector<Skill> const &skills) {
    std::string text;
    for (auto const &skill : skills) text += (text.empty() ? "" : ", ") + skill.text();
    return text;
}

void Linter::categories() {
    // A desk without staff does not dispatch, so there is nothing to check.
    if (policy_.staff.empty()) return;
    for (auto const &category : policy_.categories) {
        if (category.team.empty()) {
            warn(category.place, say("category \"{}\": it has no team, so its cases are "
                                     "never dispatched",
                                     category.id));
            continue;
        }
        bool const anyone = std::ranges::any_of(policy_.staff, [&](Person const &person) {
            return person.team == category.team && knows_all(person, category.skills);
        });
        if (!anyone)
            warn(category.place,
                 category.skills.empty()
                     ? say("category \"{}\": nobody is in team \"{}\"", category.id, category.team)
                     : say("category \"{}\": nobody in team \"{}\" has the skills {}", category.id,
                           category.team, texts_of(category.skills)));
    }
}

// Those who stand in for each other in turn, beginning and ending with the person: "li → chen →
// li"; empty when they do not.
std::string substitute_ring(Policy const &policy, Person const &person) {
    auto text = person.id;
    auto const *next = &person;
    for (std::size_t i = 0; i < policy.staff.size(); ++i) {
        next = policy.person(next->substitute);
        if (!next) return {};
        text += " → " + next->id;
        if (next->id == person.id) return text;
    }
    return {};
}

void Linter::dispatch() {
    std::set<std::string_view> in_a_ring;
    for (auto const &person : policy_.staff) {
        if (person.capacity == 0)
            warn(person.place, say("staff \"{}\": capacity 0: no case is dispatched to "
                                   "them",
                                   person.id));
        if (in_a_ring.contains(person.id)) continue;
        auto const ring = substitute_ring(policy_, person);
        if (ring.empty()) continue;
        error(person.place, say("staff \"{}\": substitutes in a ring ({}): nobody takes "
                                "their cases when all are absent; leave one out",
                                person.id, ring));
        for (auto const *one = policy_.person(person.substitute); one && one->id != person.id;
             one = policy_.person(one->substitute))
            in_a_ring.insert(one->id);
    }
    for (auto const &priority : policy_.priorities)
        for (auto const &team : policy_.teams) {
            int most = -1;
            for (auto const &person : policy_.staff)
                if (person.team == team.id) most = std::max(most, person.capacity);
            if (most > 0 && most < priority.weight)
                warn(team.place, say("team \"{}\": nobody has the capacity for a case of priority "
                                     "\"{}\", which takes {}",
                                     team.id, priority.id, priority.weight));
        }
}

void Linter::people() {
    if (policy_.roles.empty())
        warn({policy_.sources.empty() ? "" : policy_.sources.front().name, 1, 1},
             "no [[roles]]: everyone may do everything");
    for (auto const &person : policy_.staff)
        if (person.roles.empty() && !policy_.roles.empty())
            warn(person.place, say("staff \"{}\": has no role", person.id));
    for (auto const &team : policy_.teams) {
        bool const anyone = std::ranges::any_of(
            policy_.staff, [&](Person const &person) { return person.team == team.id; });
        if (!anyone) warn(team.place, say("team \"{}\": nobody is in it", team.id));
        auto const *const lead = policy_.person(team.lead);
        if (lead && lead->team != team.id)
            warn(team.place,
                 say("team \"{}\": its lead \"{}\" is in {}", team.id, lead->id,
                     lead->team.empty() ? Wording{"no team"} : say("team \"{}\"", lead->team)));
    }
}

// Whether one wait certainly ends before another one on the same calendar.
bool is_shorter(Duration const &one, Duration const &other) {
    if (one.in_business_days != other.in_business_days) return false;
    return one.in_business_days ? one.business_days < other.business_days
                                : one.seconds < other.seconds;
}

// The placeholder that a message of that kind must contain; empty when none.
std::string_view needed_by(MessageKind kind) {
    switch (kind) {
        case MessageKind::acknowledgement:
        case MessageKind::complaint:
        case MessageKind::missing: return "{missing}";
        case MessageKind::incident:
        case MessageKind::progress:
        case MessageKind::result:
        case MessageKind::decision: return "{body}";
        case MessageKind::warning:
        case MessageKind::escalation:
        case MessageKind::extension: return "{due}";
        case MessageKind::promise: return "{promised}";
        case MessageKind::survey: return "{token}";
        default: return "";
    }
}

void Linter::service() {
    Place const top{policy_.sources.empty() ? "" : policy_.sources.front().name, 1, 1};
    auto const &waiting = policy_.waiting_customer;
    if (waiting.close_after && waiting.remind_after &&
        !is_shorter(*waiting.remind_after, *waiting.close_after))
        warn(top, "waiting.customer: close_after ends before remind_after: no reminder is sent");
    for (auto const &[key, text] : policy_.messages.templates) {
        auto const needed = needed_by(key.first);
        if (!text.body.empty() && text.body.find(needed) == std::string::npos)
            warn(text.place,
                 say("messages.templates.{}.{}: its body lacks {}", key.second, key.first, needed));
    }
}

void Linter::retention() {
    for (auto const &rule : policy_.retention)
        if (rule.years < least_years && rule.days < 1096)
            warn(rule.place, say("retention \"{}\": texts are erased after less than {} "
                                 "years; a complaint or a claim may still need them",
                                 rule.name, least_years));
}

// Each step must find an opening and somebody to tell.
void Linter::escalation(Instant now) {
    for (auto const &rule : policy_.escalation)
        for (auto const &step : rule.steps) {
            auto const subject = say("escalation \"{}\": step \"{}\"", rule.name, step.to);
            auto const spec = policy_.calendars.find(step.calendar);
            if (spec != policy_.calendars.end()) try {
                    Calendar const calendar{spec->second};
                    calendar.next_open(calendar.due(now + policy_life, step.after).at);
                } catch (Error const &wrong) {
                    error(step.place, say("{}: {}", subject, wrong.message()));
                }
            if (policy_.role(step.to) &&
                std::ranges::none_of(policy_.staff, [&](Person const &person) {
                    return std::ranges::count(person.roles, step.to) > 0;
                }))
                warn(step.place, say("{}: nobody has that role", subject));
            if (step.to == to_lead && std::ranges::none_of(policy_.teams, [](Team const &team) {
                    return !team.lead.empty();
                }))
                warn(step.place, say("{}: no team has a lead", subject));
        }
}

}  // namespace

std::vector<Finding> lint(Policy const &policy, Instant now) {
    Linter linter{policy};
    linter.calendars(now);
    linter.sla();
    linter.targets(now);
    linter.first_matches();
    linter.triage();
    linter.products();
    linter.categories();
    linter.people();
    linter.dispatch();
    linter.service();
    linter.retention();
    linter.escalation(now);
    return linter.take();
}

}  // namespace dcc
