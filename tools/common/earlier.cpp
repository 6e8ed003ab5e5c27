#include "common/earlier.hpp"

#include <dcc/report/article.hpp>
#include <dcc/report/case_sheet.hpp>
#include <dcc/report/customer.hpp>
#include <dcc/report/message.hpp>
#include <dcc/report/visit.hpp>

#include <algorithm>

namespace dcc::cli {
namespace {

std::optional<Sheet> sheet_of(WriteContext &desk, CaseId id) {
    auto &adopted = desk.session.adopted();
    auto const item = ledger::load(desk.writer, adopted, id);
    if (!item) return std::nullopt;
    return report::show_case(desk.writer, adopted, desk.policy, *item, {}, desk.session.now());
}

std::optional<Sheet> sheet_of(WriteContext &desk, CustomerId id) {
    auto const row = desk.writer.find(id);
    if (!row) return std::nullopt;
    return report::show_customer(desk.writer, *row, desk.session.now());
}

std::optional<Sheet> sheet_of(WriteContext &desk, ArticleId id) {
    auto const article = ledger::load(desk.writer, id);
    if (!article) return std::nullopt;
    return report::show_article(desk.writer, *article);
}

std::optional<Sheet> sheet_of(WriteContext &desk, VisitId id) {
    auto const item = ledger::load(desk.writer, desk.session.adopted(), id.case_id);
    if (!item) return std::nullopt;
    auto const found = std::ranges::find(item->visits, id.number, &Visit::number);
    if (found == item->visits.end()) return std::nullopt;
    return report::show_visit(desk.writer, desk.policy, *item, *found, {});
}

std::optional<Sheet> sheet_of(WriteContext &desk, EvidenceId id) {
    auto const list = desk::list_evidence(desk.writer, id.case_id);
    if (!list) return std::nullopt;
    auto const found = std::ranges::find_if(
        *list, [&](desk::EvidenceFile const &file) { return file.ref.part == id; });
    if (found == list->end()) return std::nullopt;
    return Sheet{evidence_columns().row(*found), {}};
}

std::optional<Sheet> sheet_of(WriteContext &desk, MessageId id) {
    auto sheet = report::show_message(desk.writer, desk.policy, id);
    if (!sheet) return std::nullopt;
    return std::move(*sheet);
}

// The sheet, if the text is exactly an id of that kind.
template <class Id>
std::optional<Sheet> sheet_as(WriteContext &desk, std::string const &text) {
    auto const id = Id::parse(text);
    return id && id->text() == text ? sheet_of(desk, *id) : std::nullopt;
}

template <class... Ids>
std::optional<Sheet> first_of(WriteContext &desk, std::string const &text) {
    std::optional<Sheet> sheet;
    ((sheet = sheet_as<Ids>(desk, text), sheet.has_value()) || ...);
    return sheet;
}

}  // namespace

Columns<desk::EvidenceFile> evidence_columns() {
    using desk::EvidenceFile;
    using store::FileRef;
    return {
        {"id", "Evidence", part_of(&EvidenceFile::ref, &FileRef::part)},
        {"name", "Name", &EvidenceFile::name},
        {"media", "Type", &EvidenceFile::media},
        {"size", "Bytes", part_of(&EvidenceFile::ref, &FileRef::size)},
        {"at", "Added", &EvidenceFile::at},
        {"added_by", "By", &EvidenceFile::by},
        {"erased", "Erased", part_of(&EvidenceFile::ref, &FileRef::erased)},
        {"note", "Note", &EvidenceFile::body},
        {"digest", "", [](EvidenceFile const &one) { return hex(one.ref.digest); }},
    };
}

Sheet sheet_of(WriteContext &desk, std::string const &id) {
    auto sheet = first_of<CaseId, CustomerId, ArticleId, VisitId, EvidenceId, MessageId>(desk, id);
    if (sheet) return std::move(*sheet);
    return {{{{"id", "Id"}}, {{id}}, {}, {}}, {}};
}

}  // namespace dcc::cli
