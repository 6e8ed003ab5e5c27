#pragma once

#include <dcc/base/digest.hpp>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace dcc {

// Takes the next part of a content; false: no more is wanted.
using Take = std::function<bool(std::string_view part)>;
// Gives a content from its beginning, part by part, as long as more is wanted. It may be called
// again. May throw Error.
using Content = std::function<void(Take const &take)>;

// The parts are of this size, but for the last one.
constexpr std::size_t part_size = std::size_t{1} << 20U;

// A regular file, opened to read. Throws Error{no_input} when it cannot be read, or is a directory,
// a pipe or a device, which might have no end. No link is followed when `links` is false.
class InputFile {
  public:
    explicit InputFile(std::filesystem::path file, bool links = true);
    InputFile(InputFile const &) = delete;
    InputFile &operator=(InputFile const &) = delete;
    ~InputFile();

    // For functions of the system.
    int number() const { return number_; }
    std::int64_t size() const;
    // At most so many bytes from a place; fewer only at the end of the file.
    std::string read(std::int64_t from, std::size_t most) const;

  private:
    std::filesystem::path file_;
    int number_;
};

// The content of a text, and of a file, as it is when it is given.
Content content_of(std::string bytes);
Content content_of(std::shared_ptr<InputFile const> file);

// What tells a content from others.
struct ContentId {
    Digest digest{};
    std::int64_t size = 0;  // in bytes

    friend bool operator==(ContentId const &, ContentId const &) = default;
};

// Reads a content. Nothing when it is longer than `most` bytes; it is then not read to its end.
std::optional<ContentId> identify(Content const &content, std::int64_t most);

}  // namespace dcc
