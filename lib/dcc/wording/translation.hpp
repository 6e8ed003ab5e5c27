#pragma once

#include <dcc/base/wording.hpp>

#include <optional>
#include <string_view>
#include <vector>

// What the program says to the desk's own people, in other languages than English: compiled in from
// lib/po/LANGUAGE.po. (What it says to customers is in share/languages: see Catalogue.)
namespace dcc::wording {

// The languages that the program speaks: "en" and those with translations ("zh").
std::vector<std::string_view> spoken_languages();

// The translation into a language, which may name a region and an encoding ("zh", "zh_CN.UTF-8"):
// null for English. Nothing when the program does not speak it.
std::optional<Translation> translation_into(std::string_view language);

}  // namespace dcc::wording
