#pragma once

#include <dcc/base/digest.hpp>
#include <dcc/base/time.hpp>
#include <dcc/learn/classifier.hpp>
#include <dcc/rules/suggest.hpp>
#include <dcc/stats/classification.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace dcc::learn {

// The precision at which a model states how much it could decide by itself.
inline constexpr double wanted_precision = 0.95;

// How well a model does on cases that it has not seen, by cross-validation: each case was judged by
// a model that was made without its tenth of the cases. Temperature and limit of that tenth come
// from the other nine.
struct Figures {
    std::vector<stats::ClassCounts> classes;  // in the order of the model's categories
    double log_loss = 0;
    double log_loss_before = 0;      // before the probabilities were calibrated
    double limit = 0;                // see limit_for(), of all; more than 1: none
    stats::Proportion decided;       // of all cases, those at or above the limits
    stats::Proportion decided_well;  // of these, those that were right

    stats::Proportion accuracy() const;
};

// What was learned from the cases of a desk. It holds no text: features are hashes with a key that
// the desk has (store::Reader::own_digest).
struct Model {
    std::string desk;  // the id of the desk
    Instant learned_at{};
    std::vector<std::string> categories;  // the classes, in order of their ids
    Classifier classifier;
    double temperature = 1;
    Figures figures;
    Digest fingerprint{};  // see fingerprint_of()

    // The probability of each category for a text, the most probable first.
    std::vector<rules::Likely> likely(std::span<Feature const> features) const;

    // The words of the text that speak most for a category rather than for the others, at most
    // `limit`.
    std::vector<std::string> reasons(std::string const &category, CaseText const &text,
                                     KeyedHash const &hash, std::size_t limit) const;
};

// The digest of all but the time: two models that do the same have the same.
Digest fingerprint_of(Model const &model);

// The model as bytes, which are the same on each machine: first line, time, fingerprint, a checksum
// of these, and what the fingerprint is of, as little-endian numbers and texts with their lengths.
std::string encode(Model const &model);

// Throws Error{io} when the bytes are not a complete model that this version writes.
Model decode(std::string_view bytes);

}  // namespace dcc::learn
