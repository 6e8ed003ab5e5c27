#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace dcc {

// A name for people, in one or more languages. Where it is empty, the id is shown.
struct Label {
    std::string any;                                        // for languages without a text
    std::map<std::string, std::string, std::less<>> texts;  // by language

    // The text in the language, or `any`. Empty when there is neither.
    std::string const &in(std::string_view language) const;
};

// The label in the language, or `any`, or the id.
std::string const &label_in(Label const &label, std::string_view language, std::string const &id);

}  // namespace dcc
