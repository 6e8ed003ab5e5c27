#include <dcc/base/error.hpp>
#include <dcc/base/pattern.hpp>

#include <re2/re2.h>

namespace dcc {
namespace {

RE2::Options options() {
    RE2::Options result;
    result.set_case_sensitive(false);
    result.set_log_errors(false);
    result.set_max_mem(8 << 20);
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

bool Pattern::found_in(std::string_view text) const {
    return RE2::PartialMatch(piece(text), impl_->expression);
}

bool Pattern::matches(std::string_view text) const {
    return RE2::FullMatch(piece(text), impl_->expression);
}

}  // namespace dcc
