#pragma once

#include <dcc/ledger/session.hpp>
#include <dcc/model/incident.hpp>

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dcc::desk {

// What the customers of an incident are told: `body`, in the language of the desk, or in place of
// it the translation into theirs.
struct IncidentText {
    IncidentText(std::string text, std::vector<event::Translation> others = {})
        : body{std::move(text)}, translations{std::move(others)} {}
    IncidentText(char const *text) : body{text} {}

    std::string body;
    std::vector<event::Translation> translations;
};

// Refuses an empty text as "empty_text", a translation into a language that the desk does not speak
// as "unknown_language", and a second text in one language as "twice". The message calls the body
// `what`.
std::optional<Refusal> refuse_text(Policy const &policy, IncidentText const &text,
                                   std::string_view what);

// Chooses the text for each customer, and counts those whose language it is not in. Session and
// text must outlive it.
class Telling {
  public:
    Telling(ledger::Session &session, IncidentText const &text) : session_{session}, text_{text} {}

    // What the customer of the case is told.
    std::string const &text_for(Case const &item);
    // To be called once they are told.
    void count(Case const &item);
    // Adds a note for each language that the customers told do not have their text in.
    void add_notes(std::vector<Note> &notes) const;

  private:
    event::Translation const *translation(std::optional<store::CustomerRow> const &customer) const;
    std::optional<store::CustomerRow> customer_of(Case const &item);

    ledger::Session &session_;
    IncidentText const &text_;
    std::map<std::string, std::set<CustomerId>> others_;  // by their language
};

}  // namespace dcc::desk
