#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace dcc {

// A regular expression in RE2's syntax over UTF-8, without regard to case. RE2 runs in linear time,
// so neither a hostile pattern nor a hostile text can stall a command.
class Pattern {
  public:
    // Throws Error{data} with RE2's reason when the expression is wrong.
    explicit Pattern(std::string_view expression);
    ~Pattern();
    Pattern(Pattern &&) noexcept;
    Pattern &operator=(Pattern &&) noexcept;

    // Whether the expression occurs anywhere in the text.
    bool found_in(std::string_view text) const;

    // Whether it is the expression from its first character to its last.
    bool matches(std::string_view text) const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace dcc
