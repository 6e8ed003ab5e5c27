#pragma once

namespace dcc::cli {

// Several lambdas as one, for std::visit.
template <class... Cases>
struct Overload : Cases... {
    using Cases::operator()...;
};

template <class... Cases>
Overload(Cases...) -> Overload<Cases...>;

}  // namespace dcc::cli
