#pragma once

#include <dcc/base/error.hpp>

namespace dcc::store {

// A row breaks a constraint of the schema: the data that it was made from is wrong, not the desk
// file.
class ConstraintError : public Error {
  public:
    using Error::Error;
};

}  // namespace dcc::store
