#include <dcc/policy/label.hpp>

namespace dcc {

std::string const &Label::in(std::string_view language) const {
    auto const found = texts.find(language);
    return found == texts.end() ? any : found->second;
}

std::string const &label_in(Label const &label, std::string_view language, std::string const &id) {
    auto const &text = label.in(language);
    return text.empty() ? id : text;
}

}  // namespace dcc
