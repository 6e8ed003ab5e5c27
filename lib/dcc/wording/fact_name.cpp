#include <dcc/model/case_facts.hpp>
#include <dcc/wording/fact_name.hpp>

namespace dcc::wording {

std::string fact_name(Catalogue const &catalogue, Policy const &policy, std::string const &fact) {
    auto const *field = policy.field(field_in(fact));
    return field ? label_in(field->label, catalogue.language(), field->id) : catalogue.fact(fact);
}

}  // namespace dcc::wording
