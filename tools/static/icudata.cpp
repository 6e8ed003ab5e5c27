// For tools that are linked statically. libphonenumber refers to ICU, whose data archive would add
// 31 MB to each tool, and needs none of these data. This archive without entries replaces it: a
// header as in ICU's unicode/udata.h, then the number of entries.
#include <cstdint>

#include <unicode/utypes.h>

namespace {

struct DataPackage {
    std::uint16_t header_size = 32;
    std::uint8_t magic[2] = {0xda, 0x27};
    std::uint16_t info_size = 20;
    std::uint16_t reserved = 0;
    std::uint8_t is_big_endian = 0;
    std::uint8_t charset = 0;  // ASCII
    std::uint8_t uchar_size = 2;
    std::uint8_t also_reserved = 0;
    std::uint8_t format[4] = {'T', 'o', 'C', 'P'};
    std::uint8_t format_version[4] = {1, 0, 0, 0};
    std::uint8_t data_version[4] = {};
    std::uint8_t padding[8] = {};
    std::uint32_t entries = 0;
    std::uint32_t unused = 0;
};
static_assert(sizeof(DataPackage) == 40);

}  // namespace

extern "C" {
alignas(16) extern DataPackage const U_ICUDATA_ENTRY_POINT;
DataPackage const U_ICUDATA_ENTRY_POINT{};
}
