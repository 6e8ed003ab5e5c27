#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <system_error>

// A new directory, removed with its content at the end.
class TempDir {
  public:
    TempDir() {
        auto pattern = (std::filesystem::temp_directory_path() / "dcc-test-XXXXXX").string();
        if (!mkdtemp(pattern.data())) throw std::system_error{errno, std::generic_category()};
        path_ = pattern;
    }
    TempDir(TempDir const &) = delete;
    TempDir &operator=(TempDir const &) = delete;
    ~TempDir() {
        std::error_code code;
        std::filesystem::remove_all(path_, code);
    }

    std::filesystem::path operator/(char const *name) const { return path_ / name; }

  private:
    std::filesystem::path path_;
};

inline std::string read_bytes(std::filesystem::path const &file) {
    std::ifstream input{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{input}, {}};
}

inline void write_bytes(std::filesystem::path const &file, std::string const &bytes) {
    std::ofstream{file, std::ios::binary | std::ios::trunc} << bytes;
}
