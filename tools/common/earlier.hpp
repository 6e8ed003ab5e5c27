#pragma once

#include "common/desk.hpp"
#include <dcc/base/columns.hpp>
#include <dcc/desk/evidence.hpp>

#include <string>

namespace dcc::cli {

// The columns of a file of evidence.
Columns<desk::EvidenceFile> evidence_columns();

// What a receipt with that id shows, of the thing as it is now and without events: a case, a
// customer, an article, or a part of a case. Only the id when the desk has no such thing any more.
Sheet sheet_of(WriteContext &desk, std::string const &id);

}  // namespace dcc::cli
