#pragma once

#include <array>
#include <istream>
#include <streambuf>
#include <string>
#include <string_view>

namespace dcc {

// Whether the system can read texts in the encoding: "GB18030", "Windows-1252", "UTF-16", …
bool is_encoding(std::string const &name);

// The encoding that a text which is not UTF-8 is probably in: "GB18030" when its bytes above 127
// stand in pairs, as those of Chinese do, "UTF-16LE" or "UTF-16BE" when it has zero bytes, else
// "Windows-1252". Nothing is certain about a short text.
std::string_view likely_encoding(std::string_view bytes);

// Reads a text in any encoding as UTF-8. A byte order mark at its beginning says that it is UTF-8
// or UTF-16, whatever is given. What is not text in the encoding becomes a byte 0xFF, which is not
// UTF-8, so that the line it is on can be told from the others.
class DecodedInput : private std::streambuf {
  public:
    // An empty name: UTF-8, whose bytes are not changed. Throws Error{data} when the system does
    // not have the encoding. The input must outlive it.
    DecodedInput(std::istream &input, std::string const &encoding);
    DecodedInput(DecodedInput const &) = delete;
    DecodedInput &operator=(DecodedInput const &) = delete;
    ~DecodedInput() override;

    std::istream &stream() { return stream_; }

  private:
    int_type underflow() override;
    bool fill();
    void decode(bool at_end);

    std::istream &input_;
    void *converter_ = nullptr;  // iconv_t; null: bytes are not changed
    std::size_t unit_ = 1;       // bytes of the shortest character
    std::string raw_;            // read, not yet decoded
    std::string text_;
    std::istream stream_{this};
};

}  // namespace dcc
