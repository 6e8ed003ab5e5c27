#pragma once

#include <string>
#include <string_view>

namespace dcc {

// A name in the languages of the desk. An id without labels is its own label.
struct Label {
    std::string zh;
    std::string en;
};

// The label in a language, or the id where there is none.
std::string const &label_in(Label const &label, std::string_view language, std::string const &id);

}  // namespace dcc
