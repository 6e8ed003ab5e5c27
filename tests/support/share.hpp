#pragma once

#include <filesystem>

// The shared data of the project.
inline std::filesystem::path const test_share = std::filesystem::path{DCC_SOURCE_DIR} / "share";
