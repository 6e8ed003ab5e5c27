#include <dcc/wording/languages.hpp>

namespace dcc::wording {

Wording const &Languages::in(std::string_view language) {
    auto found = read_.find(language);
    if (found == read_.end()) found = read_.emplace(language, read_wording(share_, language)).first;
    return found->second;
}

}  // namespace dcc::wording
