#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace dcc {

// A name in the languages of the desk. An id without labels is its own label.
struct Label {
    std::string any;                                        // where a language has no text
    std::map<std::string, std::string, std::less<>> texts;  // by language

    // Empty where there is no text.
    std::string const &in(std::string_view language) const;
};

// The label in a language, or the id where there is none.
std::string const &label_in(Label const &label, std::string_view language, std::string const &id);

}  // namespace dcc
