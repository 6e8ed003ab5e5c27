#include <dcc/base/text.hpp>
#include <dcc/rules/media.hpp>

#include <algorithm>

namespace dcc::rules {
namespace {

using Test = bool (*)(std::string_view head);

bool begins(std::string_view head, std::string_view magic, std::size_t at = 0) {
    return head.size() >= at && head.substr(at).starts_with(magic);
}

bool is_text(std::string_view head) {
    return head.find('\0') == std::string_view::npos;
}

bool is_zip(std::string_view head) {
    return begins(head, "PK\x03\x04") || begins(head, "PK\x05\x06");
}

// "ftyp" follows the length of the first box.
bool is_iso_media(std::string_view head) {
    return begins(head, "ftyp", 4);
}

// A tag, or the eleven bits that begin a frame.
bool is_mp3(std::string_view head) {
    return begins(head, "ID3") || (head.size() > 1 && head[0] == '\xff' &&
                                   (static_cast<unsigned char>(head[1]) & 0xe0U) == 0xe0U);
}

struct Media {
    std::string_view ending;
    std::string_view type;
    Test test;
};

constexpr Media known_media[] = {
    {".png", "image/png", [](std::string_view head) { return begins(head, "\x89PNG\r\n\x1a\n"); }},
    {".jpg", "image/jpeg", [](std::string_view head) { return begins(head, "\xff\xd8\xff"); }},
    {".jpeg", "image/jpeg", [](std::string_view head) { return begins(head, "\xff\xd8\xff"); }},
    {".gif", "image/gif", [](std::string_view head) { return begins(head, "GIF8"); }},
    {".webp", "image/webp",
     [](std::string_view head) { return begins(head, "RIFF") && begins(head, "WEBP", 8); }},
    {".pdf", "application/pdf", [](std::string_view head) { return begins(head, "%PDF-"); }},
    {".txt", "text/plain", is_text},
    {".csv", "text/csv", is_text},
    {".htm", "text/html", is_text},
    {".html", "text/html", is_text},
    {".eml", "message/rfc822", is_text},
    {".zip", "application/zip", is_zip},
    {".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", is_zip},
    {".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", is_zip},
    {".mp3", "audio/mpeg", is_mp3},
    {".wav", "audio/wav",
     [](std::string_view head) { return begins(head, "RIFF") && begins(head, "WAVE", 8); }},
    {".m4a", "audio/mp4", is_iso_media},
    {".mp4", "video/mp4", is_iso_media},
};

}  // namespace

std::string media_of(std::string_view name, std::string_view head) {
    auto const folded = fold_case(name);
    auto const *const found = std::ranges::find_if(
        known_media, [&](Media const &one) { return folded.ends_with(one.ending); });
    return std::string{found != std::end(known_media) && found->test(head)
                           ? found->type
                           : "application/octet-stream"};
}

bool is_allowed(std::vector<std::string> const &list, std::string_view media) {
    return list.empty() || std::ranges::any_of(list, [&](std::string_view one) {
               bool const is_group = one.ends_with("/*");
               return is_group ? media.starts_with(one.substr(0, one.size() - 1)) : one == media;
           });
}

}  // namespace dcc::rules
