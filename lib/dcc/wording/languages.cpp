#include <dcc/base/error.hpp>
#include <dcc/base/file_text.hpp>
#include <dcc/wording/languages.hpp>

#include <algorithm>

#include <fmt/format.h>

namespace dcc::wording {

std::vector<std::string> Languages::names() const {
    return shared_data(share_).languages();
}

Catalogue Languages::read(std::string_view language, std::vector<Finding> &findings) const {
    auto const file = fmt::format("languages/{}.toml", language);
    auto const place = share_.file(file);
    auto const text = read_text(place);
    if (!text)
        throw Error{ErrorKind::no_input, say("cannot read {}", place.string()),
                    "the shared data must contain a file for each language"};
    return Catalogue::read(*text, file, std::string{language}, findings);
}

Catalogue const &Languages::in(std::string_view language) {
    if (auto const found = read_.find(language); found != read_.end()) return found->second;
    std::vector<Finding> findings;
    auto catalogue = read(language, findings);
    if (!findings.empty()) throw_findings(findings);
    return read_.emplace(language, std::move(catalogue)).first->second;
}

Catalogue const &Languages::in(std::string_view language, std::string_view otherwise) {
    return in(std::ranges::count(names(), language) > 0 ? language : otherwise);
}

std::vector<Finding> Languages::check() const {
    std::vector<Finding> findings;
    for (auto const &language : names()) read(language, findings);
    return findings;
}

}  // namespace dcc::wording
