#pragma once

#include <dcc/base/keyed_hash.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace dcc::learn {

// The texts of a case by which it is classified.
struct CaseText {
    std::string subject;
    std::string body;
};

// A feature of a text: the hash of one to three characters that follow one another, or of a word in
// scripts that separate words, and how often it occurs. Case and width do not matter; long numbers,
// such as those of phones and orders, are no features.
struct Feature {
    std::uint32_t id = 0;
    float count = 0;

    friend bool operator==(Feature const &, Feature const &) = default;
};

// The features of a text in the order of their ids. One in the subject counts as five. At most the
// first 64 KiB of a text are read.
std::vector<Feature> features_of(CaseText const &text, KeyedHash const &hash);

// The words of these features in the text, folded (see fold_case()): what a model holds are hashes,
// so that only who has the text can name them.
std::map<std::uint32_t, std::string> wording_of(CaseText const &text, KeyedHash const &hash);

}  // namespace dcc::learn
