#pragma once

#include <dcc/base/table.hpp>
#include <dcc/model/ids.hpp>
#include <dcc/store/reader.hpp>

#include <cstddef>
#include <optional>
#include <string>

namespace dcc::report {

// Articles and solved cases that share rare words with a text, the most similar first, at most
// `limit` rows, with the shared words. Case `but` is omitted.
Table suggest(store::Reader &reader, std::string const &text, std::optional<CaseId> but,
              std::size_t limit);

}  // namespace dcc::report
