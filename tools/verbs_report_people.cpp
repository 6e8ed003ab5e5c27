#include "verbs_report_people.hpp"

#include "report_verbs.hpp"
#include <dcc/report/channels.hpp>
#include <dcc/report/loyalty.hpp>
#include <dcc/report/satisfaction.hpp>
#include <dcc/report/staff_figures.hpp>

#include <array>

namespace dcc::cli {
namespace {

constexpr std::array staff_dimensions{report::Dimension::person, report::Dimension::team};

void add_loyalty(Tool &tool) {
    constexpr int most_days = 3650;
    auto back = std::make_shared<int>(30);
    auto &verb = tool.verb("loyalty", "customers who may leave, why, and what to do");
    verb.details(
        "The customers to whom a [[loyalty]] rule of the policy applies: each by the first rule "
        "that does, with the reasons, since when, and the rule's advice; and how many they were "
        "some days before.");
    auto const args = declare_scope(verb, {},
                                    {.bounds = false,
                                     .where = true,
                                     .tz = true,
                                     .cases = true,
                                     .fail_on = true,
                                     .where_over = report::case_dimensions});
    verb.option("back", *back, "DAYS", "compare with so many days before; 30 unless given");
    verb.run(Right::report_loyalty, [args, back](Context &context) {
        require_between("back", *back, 1, most_days);
        ReadContext desk{context};
        print_report(
            context, *args,
            report::loyalty(desk.reader, desk.policy, scope_of(context, *args, desk), *back));
    });
}

}  // namespace

void add_people_reports(Tool &tool) {
    add_report(tool, Right::report_satisfaction, "satisfaction",
               "how satisfied customers are, and what goes together with it",
               "Of service cases received from --from to --to that were resolved: how many were "
               "answered, CSAT (the share of 4 and 5 of 5), NPS, CES, solved, each dimension of "
               "the survey, what satisfaction goes together with, and the latest comments of "
               "dissatisfied customers. Groups of fewer answers than the policy's least_group "
               "are suppressed.",
               report::satisfaction, report::case_dimensions,
               {.where = true,
                .depth = true,
                .tz = true,
                .compare = true,
                .cases = true,
                .fail_on = true});
    add_loyalty(tool);
    add_report(tool, Right::report_channels, "channels",
               "channels: share, speed, first contact, satisfaction, complaints",
               "Of cases received from --from to --to, by channel: share, first response, first "
               "contact (resolved without a further message, never reopened), reopened, CSAT, "
               "complaints per 1,000 service cases, and how the speed of the first reply goes "
               "together with CSAT.",
               report::channels, report::case_dimensions,
               {.where = true,
                .depth = true,
                .tz = true,
                .compare = true,
                .cases = true,
                .fail_on = true});
    add_report(tool, Right::report_staff, "staff",
               "people or teams: work, quality, score, against expectation",
               "Of service cases received from --from to --to, by who has them: work, speed, "
               "quality, satisfaction, the weighted score of the policy, missed deadlines against "
               "what the kinds of cases let expect, and where training would help most.",
               report::staff_figures, staff_dimensions,
               {.where = true,
                .tz = true,
                .compare = true,
                .cases = true,
                .fail_on = true,
                .where_over = report::case_dimensions});
}

}  // namespace dcc::cli
