#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dcc::rules {

// So many bytes from the beginning of a file show its type.
constexpr std::size_t media_head = 512;

// The media type of a file, by the ending of its name and its first bytes: "image/png". Both must
// agree, so that nobody passes one type off as another; else it is "application/octet-stream".
std::string media_of(std::string_view name, std::string_view head);

// Whether a list of the policy has the type: as it is, or as "image/*". An empty list has all.
bool is_allowed(std::vector<std::string> const &list, std::string_view media);

}  // namespace dcc::rules
