#pragma once

namespace dcc::print {

// Combines several lambdas into one overloaded function object, for std::visit.
template <class... Cases>
struct Overload : Cases... {
    using Cases::operator()...;
};

template <class... Cases>
Overload(Cases...) -> Overload<Cases...>;

}  // namespace dcc::print
