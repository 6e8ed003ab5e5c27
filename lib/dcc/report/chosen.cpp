#include <dcc/report/chosen.hpp>

namespace dcc::report {

Chosen::Chosen(store::Reader &reader, Scope const &scope) : all_{scope.filter.empty()} {
    if (!all_) cases_ = served_cases(reader, scope);
}

}  // namespace dcc::report
