#pragma once

#include <dcc/base/search_terms.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace dcc {

// A case-insensitive regular expression in RE2's syntax over UTF-8. RE2 runs in linear time, so
// neither a hostile pattern nor a hostile text can make a command hang.
class Pattern {
  public:
    // Throws Error{data} with RE2's message when the expression is wrong or too large.
    explicit Pattern(std::string_view expression);
    ~Pattern();
    Pattern(Pattern &&) noexcept;
    Pattern &operator=(Pattern &&) noexcept;

    // Its size in RE2's instructions, which measures the time that it takes to prepare it.
    std::size_t size() const;

    // Whether the expression occurs anywhere in the text.
    bool found_in(std::string_view text) const;

    // Where it first occurs in the text; nothing when it does not.
    std::optional<Span> find_in(std::string_view text) const;

    // Whether the expression matches the whole text.
    bool matches(std::string_view text) const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

// Bounds the patterns that are prepared together: a small file can hold patterns that take minutes.
class PatternBudget {
  public:
    // Throws Error{data} when the patterns are too large together.
    void take(Pattern const &pattern);
    bool is_exceeded() const;

  private:
    std::size_t size_ = 0;
};

}  // namespace dcc
