#include <dcc/wording/detail/translations.hpp>
#include <dcc/wording/translation.hpp>

#include <algorithm>

namespace dcc::wording {

std::string_view find(std::span<Entry const> entries, std::string_view english) {
    auto const found = std::ranges::lower_bound(entries, english, {}, &Entry::english);
    return found != entries.end() && found->english == english ? found->text : std::string_view{};
}

std::vector<std::string_view> spoken_languages() {
    std::vector<std::string_view> all{"en"};
    for (auto const &one : compiled_translations) all.push_back(one.language);
    return all;
}

std::optional<Translation> translation_into(std::string_view language) {
    language = language.substr(0, language.find_first_of("_-.@"));
    if (language == "en") return nullptr;
    for (auto const &one : compiled_translations)
        if (one.language == language) return one.translation;
    return std::nullopt;
}

}  // namespace dcc::wording
