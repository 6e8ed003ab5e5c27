#pragma once

#include <dcc/base/hint.hpp>

#include <string>

namespace dcc::cli {

// What people are told to do: the command of a remedy, where there is one, else the hint's words.
std::string text_of(Hint const &hint);

// A note with what can be done about it, in one sentence.
std::string text_of(Note const &note);

}  // namespace dcc::cli
