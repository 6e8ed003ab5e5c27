#include <dcc/base/error.hpp>

namespace dcc {

std::string_view word(ErrorKind kind) noexcept {
    switch (kind) {
        case ErrorKind::usage: return "usage";
        case ErrorKind::data: return "data";
        case ErrorKind::no_input: return "no_input";
        case ErrorKind::software: return "software";
        case ErrorKind::cannot_create: return "cannot_create";
        case ErrorKind::io: return "io";
        case ErrorKind::busy: return "busy";
        case ErrorKind::unprinted: return "unprinted";
        case ErrorKind::no_permission: return "no_permission";
        case ErrorKind::policy: return "policy";
    }
    return "refused";
}

}  // namespace dcc
