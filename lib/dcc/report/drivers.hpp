#pragma once

#include <dcc/base/table.hpp>
#include <dcc/policy/policy.hpp>
#include <dcc/report/served.hpp>
#include <dcc/stats/ranks.hpp>

#include <string>
#include <vector>

namespace dcc::report {

// The name of a dimension of the survey in the language of the desk, or its id.
std::string dimension_label(Policy const &policy, std::string const &id);

// Whether a dimension of the survey is listed before another one: in the order of the policy, those
// that it does not have last.
bool is_listed_before(Policy const &policy, std::string const &a, std::string const &b);

// Gathers what may go together with overall satisfaction, one answered case after another.
class Drivers {
  public:
    explicit Drivers(Policy const &policy);

    // Nothing without an overall satisfaction.
    void count(store::Reader::CaseSample const &row, Answer const &answer);

    // Each factor with its rank correlation with overall satisfaction, the strongest first.
    Table table() const;

  private:
    struct Factor {
        std::string id;
        std::string label;
        bool is_dimension = false;
        std::vector<stats::Pair> pairs;
    };
    Factor &dimension(std::string const &id);

    Policy const &policy_;
    std::vector<Factor> factors_;
};

}  // namespace dcc::report
