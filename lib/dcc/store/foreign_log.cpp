#include <dcc/base/error.hpp>
#include <dcc/store/foreign_log.hpp>

#include <fmt/format.h>

namespace dcc::store {

void refuse_foreign_log(std::filesystem::path const &desk, std::string const &hint) {
    for (auto const *ending : {"-wal", "-shm", "-journal"}) {
        auto const log = desk.string() + ending;
        std::error_code none;
        if (std::filesystem::exists(std::filesystem::symlink_status(log, none)))
            throw Error{ErrorKind::cannot_create,
                        say("{}: the log of another desk is in the way", log), hint};
    }
}

}  // namespace dcc::store
