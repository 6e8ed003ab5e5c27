#pragma once

#include <charconv>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dcc {

// The id of a case, customer, article or incident, written with a letter: C42 is a case, K7 a
// customer (客户), A3 an article, I1 an incident.
template <char letter>
struct Id {
    std::int64_t number = 0;

    friend auto operator<=>(Id const &, Id const &) = default;  // NOLINT(modernize-use-nullptr)

    std::string text() const { return letter + std::to_string(number); }

    // Reads "C42", "c42" or "42". Nothing for any other text, or when the number is not above zero.
    static std::optional<Id> parse(std::string_view text) {
        if (!text.empty() && (text[0] == letter || text[0] == (letter | 0x20)))
            text.remove_prefix(1);
        Id id;
        auto const end = text.data() + text.size();
        auto const [rest, error] = std::from_chars(text.data(), end, id.number);
        if (error != std::errc{} || rest != end || id.number <= 0) return std::nullopt;
        return id;
    }
};

using ArticleId = Id<'A'>;
using CaseId = Id<'C'>;
using CustomerId = Id<'K'>;
using IncidentId = Id<'I'>;

// Messages are the most frequent parts of a case, and are written without their letter.
inline constexpr char bare_part = 'm';

// The id of a part of a case: C42.v3 is the third visit of case C42. The letter is that of the kind
// of part; ids of parts of different kinds are different.
template <char letter>
struct PartId {
    CaseId case_id;
    int number = 0;  // from 1, by kind

    friend auto operator<=>(PartId const &,
                            PartId const &) = default;  // NOLINT(modernize-use-nullptr)

    std::string text() const {
        auto const mark = letter == bare_part ? std::string{} : std::string{letter};
        return case_id.text() + '.' + mark + std::to_string(number);
    }

    // Reads "C42.v3" and, where the kind is known, "C42.3"; letters also in upper or lower case,
    // and the first one may be missing. Nothing for any other text, or when a number is not above
    // zero.
    static std::optional<PartId> parse(std::string_view text) {
        auto const dot = text.find('.');
        if (dot == std::string_view::npos) return std::nullopt;
        auto const item = CaseId::parse(text.substr(0, dot));
        text.remove_prefix(dot + 1);
        if (!text.empty() && (text[0] | 0x20) == letter) text.remove_prefix(1);
        PartId part;
        auto const end = text.data() + text.size();
        auto const [rest, error] = std::from_chars(text.data(), end, part.number);
        if (!item || error != std::errc{} || rest != end || part.number <= 0) return std::nullopt;
        part.case_id = *item;
        return part;
    }
};

using EvidenceId = PartId<'e'>;
using MessageId = PartId<bare_part>;
using RemedyId = PartId<'r'>;
using TaskId = PartId<'t'>;
using VisitId = PartId<'v'>;

}  // namespace dcc
