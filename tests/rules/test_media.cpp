#include <dcc/rules/media.hpp>

#include <string>

#include <doctest/doctest.h>

using namespace dcc::rules;
using namespace std::string_literals;

TEST_CASE("The type of a file follows from its name and its first bytes together") {
    struct {
        std::string name;
        std::string head;
        std::string media;
    } const rows[] = {
        {"a.png", "\x89PNG\r\n\x1a\n...", "image/png"},
        {"A.PNG", "\x89PNG\r\n\x1a\n...", "image/png"},
        {"a.jpg", "\xff\xd8\xff\xe0", "image/jpeg"},
        {"a.jpeg", "\xff\xd8\xff\xe1", "image/jpeg"},
        {"a.gif", "GIF89a", "image/gif"},
        {"a.webp", "RIFF\1\2\3\4WEBPVP8 ", "image/webp"},
        {"a.pdf", "%PDF-1.7", "application/pdf"},
        {"截图.txt", "发票", "text/plain"},
        {"a.csv", "a,b\n", "text/csv"},
        {"a.htm", "<p>", "text/html"},
        {"a.html", "<p>", "text/html"},
        {"a.eml", "From: x", "message/rfc822"},
        {"a.zip", "PK\x03\x04", "application/zip"},
        {"a.docx", "PK\x03\x04",
         "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
        {"a.xlsx", "PK\x03\x04",
         "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
        {"a.mp3", "ID3\4", "audio/mpeg"},
        {"a.mp3", "\xff\xfb\x90", "audio/mpeg"},
        {"a.wav", "RIFF\1\2\3\4WAVEfmt ", "audio/wav"},
        {"a.m4a", "\0\0\0 ftypM4A "s, "audio/mp4"},
        {"a.mp4", "\0\0\0 ftypisom"s, "video/mp4"},
        // One that passes for another is none of them.
        {"a.png", "%PDF-1.7", "application/octet-stream"},
        {"a.pdf", "\x89PNG\r\n\x1a\n", "application/octet-stream"},
        {"a.txt", "MZ\0\1"s, "application/octet-stream"},
        {"a.wav", "RIFF\1\2\3\4WEBP", "application/octet-stream"},
        {"a.mp4", "ftyp", "application/octet-stream"},
        {"a.exe", "MZ", "application/octet-stream"},
        {"png", "\x89PNG\r\n\x1a\n", "application/octet-stream"},
        {"a.png", "", "application/octet-stream"},
        {"", "", "application/octet-stream"},
    };
    for (auto const &row : rows) {
        CAPTURE(row.name);
        CAPTURE(row.head);
        CHECK(media_of(row.name, row.head) == row.media);
    }
}

TEST_CASE("A policy allows types one by one or by their group; an empty list allows all") {
    CHECK(is_allowed({}, "image/png"));
    CHECK(is_allowed({"application/pdf", "image/png"}, "image/png"));
    CHECK(is_allowed({"image/*"}, "image/png"));
    CHECK_FALSE(is_allowed({"image/*"}, "imagery/png"));
    CHECK_FALSE(is_allowed({"image/png"}, "image/png2"));
    CHECK_FALSE(is_allowed({"application/pdf"}, "image/png"));
}
