#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace dcc::learn {

// What a classifier that had not seen a text made of it.
struct HeldOut {
    std::vector<double> scores;
    std::size_t truth = 0;  // the class that people gave
    int fold = 0;           // of the cross-validation
};

// The temperature at which the mean logarithmic loss of softmax() over these scores is least, from
// 0.01 to 100: C. Guo et al., "On Calibration of Modern Neural Networks", ICML 34 (2017). Of n rows
// each truth counts as 1 - 1 / (n + 2), so that few rows without an error make nothing certain:
// J. Platt, "Probabilistic Outputs for Support Vector Machines" (1999). 1 for no scores.
double fit_temperature(std::span<HeldOut const> rows);

// The mean logarithmic loss: minus the logarithm of the probability of the truth.
double log_loss(std::span<HeldOut const> rows, double temperature);

// A text that was held out, as it was judged: its class, the probability of that, and the truth.
struct Judged {
    std::size_t chosen = 0;
    double probability = 0;
    std::size_t truth = 0;

    bool is_right() const { return chosen == truth; }
};

// The lowest probability from which on at least this share of the judgements was right; more than 1
// when there is none.
double limit_for(double precision, std::vector<Judged> judged);

}  // namespace dcc::learn
