#pragma once

#include <string>
#include <type_traits>

namespace dcc::store {

// What a protected desk does with a column: nothing; encrypt it; or store a keyed digest of it (a
// blind index), by which it can be looked up and not read. On such a desk a row that was read has
// the digest in that member.
enum class Privacy { open, personal, lookup };

template <class Row, class T>
struct Column {
    char const *name;
    T Row::*member;
    Privacy privacy;
};

// Declares a column of a number, an id, a time or a word of an enum. For a text, one of the three
// functions below must say whether it can contain personal data: what a sealed field holds can.
template <class Row, class T>
requires(!std::is_same_v<T, std::string>) constexpr Column<Row, T> value(char const *name,
                                                                         T Row::*member) {
    return {name, member, Privacy::open};
}
template <class Row>
constexpr Column<Row, std::string> open_text(char const *name, std::string Row::*member) {
    return {name, member, Privacy::open};
}
template <class Row>
constexpr Column<Row, std::string> personal(char const *name, std::string Row::*member) {
    return {name, member, Privacy::personal};
}
template <class Row>
constexpr Column<Row, std::string> lookup(char const *name, std::string Row::*member) {
    return {name, member, Privacy::lookup};
}

}  // namespace dcc::store
