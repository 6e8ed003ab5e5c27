#pragma once

#include <charconv>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dcc {

// The id of a case, customer or article, written with a letter: C42 is a case, K7 a customer
// (客户), A3 an article.
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

// The id of a part of a case, such as a message or a visit: C42.3 is the third one of its kind.
struct PartId {
    CaseId case_id;
    int number = 0;  // from 1

    friend auto operator<=>(PartId const &,
                            PartId const &) = default;  // NOLINT(modernize-use-nullptr)

    std::string text() const { return case_id.text() + '.' + std::to_string(number); }

    // Reads "C42.3", "c42.3" or "42.3". Nothing for any other text, or when a number is not above
    // zero.
    static std::optional<PartId> parse(std::string_view text) {
        auto const dot = text.find('.');
        if (dot == std::string_view::npos) return std::nullopt;
        auto const item = CaseId::parse(text.substr(0, dot));
        PartId part;
        auto const end = text.data() + text.size();
        auto const [rest, error] = std::from_chars(text.data() + dot + 1, end, part.number);
        if (!item || error != std::errc{} || rest != end || part.number <= 0) return std::nullopt;
        part.case_id = *item;
        return part;
    }
};

}  // namespace dcc
