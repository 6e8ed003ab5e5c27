#include <dcc/policy/label.hpp>

namespace dcc {

std::string const &label_in(Label const &label, std::string_view language, std::string const &id) {
    auto const &text = language == "zh" ? label.zh : label.en;
    return text.empty() ? id : text;
}

}  // namespace dcc
