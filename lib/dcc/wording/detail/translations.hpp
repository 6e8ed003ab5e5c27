#pragma once

#include <dcc/base/wording.hpp>

#include <span>
#include <string_view>

// What lib/tables/make_translations.cpp writes of lib/po/LANGUAGE.po while dcc is built.
namespace dcc::wording {

struct Entry {
    std::string_view english;
    std::string_view text;
};

struct Compiled {
    std::string_view language;
    Translation translation;
};

extern std::span<Compiled const> const compiled_translations;

// The translation of a text; empty when there is none. The entries are sorted.
std::string_view find(std::span<Entry const> entries, std::string_view english);

}  // namespace dcc::wording
