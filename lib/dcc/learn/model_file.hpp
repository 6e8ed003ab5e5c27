#pragma once

#include <dcc/learn/model.hpp>

#include <filesystem>
#include <optional>
#include <string>

namespace dcc::learn {

// The file with the model of a desk, which is beside it: "desk.db.model".
std::filesystem::path model_beside(std::filesystem::path const &desk);

// The model of the desk with that id; nothing when there is none. Throws Error{io} when the file is
// damaged or is the model of another desk, Error{no_input} when it cannot be read, is no plain
// file, or can be changed by somebody who cannot change the desk.
std::optional<Model> read_model(std::filesystem::path const &desk, std::string const &id);

// Puts the model in the place of the one before, in one step. Who may use the desk may use it.
// Throws Error{cannot_create} or Error{io}.
void write_model(std::filesystem::path const &desk, Model const &model);

// Removes the model; false when there is none. Throws Error{io}.
bool remove_model(std::filesystem::path const &desk);

}  // namespace dcc::learn
