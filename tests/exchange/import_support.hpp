#pragma once

#include "../support/desk.hpp"
#include <dcc/exchange/import.hpp>

#include <sstream>
#include <string>

// An import into a test desk: its result, and the rejected rows.
struct Imported {
    dcc::exchange::ImportResult result;
    std::string rejected;  // the reject file
    std::string error;     // what was thrown, if anything

    std::string counts() const {
        return std::to_string(result.imported) + " imported, " + std::to_string(result.present) +
               " present, " + std::to_string(result.rejected) + " rejected";
    }
};

inline dcc::Instant const import_time = at("2026-06-30T12:00:00+08:00");

template <class Run>
Imported run_import(Run const &run) {
    Imported imported;
    std::ostringstream rejects;
    dcc::exchange::ImportOptions const options{
        "table.csv", [&]() -> std::ostream & { return rejects; }, [](std::int64_t) {}};
    try {
        imported.result = run(options);
    } catch (dcc::Error const &error) {
        imported.error = std::string{word(error.kind())} + ": " + error.what();
    }
    imported.rejected = rejects.str();
    return imported;
}

inline std::string const plain_fields = R"([fields]
external_id = "id"
subject = "subject"
received_at = "received"
channel = "channel"
)";

inline Imported import_csv(TestDesk &desk, std::string const &csv,
                           std::string const &mapping = plain_fields, bool dry_run = false) {
    auto const map = dcc::read_mapping(mapping, "map.toml");
    std::istringstream input{csv};
    auto session = desk.session(import_time, "boss", dry_run);
    return run_import([&](auto const &options) {
        return dcc::exchange::import_csv(session, input, map, options);
    });
}

inline Imported import_jsonl(TestDesk &desk, std::string const &lines, bool dry_run = false) {
    std::istringstream input{lines};
    auto session = desk.session(import_time, "boss", dry_run);
    return run_import(
        [&](auto const &options) { return dcc::exchange::import_jsonl(session, input, options); });
}

// The case with the external id.
inline dcc::Case imported(TestDesk &desk, std::string const &external_id) {
    return desk.load(desk.writer.find_external_case(external_id).value());
}
