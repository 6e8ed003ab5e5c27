#include <dcc/stats/classification.hpp>

namespace dcc::stats {

double ClassCounts::f1() const {
    return right == 0 ? 0 : 2 * static_cast<double>(right) / static_cast<double>(truth + chosen);
}

std::vector<ClassCounts> count_classes(std::size_t classes, std::span<Choice const> choices) {
    std::vector<ClassCounts> counts(classes);
    for (auto const &choice : choices) {
        ++counts[choice.truth].truth;
        ++counts[choice.chosen].chosen;
        if (choice.truth == choice.chosen) ++counts[choice.truth].right;
    }
    return counts;
}

double macro_f1(std::span<ClassCounts const> classes) {
    if (classes.empty()) return 0;
    double sum = 0;
    for (auto const &one : classes) sum += one.f1();
    return sum / static_cast<double>(classes.size());
}

}  // namespace dcc::stats
