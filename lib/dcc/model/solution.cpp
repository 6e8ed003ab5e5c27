#include <dcc/model/solution.hpp>

#include <fmt/format.h>

namespace dcc {

Digest solution_digest(Solution const &solution) {
    std::string all;
    auto const cost = solution.cost ? format_money(*solution.cost) : std::string{};
    for (auto const *part : {&solution.steps, &cost, &solution.effect, &solution.feasibility})
        all += fmt::format("{}:{}", part->size(), *part);
    return digest(all);
}

}  // namespace dcc
