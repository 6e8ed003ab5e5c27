#pragma once

#include <dcc/policy/templates.hpp>

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace dcc::wording {

// What is said to customers in each language, from a directory of shared data. A language is read
// when it is first asked for: most commands say nothing, and few say it in more than one.
class Languages {
  public:
    explicit Languages(std::filesystem::path share) : share_{std::move(share)} {}

    // Throws Error{no_input} when there is no such language, Error{policy} with all errors when
    // what is said in it is wrong.
    Wording const &in(std::string_view language);

  private:
    std::filesystem::path share_;
    std::map<std::string, Wording, std::less<>> read_;
};

}  // namespace dcc::wording
