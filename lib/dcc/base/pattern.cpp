#include <dcc/base/error.hpp>
#include <dcc/base/pattern.hpp>

#include <re2/re2.h>

namespace dcc {
namespace {

constexpr std::size_t most_together = 200'000;  // instructions; prepared in less than a second

RE2::Options options() {
    RE2::Options result;
    result.set_case_sensitive(false);
    result.set_log_errors(false);
    result.set_max_mem(2 << 20);  // at most about 20,000 instructions
    return result;
}

re2::StringPiece piece(std::string_view text) {
    return {text.data(), text.size()};
}

}  // namespace

struct Pattern::Impl {
    RE2 expression;
};

Pattern::Pattern(std::string_view expression) : impl_{new Impl{RE2{piece(expression), options()}}} {
    if (!impl_->expression.ok()) throw Error{ErrorKind::data, impl_->expression.error()};
}

Pattern::~Pattern() = default;
Pattern::Pattern(Pattern &&) noexcept = default;
Pattern &Pattern::operator=(Pattern &&) noexcept = default;

std::size_t Pattern::size() const {
    return static_cast<std::size_t>(impl_->expression.ProgramSize());
}

bool Pattern::found_in(std::string_view text) const {
    return RE2::PartialMatch(piece(text), impl_->expression);
}

std::optional<Span> Pattern::find_in(std::string_view text) const {
    re2::StringPiece found;
    if (!impl_->expression.Match(piece(text), 0, text.size(), RE2::UNANCHORED, &found, 1))
        return std::nullopt;
    auto const begin = static_cast<std::size_t>(found.data() - text.data());
    return Span{begin, begin + found.size()};
}

bool Pattern::matches(std::string_view text) const {
    return RE2::FullMatch(piece(text), impl_->expression);
}

void PatternBudget::take(Pattern const &pattern) {
    size_ += pattern.size();
    if (is_exceeded())
        throw Error{ErrorKind::data,
                    "the patterns up to this one are too large together; use simpler ones"};
}

bool PatternBudget::is_exceeded() const {
    return size_ > most_together;
}

}  // namespace dcc
