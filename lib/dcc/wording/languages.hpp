#pragma once

#include <dcc/policy/finding.hpp>
#include <dcc/policy/share.hpp>
#include <dcc/wording/catalogue.hpp>

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dcc::wording {

// The catalogues of shared data, one file languages/LANGUAGE.toml each. A catalogue
// is read at its first use: most commands write no text for customers, and few use more than one
// language.
class Languages {
  public:
    explicit Languages(SharePlaces share) : share_{std::move(share)} {}

    // The languages that have a catalogue ("zh").
    std::vector<std::string> names() const;

    // The catalogue of a language. Throws Error{no_input} when there is none, and Error{policy}
    // with all errors of the file when it is invalid.
    Catalogue const &in(std::string_view language);

    // The catalogue of `language` if there is one, else that of `otherwise`. Throws as above.
    Catalogue const &in(std::string_view language, std::string_view otherwise);

    // The errors of all catalogues.
    std::vector<Finding> check() const;

  private:
    Catalogue read(std::string_view language, std::vector<Finding> &findings) const;

    SharePlaces share_;
    std::map<std::string, Catalogue, std::less<>> read_;
};

}  // namespace dcc::wording
