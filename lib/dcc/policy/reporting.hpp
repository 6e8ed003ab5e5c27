#pragma once

#include <dcc/policy/place.hpp>
#include <dcc/policy/service.hpp>

#include <optional>
#include <string>
#include <vector>

namespace dcc {

// A limit of an indicator: values above it, or below it, are remarkable.
struct Threshold {
    bool above = true;
    double value = 0;

    bool is_crossed_by(double measured) const {
        return above ? measured > value : measured < value;
    }
};

// A figure that is watched.
struct Indicator {
    std::string id;
    Label label;
    std::string measure;  // the name of what is measured
    int days = 1;         // of the last so many days
    std::optional<Threshold> warning;
    std::optional<Threshold> critical;
    int least = 1;  // with fewer cases nothing is decided
    Place place;
};

// The weights of a person's score; they need not sum to 1.
struct StaffScorePolicy {
    double volume = 1;
    double speed = 1;
    double quality = 1;
    double satisfaction = 1;
    double reviews = 0;
};

// A criterion of the quality form, scored 0 to `points`.
struct QualityItem {
    std::string id;
    Label label;
    int points = 5;
    Place place;
};

// A grade of faults and the steps that follow one, in their order.
struct FaultGrade {
    std::string id;
    Label label;
    std::vector<std::string> path;
    Place place;
};

// What is checked in cases that are drawn for review.
struct QualityPolicy {
    std::vector<QualityItem> items;
    std::vector<FaultGrade> grades;  // slightest first
};

// Customers who may leave: those with at least so many of each in the last `days`. An absent figure
// does not count. The first rule that fits says what to do.
struct LoyaltyRule {
    std::string name;
    Label advice;
    int days = 180;
    std::vector<std::string> tiers;  // empty: all
    std::optional<int> csat_at;      // the last answer is at most this
    std::optional<int> nps_at;
    std::optional<int> complaints;
    std::optional<int> cases;
    std::optional<int> reopened;
    std::optional<int> late;  // deadlines that were missed
    Place place;
};

// The section [reports] and what reports take from the policy.
struct ReportPolicy {
    int least_group = 5;  // rates of fewer are not shown
    std::vector<Indicator> indicators;
    StaffScorePolicy staff_score;
    QualityPolicy quality;
    std::vector<LoyaltyRule> loyalty;  // most serious first
};

}  // namespace dcc
