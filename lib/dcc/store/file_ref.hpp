#pragma once

#include <dcc/base/digest.hpp>
#include <dcc/model/ids.hpp>

#include <cstdint>
#include <string>

namespace dcc::store {

// A file of evidence as an event names it.
struct FileRef {
    EvidenceId part;
    Digest digest{};        // of its content
    std::int64_t size = 0;  // in bytes
    std::string owner;      // whose data key encrypts it in a protected desk: "K7", or "C9"
    bool erased = false;
};

}  // namespace dcc::store
