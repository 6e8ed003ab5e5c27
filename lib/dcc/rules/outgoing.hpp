#pragma once

#include <dcc/model/case.hpp>

#include <vector>

namespace dcc::rules {

// The message of that number; null when the case has none.
Message const *find_message(Case const &item, int number);

// The numbers of the messages that are still to be sent or told, but that the present state of the
// case makes untrue or needless: a question that was answered, a date that another one replaces, a
// reminder when the case waits no more, a survey of a resolution that did not last. Replies,
// solutions, decisions and alerts never become obsolete.
std::vector<int> obsolete_messages(Case const &item);

}  // namespace dcc::rules
