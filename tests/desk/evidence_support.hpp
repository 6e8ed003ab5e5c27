#pragma once

#include "protection_support.hpp"
#include <dcc/desk/backup.hpp>
#include <dcc/desk/complaint.hpp>
#include <dcc/desk/evidence.hpp>
#include <dcc/desk/redact.hpp>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <doctest/doctest.h>

// A desk with complaints, and what looks at their files.
namespace evidence_test {

using namespace dcc;
namespace fs = std::filesystem;

inline std::string const png = "\x89PNG\r\n\x1a\n okapi";

inline desk::EvidenceArgs evidence(std::string const &bytes, std::string const &name = "bill.png",
                                   std::string const &note = "the bill") {
    return {content_of(bytes), name, note};
}

inline std::string const evidence_policy = small_policy + R"(
[[retention]]
name = "short"
after = "30d"
[complaints.evidence]
largest_mb = 1
)";

// A desk with complaints C1 and C2 of one customer and C3 of another one, and a service case C4.
struct Complaints : FileDesk {
    Complaints(std::string const &text = evidence_policy) : FileDesk{text} {
        complain("Wang", "13800000001");
        complain("Wang", "13800000001");
        complain("Li", "13800000002");
        open(monday, by_phone());
    }

    CaseId complain(std::string const &name, std::string const &phone) {
        desk::OpenArgs args;
        args.channel = "phone";
        args.subject = "It is late again";
        args.customer.name = name;
        args.customer.phone = phone;
        auto here = session(monday);
        auto const receipt = desk::open_complaint(here, args, std::nullopt);
        REQUIRE(receipt);
        return receipt->item.id;
    }

    std::string add(CaseId id, desk::EvidenceArgs const &args, Instant now = monday) {
        auto here = session(now);
        auto const receipt = desk::add_evidence(here, id, args);
        return receipt ? "done" : receipt.refusal().code;
    }

    fs::path files() { return store::files_beside(file); }

    // The files of the store, relative to it.
    std::vector<std::string> stored() {
        std::vector<std::string> names;
        if (fs::exists(files()))
            for (auto const &entry : fs::recursive_directory_iterator{files()})
                if (entry.is_regular_file())
                    names.push_back(entry.path().lexically_relative(files()).string());
        std::ranges::sort(names);
        return names;
    }

    std::string content(EvidenceId id) { return content(writer, id); }
    static std::string content(store::Reader &reader, EvidenceId id) {
        auto const found = desk::find_evidence(reader, id);
        if (!found) return found.refusal().code;
        std::string all;
        store::Files{reader}.read(found->ref, [&](std::string_view part) {
            all += part;
            return true;
        });
        return all;
    }

    std::string redact(auto id, Instant now = monday + Seconds{3600}) {
        auto here = session(now);
        auto const done = desk::redact(here, id, "asked to");
        return done ? "done" : done.refusal().code;
    }

    void protect() {
        auto here = session(monday);
        REQUIRE(desk::protect(here, master_key, false));
    }
    store::Reader reader(store::KeySource source = giving(master_key)) {
        return store::Reader::open(file, std::chrono::seconds{1}, std::move(source));
    }

    std::vector<std::string> faults(std::vector<CaseId> const &cases = {}) {
        std::vector<std::string> all;
        for (auto const &problem : desk::verify_evidence(writer, cases).problems)
            all.push_back(problem.english());
        return all;
    }
};

inline std::string place_of(std::string const &bytes, std::string const &ending = "") {
    auto const name = hex(digest(bytes));
    return name.substr(0, 2) + "/" + name.substr(2) + ending;
}

inline CaseId const wangs{1};
inline CaseId const wangs_other{2};
inline CaseId const lis{3};
inline CaseId const service{4};
inline CustomerId const customer_wang{1};

}  // namespace evidence_test
