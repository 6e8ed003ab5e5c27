#pragma once

#include <dcc/base/secret_key.hpp>

#include <functional>
#include <string>

namespace dcc::store {

// A desk is plain, or it is protected. Then its personal data and texts are encrypted, field by
// field, each with the data key of the person whom it is about, bound to its table, column and row.
// The data keys are in the desk too, wrapped by a master key, which is not. Without a person's data
// key nothing of theirs can be read again, in no copy of the desk that lacks it.

// Gives the master key when it is needed first. It may throw Error. An empty function: no key.
using KeySource = std::function<SecretKey()>;

// The id of a master key, 16 hexadecimal digits. It tells keys apart and nothing about them.
std::string id_of(SecretKey const &master);

// How a desk is protected.
struct Protection {
    std::string master;  // the id of its master key
    bool words = false;  // the word index of cases is kept, which shows the words of texts

    friend bool operator==(Protection const &, Protection const &) = default;
};

}  // namespace dcc::store
