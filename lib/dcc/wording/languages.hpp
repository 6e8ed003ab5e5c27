#pragma once

#include <dcc/policy/finding.hpp>
#include <dcc/wording/catalogue.hpp>

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dcc::wording {

// The catalogues of a directory of shared data, each of a file languages/LANGUAGE.toml. A catalogue
// is read when it is first asked for: most commands say nothing to customers, and few say it in
// more than one language.
class Languages {
  public:
    explicit Languages(std::filesystem::path share) : share_{std::move(share)} {}

    // All languages that there is a catalogue for.
    std::vector<std::string> names() const;

    // Throws Error{no_input} when there is no such catalogue, Error{policy} with all errors when it
    // is wrong.
    Catalogue const &in(std::string_view language);

    // In the first of the two that there is a catalogue for.
    Catalogue const &in(std::string_view language, std::string_view otherwise);

    // All that is wrong with all catalogues.
    std::vector<Finding> check() const;

  private:
    Catalogue read(std::string_view language, std::vector<Finding> &findings) const;

    std::filesystem::path share_;
    std::map<std::string, Catalogue, std::less<>> read_;
};

}  // namespace dcc::wording
