#include <dcc/base/encoding.hpp>
#include <dcc/base/error.hpp>
#include <dcc/base/text.hpp>

#include <cerrno>
#include <utility>
#include <vector>

#include <iconv.h>

namespace dcc {
namespace {

constexpr std::size_t part_bytes = std::size_t{64} << 10;

struct ByteOrderMark {
    std::string_view bytes;
    char const *encoding;  // empty: UTF-8
};
constexpr std::array<ByteOrderMark, 3> byte_order_marks{{
    {"\xef\xbb\xbf", ""},
    {"\xff\xfe", "UTF-16LE"},
    {"\xfe\xff", "UTF-16BE"},
}};

// Null when the system does not have the encoding. What follows a slash would change what is done
// with errors.
iconv_t converter_from(std::string const &encoding) {
    if (encoding.empty() || encoding.find('/') != encoding.npos) return nullptr;
    auto const converter = ::iconv_open("UTF-8", encoding.c_str());
    // NOLINTNEXTLINE(performance-no-int-to-ptr): iconv_open fails so
    return converter == reinterpret_cast<iconv_t>(-1) ? nullptr : converter;
}

std::size_t unit_of(std::string_view encoding) {
    if (encoding.find("16") != encoding.npos || encoding.find("UCS-2") != encoding.npos) return 2;
    return encoding.find("32") != encoding.npos || encoding.find("UCS-4") != encoding.npos ? 4 : 1;
}

bool is_high(char c) {
    return static_cast<unsigned char>(c) > 0x7f;
}

}  // namespace

bool is_encoding(std::string const &name) {
    auto const converter = converter_from(name);
    if (converter) ::iconv_close(converter);
    return converter != nullptr;
}

std::string_view likely_encoding(std::string_view bytes) {
    if (auto const zero = bytes.find('\0'); zero != bytes.npos)
        return zero % 2 == 1 ? "UTF-16LE" : "UTF-16BE";
    int single = 0;
    int paired = 0;
    for (std::size_t i = 0; i < bytes.size();) {
        auto end = i;
        while (end < bytes.size() && is_high(bytes[end])) ++end;
        if (end > i) ++((end - i) % 2 == 0 ? paired : single);
        i = end + 1;
    }
    return paired > single ? "GB18030" : "Windows-1252";
}

DecodedInput::DecodedInput(std::istream &input, std::string const &encoding) : input_{input} {
    stream_.exceptions(std::ios::badbit);
    while (raw_.size() < 3 && fill()) {
    }
    std::string name = fold_case(encoding) == "utf-8" ? std::string{} : encoding;
    for (auto const &mark : byte_order_marks)
        if (raw_.starts_with(mark.bytes)) {
            name = mark.encoding;
            raw_.erase(0, mark.bytes.size());
            break;
        }
    if (name.empty()) return;
    converter_ = converter_from(name);
    if (!converter_)
        throw Error{ErrorKind::data, say("the system cannot read the encoding \"{}\"", name),
                    "convert the file to UTF-8 before"};
    unit_ = unit_of(name);
}

DecodedInput::~DecodedInput() {
    if (converter_) ::iconv_close(converter_);
}

bool DecodedInput::fill() {
    if (!input_) return false;
    auto const before = raw_.size();
    raw_.resize(before + part_bytes);
    input_.read(raw_.data() + before, part_bytes);
    raw_.resize(before + static_cast<std::size_t>(input_.gcount()));
    if (input_.bad()) throw Error{ErrorKind::io, "reading failed"};
    return raw_.size() > before;
}

void DecodedInput::decode(bool at_end) {
    // No encoding needs more bytes in UTF-8 than this.
    text_.resize(raw_.size() * 4 + 8);
    auto *from = raw_.data();
    auto left = raw_.size();
    auto *to = text_.data();
    auto room = text_.size();
    while (left > 0 && ::iconv(converter_, &from, &left, &to, &room) == std::size_t(-1)) {
        if (errno == EINVAL && !at_end) break;  // the rest comes with the next bytes
        auto const wrong = std::min(unit_, left);
        from += wrong;
        left -= wrong;
        *to++ = '\xff';
        --room;
    }
    text_.resize(text_.size() - room);
    raw_.erase(0, raw_.size() - left);
}

DecodedInput::int_type DecodedInput::underflow() {
    do {
        bool const more = fill();
        if (raw_.empty()) return traits_type::eof();
        if (converter_)
            decode(!more);
        else
            text_ = std::exchange(raw_, {});
    } while (text_.empty());
    setg(text_.data(), text_.data(), text_.data() + text_.size());
    return traits_type::to_int_type(text_.front());
}

}  // namespace dcc
