#pragma once

#include <dcc/base/hint.hpp>

#include <string>

namespace dcc::cli {

// What a user can do: the command of the hint's remedy, or the hint's text when it has none.
std::string text_of(Hint const &hint, Translation language = nullptr);

// A note and its hint, in one sentence.
std::string text_of(Note const &note, Translation language = nullptr);

}  // namespace dcc::cli
