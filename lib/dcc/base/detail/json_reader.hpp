#pragma once

#include <dcc/base/error.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace dcc {

// How deep values may be nested: functions that walk a value call themselves for each level, and
// would exhaust the stack. The error says so.
constexpr int deepest_json = 64;
Error too_deep();

// Reads a JSON object value by value, as its caller asks for them, and keeps none: events are read
// by the million. Each value that comes must be read or skipped. Every function throws Error{data}
// when something else comes, when the text is not JSON, and when values are nested more than 64
// deep. parse_json() is for what has to be looked at as a whole.
class JsonReader {
  public:
    explicit JsonReader(std::string_view text) : text_{text} {}

    // Reads the whole text, which must be an object: calls visit(name) for each member. The name is
    // valid until the next value is read.
    template <class Visit>
    void document(Visit &&visit) {
        if (next() != '{') refuse();
        object(visit);
        finish();
    }

    // The same for an object within the text.
    template <class Visit>
    void object(Visit &&visit) {
        open('{', "expected an object");
        for (bool more = !is_closed('}'); more; more = goes_on('}')) visit(name());
        --depth_;
    }

    // Calls visit() for each value of a list.
    template <class Visit>
    void list(Visit &&visit) {
        open('[', "expected a list");
        for (bool more = !is_closed(']'); more; more = goes_on(']')) visit();
        --depth_;
    }

    // Whether null comes, which is then passed over.
    bool null();
    bool truth();
    // A number without fraction and exponent that 64 bits hold.
    std::int64_t whole();
    std::string text();
    // Passes over the next value, whatever it is.
    void skip();

  private:
    // The first character that is not blank; NUL at the end.
    char next();
    void open(char bracket, char const *expected);
    bool is_closed(char bracket);
    bool goes_on(char bracket);
    std::string_view name();
    // A text between quotes. Valid until the next call.
    std::string_view quoted();
    std::string_view unescaped(std::string_view raw);
    void literal(std::string_view word);
    std::string_view number();
    void digits();
    void finish();
    [[noreturn]] void refuse();

    std::string_view text_;
    std::size_t at_ = 0;
    int depth_ = 0;
    std::string plain_;  // the last text that had escapes, without them
};

}  // namespace dcc
