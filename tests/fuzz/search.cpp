#include "../support/desk.hpp"
#include "target.hpp"
#include <dcc/base/search_terms.hpp>
#include <dcc/base/text.hpp>
#include <dcc/report/search.hpp>

#include <string>
#include <vector>

namespace dcc::test {
namespace {

void check_terms(std::string_view text) {
    std::size_t begin = 0;
    for (auto const &term : index_terms(text)) {
        require(!term.text.empty() && is_utf8(term.text), "a term is a text");
        require(term.begin >= begin && term.begin < term.own_end && term.own_end <= term.end &&
                    term.end <= text.size(),
                "terms are in the text, in order");
        begin = term.begin;
    }
}

void check_marks(std::string_view text, std::vector<Phrase> const &phrases) {
    auto const spans = find_phrases(text, phrases);
    std::size_t end = 0;
    for (auto const &span : spans) {
        require(span.begin >= end && span.begin < span.end && span.end <= text.size(),
                "spans are in the text, in order and apart");
        end = span.end;
    }
    auto const line = mark(text, spans, 40);
    require(is_utf8(line) && line.find('\n') == std::string::npos, "a mark is a line of text");
}

// A desk with a few texts, which is searched by its text index.
TestDesk &desk() {
    static TestDesk made;
    static bool const filled = [] {
        desk::OpenArgs args;
        args.subject = "退款 refund of order N-1, Straße";
        args.body = "The router lost its settings; 客户要求退货退款。 ภาษาไทย 한국어";
        made.open(monday, args);
        args.subject = "No network";
        made.open(monday + Seconds{60}, args);
        return true;
    }();
    (void)filled;
    return made;
}

}  // namespace

// Any search is answered or refused; a phrase is found in the text that it was read from.
void fuzz(std::string_view input) {
    Parts const parts{input};
    auto const phrases = read_phrases(parts.first);
    for (auto const &phrase : phrases) {
        require(!phrase.terms.empty(), "a phrase has a term");
        require(!find_phrases(phrase.text, {&phrase, 1}).empty(), "a phrase is in its own text");
    }
    for (auto const text : {parts.first, parts.second}) {
        check_terms(text);
        check_marks(text, phrases);
    }
    accepts([&] {
        report::SearchQuery query;
        query.text = parts.first;
        auto const found = report::search_cases(desk().writer, query);
        if (found) require(found->rows.size() <= 2, "there are no more cases than there are");
    });
    accepts([&] { (void)report::search_articles(desk().writer, std::string{parts.first}, 20); });
}

}  // namespace dcc::test
