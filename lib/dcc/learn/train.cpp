#include <dcc/learn/calibration.hpp>
#include <dcc/learn/train.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <numeric>
#include <unordered_map>

#include <fmt/format.h>
#include <linear.h>

namespace dcc::learn {
namespace {

constexpr int folds = 10;
constexpr std::size_t most_features = 1U << 16U;
constexpr double cost = 3;          // of an error in training, against large weights
constexpr double tolerance = 0.01;  // at which training stops

using Rows = std::vector<std::size_t>;  // of the lesson's examples

// In how many examples a feature occurs, and whether more than one person wrote them.
struct Seen {
    std::uint32_t examples = 0;
    std::int64_t owner = 0;
    bool shared = false;
};

// The features of these examples that are worth a weight: those that occur with two people or more,
// and of too many those in most examples. Sets their ids and how rare they are.
void choose_features(Lesson const &lesson, Rows const &rows, Classifier &classifier) {
    std::unordered_map<std::uint32_t, Seen> seen;
    for (auto const row : rows) {
        auto const &example = lesson.examples[row];
        for (auto const &feature : example.features) {
            auto &one = seen[feature.id];
            one.shared = one.shared || (one.examples > 0 && one.owner != example.owner);
            one.owner = example.owner;
            ++one.examples;
        }
    }
    std::vector<std::pair<std::uint32_t, std::uint32_t>> chosen;  // examples, id
    for (auto const &[id, one] : seen)
        if (one.shared) chosen.emplace_back(one.examples, id);
    std::ranges::sort(chosen, [](auto const &a, auto const &b) {
        return a.first != b.first ? a.first > b.first : a.second < b.second;
    });
    if (chosen.size() > most_features) chosen.resize(most_features);
    std::ranges::sort(chosen, {}, [](auto const &one) { return one.second; });
    for (auto const &[examples, id] : chosen) {
        classifier.ids.push_back(id);
        classifier.rarity.push_back(
            static_cast<float>(1 + std::log(static_cast<double>(rows.size()) / examples)));
    }
}

struct FreeModel {
    void operator()(::model *trained) const { ::free_and_destroy_model(&trained); }
};

// The rows as LIBLINEAR takes them: the last feature is 1 in all of them, its weight is the bias.
std::vector<std::vector<feature_node>> nodes_of(Lesson const &lesson, Rows const &rows,
                                                Classifier const &classifier) {
    std::vector<std::vector<feature_node>> all;
    all.reserve(rows.size());
    for (auto const row : rows) {
        auto &nodes = all.emplace_back();
        for (auto const &part : classifier.parts_of(lesson.examples[row].features))
            nodes.push_back({static_cast<int>(part.place) + 1, part.value});
        nodes.push_back({static_cast<int>(classifier.ids.size()) + 1, 1});
        nodes.push_back({-1, 0});
    }
    return all;
}

void take_weights(::model const &trained, Classifier &classifier) {
    auto const classes = classifier.classes;
    auto const size = classifier.ids.size();
    classifier.weights.resize(size * classes);
    classifier.bias.resize(classes);
    // Of two classes there is one column, for the first label.
    auto const columns = static_cast<std::size_t>(trained.nr_class == 2 ? 1 : trained.nr_class);
    for (std::size_t label = 0; label < static_cast<std::size_t>(trained.nr_class); ++label) {
        auto const of = static_cast<std::size_t>(trained.label[label]);
        auto const column = columns == 1 ? 0 : label;
        double const sign = columns == 1 && label == 1 ? -1 : 1;
        auto const weight = [&](std::size_t place) {
            return static_cast<float>(sign * trained.w[place * columns + column]);
        };
        for (std::size_t place = 0; place < size; ++place)
            classifier.weights[place * classes + of] = weight(place);
        classifier.bias[of] = weight(size);
    }
}

Classifier fit(Lesson const &lesson, Rows const &rows) {
    Classifier classifier;
    classifier.classes = lesson.categories.size();
    choose_features(lesson, rows, classifier);
    auto nodes = nodes_of(lesson, rows, classifier);
    std::vector<feature_node *> starts;
    std::vector<double> labels;
    for (auto &row : nodes) starts.push_back(row.data());
    for (auto const row : rows) labels.push_back(static_cast<double>(lesson.classes[row]));
    ::problem const given{static_cast<int>(rows.size()),
                          static_cast<int>(classifier.ids.size()) + 1, labels.data(), starts.data(),
                          -1};
    // A solver without random numbers, so that the same rows give the same weights.
    ::parameter how{};
    how.solver_type = L2R_L2LOSS_SVC;
    how.eps = tolerance;
    how.C = cost;
    ::set_print_string_function([](char const *) {});
    std::unique_ptr<::model, FreeModel> const trained{::train(&given, &how)};
    take_weights(*trained, classifier);
    return classifier;
}

std::uint64_t next_random(std::uint64_t &state) {  // SplitMix64
    auto z = state += 0x9e3779b97f4a7c15U;
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31U);
}

// The fold of each example: each class is dealt out evenly.
std::vector<int> deal(Lesson const &lesson, std::uint64_t round) {
    Rows order(lesson.examples.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    auto state = round;
    for (auto i = order.size(); round > 0 && i > 1; --i)
        std::swap(order[i - 1], order[next_random(state) % i]);
    std::ranges::stable_sort(order, {}, [&](std::size_t row) { return lesson.classes[row]; });
    std::vector<int> fold(order.size());
    int next = 0;
    for (auto const row : order) fold[row] = next++ % folds;
    return fold;
}

std::vector<HeldOut> cross_validate(Lesson const &lesson, std::uint64_t round) {
    auto const fold = deal(lesson, round);
    std::vector<HeldOut> held(lesson.examples.size());
    for (int out = 0; out < folds; ++out) {
        Rows rows;
        for (std::size_t row = 0; row < fold.size(); ++row)
            if (fold[row] != out) rows.push_back(row);
        auto const classifier = fit(lesson, rows);
        for (std::size_t row = 0; row < fold.size(); ++row)
            if (fold[row] == out)
                held[row] = {classifier.scores(classifier.parts_of(lesson.examples[row].features)),
                             lesson.classes[row], out};
    }
    return held;
}

Judged judge(HeldOut const &row, double temperature) {
    auto const probabilities = softmax(row.scores, temperature);
    auto const first = std::ranges::max_element(probabilities);
    // What differs by the last bits of sums alone is equal.
    auto const probability = std::round(*first * 1e6) / 1e6;
    return {static_cast<std::size_t>(first - probabilities.begin()), probability, row.truth};
}

std::vector<Judged> judge(std::vector<HeldOut> const &rows, double temperature) {
    std::vector<Judged> judged;
    for (auto const &row : rows) judged.push_back(judge(row, temperature));
    return judged;
}

Figures figures_of(std::vector<HeldOut> const &held, std::size_t classes) {
    Figures figures;
    std::vector<stats::Choice> choices;
    for (int out = 0; out < folds; ++out) {
        std::vector<HeldOut> others;
        std::vector<HeldOut> own;
        for (auto const &row : held) (row.fold == out ? own : others).push_back(row);
        auto const temperature = fit_temperature(others);
        auto const limit = limit_for(wanted_precision, judge(others, temperature));
        for (auto const &row : own) {
            auto const judged = judge(row, temperature);
            choices.push_back({judged.truth, judged.chosen});
            if (judged.probability < limit) continue;
            ++figures.decided.count;
            if (judged.is_right()) ++figures.decided_well.count;
        }
        if (!own.empty())
            figures.log_loss += log_loss(own, temperature) * static_cast<double>(own.size());
    }
    figures.log_loss /= static_cast<double>(held.size());
    figures.log_loss_before = log_loss(held, 1);
    figures.classes = stats::count_classes(classes, choices);
    figures.decided.n = static_cast<std::int64_t>(held.size());
    figures.decided_well.n = figures.decided.count;
    figures.limit = limit_for(wanted_precision, judge(held, fit_temperature(held)));
    return figures;
}

}  // namespace

Outcome<Lesson> lesson_of(std::vector<Example> examples) {
    std::map<std::string, std::size_t> counts;
    for (auto const &example : examples) ++counts[example.category];
    Lesson lesson;
    std::map<std::string, std::size_t> classes;
    for (auto const &[category, count] : counts)
        if (count < least_cases)
            lesson.too_few.emplace_back(category, count);
        else {
            classes.emplace(category, lesson.categories.size());
            lesson.categories.push_back(category);
        }
    if (lesson.categories.size() < 2)
        return Refusal{
            "too_few_cases",
            fmt::format("{} cases have a category that a person gave, and {} categories have at "
                        "least {} such cases: two are needed",
                        examples.size(), lesson.categories.size(), least_cases),
            "classify more cases by hand"};
    for (auto &example : examples)
        if (auto const found = classes.find(example.category); found != classes.end()) {
            lesson.classes.push_back(found->second);
            lesson.examples.push_back(std::move(example));
        }
    return lesson;
}

Model train(Lesson const &lesson) {
    Rows all(lesson.examples.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    Model model;
    model.categories = lesson.categories;
    model.classifier = fit(lesson, all);
    auto const held = cross_validate(lesson, 0);
    model.temperature = fit_temperature(held);
    model.figures = figures_of(held, lesson.categories.size());
    return model;
}

Figures evaluate(Lesson const &lesson, std::uint64_t round) {
    return figures_of(cross_validate(lesson, round), lesson.categories.size());
}

}  // namespace dcc::learn
