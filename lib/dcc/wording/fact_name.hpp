#pragma once

#include <dcc/policy/policy.hpp>
#include <dcc/wording/catalogue.hpp>

#include <string>

namespace dcc::wording {

// What a fact of a case is called in the language of the catalogue: as the catalogue calls it
// ("order_no"), or as the policy calls its field ("field.region").
std::string fact_name(Catalogue const &catalogue, Policy const &policy, std::string const &fact);

}  // namespace dcc::wording
