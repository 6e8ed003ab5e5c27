#include <dcc/base/text.hpp>
#include <dcc/calendar/range.hpp>
#include <dcc/calendar/zone.hpp>
#include <dcc/model/remedy.hpp>
#include <dcc/rules/blank.hpp>
#include <dcc/rules/classify.hpp>
#include <dcc/rules/complaint.hpp>
#include <dcc/rules/condition.hpp>
#include <dcc/rules/facts.hpp>
#include <dcc/rules/fields.hpp>
#include <dcc/rules/listed.hpp>
#include <dcc/rules/opening.hpp>
#include <dcc/rules/tags.hpp>

#include <utility>

#include <fmt/format.h>

namespace dcc::rules {

std::optional<Refusal> refuse_rating(Policy const &policy, GivenRating const &rating) {
    if (auto no = refuse_unlisted("category", rating.category, policy.categories)) return no;
    if (auto no = refuse_unlisted("impact", rating.impact, policy.impacts)) return no;
    if (auto no = refuse_unlisted("urgency", rating.urgency, policy.urgencies)) return no;
    return refuse_unlisted("priority", rating.priority, policy.priorities);
}

std::optional<Refusal> refuse_purchase(Policy const &policy, std::optional<Date> bought,
                                       Instant now) {
    if (!bought) return std::nullopt;
    if (!is_supported(std::chrono::sys_days{*bought}))
        return Refusal{
            "unlikely_time",
            say("purchase date {} lies outside the years 1900 to 2200", format_date(*bought)),
            Hint{Remedy::correct_fact, "check the year", {"purchase_date"}},
            {"purchase_date"}};
    auto const civil = Zone::load(policy.desk.zone).to_civil(now);
    Date const today{std::chrono::floor<std::chrono::days>(civil)};
    if (*bought <= today) return std::nullopt;
    return Refusal{
        "time_to_come",
        say("purchase date {} is later than today ({})", format_date(*bought), format_date(today)),
        Hint{Remedy::correct_fact, "correct it", {"purchase_date"}},
        {"purchase_date"}};
}

std::optional<Refusal> refuse_request(Policy const &policy, Request const &request, Instant now) {
    if (auto no = refuse_unlisted("channel", request.channel, policy.channels)) return no;
    auto const *channel = policy.channel(request.channel);
    if (!channel && request.kind == CaseKind::action) return refuse_rating(policy, request.rating);
    if (!channel)
        return Refusal{"unknown_channel",
                       "no channel is given",
                       Hint{Remedy::give, "give a channel", {"case.channel"}},
                       {"channel"}};
    if (!channel->in_service && request.source.empty())
        return Refusal{"channel_closed", say("channel \"{}\" is out of service", request.channel),
                       say("{}: in_service = false", channel->place.text())};
    if (auto no = refuse_line(request.subject, "subject", "case.subject")) return no;
    if (auto no = refuse_tags(policy, request.tags)) return no;
    if (auto no = refuse_fields(policy, request.given_fields)) return no;
    if (auto no = refuse_rating(policy, request.rating)) return no;
    if (request.kind == CaseKind::complaint)
        if (auto no = refuse_registration(policy, request.registration)) return no;
    return refuse_purchase(policy, request.purchase_date, now);
}

event::Opened opening(Policy const &policy, Request const &request,
                      std::optional<CustomerId> customer_id, CustomerFacts const &customer,
                      Instant received) {
    auto const &rating = request.rating;
    event::Opened opened;
    static_cast<CaseFacts &>(opened) = request;
    if (auto const fields = read_fields(policy, request.given_fields)) take_known(opened, *fields);
    opened.channel = request.channel;
    opened.customer = customer_id;
    opened.category = rating.category;
    opened.impact = rating.impact;
    opened.urgency = rating.urgency;
    opened.priority =
        rating.priority.empty()
            ? rate(policy, rating.impact, rating.urgency, nullptr, rating.category).priority
            : rating.priority;
    if (request.rating_given) opened.given = rating.names();
    opened.source = request.source;
    opened.kind = request.kind;
    opened.about = request.about;
    if (auto tags = read_tags(policy, request.tags)) opened.tags = std::move(*tags);
    Case item;
    static_cast<CaseFacts &>(item) = opened;
    item.category = rating.category;
    item.given = opened.given;
    opened.missing = missing_facts(policy, item, customer);
    if (request.kind == CaseKind::complaint) {
        opened.registration = request.registration;
        opened.on_behalf_of = request.on_behalf_of;
        opened.representatives = request.representatives;
        register_complaint(policy, opened, received, customer);
        return opened;
    }
    auto const &rule = match_sla(policy, {request.channel, rating.category, opened.priority,
                                          customer.tier, request.product});
    opened.terms = {policy.fingerprint, rule.name};
    return opened;
}

}  // namespace dcc::rules
