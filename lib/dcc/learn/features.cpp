#include <dcc/base/search_terms.hpp>
#include <dcc/learn/features.hpp>

#include <algorithm>
#include <string_view>

namespace dcc::learn {
namespace {

constexpr float subject_weight = 5;
constexpr std::size_t most_bytes = 64 << 10U;
constexpr std::ptrdiff_t most_digits = 4;

// The length of the first character of UTF-8.
std::size_t first_length(std::string_view text) {
    std::size_t length = 1;
    while (length < text.size() && (static_cast<unsigned char>(text[length]) & 0xc0U) == 0x80)
        ++length;
    return length;
}

bool is_long_number(std::string_view word) {
    return std::ranges::count_if(word, [](char c) { return c >= '0' && c <= '9'; }) > most_digits;
}

// Calls `visit` for each feature of a text: a word, or in scripts without blanks between words each
// character, each pair and each triple.
template <class Visit>
void each_piece(std::string_view text, Visit const &visit) {
    auto const terms = index_terms(text.substr(0, most_bytes));
    for (std::size_t i = 0; i < terms.size(); ++i) {
        auto const &term = terms[i];
        bool const pair = term.own_end < term.end;
        if (!pair) {
            if (!is_long_number(term.text)) visit(term.text);
            continue;
        }
        visit(std::string_view{term.text}.substr(0, first_length(term.text)));
        visit(term.text);
        bool const triple = i + 1 < terms.size() && terms[i + 1].begin == term.own_end &&
                            terms[i + 1].own_end < terms[i + 1].end;
        if (!triple) continue;
        std::string_view const next = terms[i + 1].text;
        visit(term.text + std::string{next.substr(first_length(next))});
    }
}

std::uint32_t id_of(std::string_view piece, KeyedHash const &hash) {
    return static_cast<std::uint32_t>(hash(piece));
}

}  // namespace

std::vector<Feature> features_of(CaseText const &text, KeyedHash const &hash) {
    std::vector<Feature> all;
    each_piece(text.subject, [&](std::string_view piece) {
        all.push_back({id_of(piece, hash), subject_weight});
    });
    each_piece(text.body, [&](std::string_view piece) { all.push_back({id_of(piece, hash), 1}); });
    std::ranges::sort(all, {}, &Feature::id);
    std::vector<Feature> features;
    for (auto const &one : all)
        if (!features.empty() && features.back().id == one.id)
            features.back().count += one.count;
        else
            features.push_back(one);
    return features;
}

std::map<std::uint32_t, std::string> wording_of(CaseText const &text, KeyedHash const &hash) {
    std::map<std::uint32_t, std::string> wording;
    for (auto const &part : {text.subject, text.body})
        each_piece(part,
                   [&](std::string_view piece) { wording.emplace(id_of(piece, hash), piece); });
    return wording;
}

}  // namespace dcc::learn
