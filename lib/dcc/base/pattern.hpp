#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace dcc {

// A case-insensitive regular expression in RE2's syntax over UTF-8. RE2 runs in linear time, so
// neither a hostile pattern nor a hostile text can make a command hang.
class Pattern {
  public:
    // Throws Error{data} with RE2's message when the expression is wrong.
    explicit Pattern(std::string_view expression);
    ~Pattern();
    Pattern(Pattern &&) noexcept;
    Pattern &operator=(Pattern &&) noexcept;

    // Whether the expression occurs anywhere in the text.
    bool found_in(std::string_view text) const;

    // Whether the expression matches the whole text.
    bool matches(std::string_view text) const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace dcc
