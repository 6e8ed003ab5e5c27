#pragma once

#include <dcc/base/error.hpp>
#include <dcc/learn/model_file.hpp>
#include <dcc/learn/train.hpp>
#include <dcc/policy/policy.hpp>
#include <dcc/store/reader.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace dcc::desk {

// What a desk has to learn from: the cases whose category a person gave.
struct Learnable {
    learn::Lesson lesson;
    std::int64_t without_text = 0;  // cases left out, since their text was erased
    std::vector<std::pair<std::string, std::size_t>> unknown;  // categories that the policy lacks
};

// The newest cases, at most `limit`. Refused as learn::lesson_of() refuses. Throws Error{no_input}
// without the master key of a protected desk.
Outcome<Learnable> learnable(store::Reader &reader, Policy const &policy, std::size_t limit);

// The model of the desk, made at this time of what there is to learn. Write it with
// learn::write_model().
learn::Model learn_from(store::Reader &reader, Learnable const &learnable, Instant now);

// The model of a desk, read when a text is to be classified for the first time.
class Suggesting {
  public:
    // The reader must outlive it.
    explicit Suggesting(store::Reader &reader) : reader_{reader} {}

    // Null when the desk has no model. Throws as learn::read_model() does, and Error{no_input}
    // without the master key of a protected desk.
    learn::Model const *model();
    std::vector<rules::Likely> likely(learn::CaseText const &text);
    std::vector<std::string> reasons(std::string const &category, learn::CaseText const &text,
                                     std::size_t limit);
    // The short fingerprint of the model.
    std::string const &fingerprint() const { return fingerprint_; }

  private:
    store::Reader &reader_;
    bool looked_ = false;
    std::optional<learn::Model> model_;
    std::optional<KeyedHash> hash_;
    std::string fingerprint_;
};

}  // namespace dcc::desk
