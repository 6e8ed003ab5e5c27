#pragma once

#include <dcc/calendar/zone.hpp>
#include <dcc/model/state.hpp>
#include <dcc/model/words.hpp>
#include <dcc/policy/finding.hpp>
#include <dcc/policy/service.hpp>
#include <dcc/wording/fill.hpp>

#include <array>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dcc::wording {

// What is said besides whole messages. Each language has a text for each.
enum class Phrase {
    customer,    // how one is addressed whose name is not known
    separator,   // between the items of a list
    easy,        // how it was to get a problem solved
    hard,        //
    complaint,   // the subject of a complaint that an answer to a survey opens
    unanswered,  // why a case is closed whose customer has not answered
    us,
    you,
    view_case,  // the titles of what a customer may read of a case
    view_subject,
    view_status,
    view_received,
    view_promised,
    view_resolved,
    view_wanted,
    view_visit,
    view_visit_until,
    view_channel,
    view_messages,
    view_when,
    view_by,
    view_text,
};

constexpr WordTable<Phrase, 22> phrase_words{{
    {Phrase::customer, "customer"},
    {Phrase::separator, "separator"},
    {Phrase::easy, "easy"},
    {Phrase::hard, "hard"},
    {Phrase::complaint, "complaint"},
    {Phrase::unanswered, "unanswered"},
    {Phrase::us, "us"},
    {Phrase::you, "you"},
    {Phrase::view_case, "view_case"},
    {Phrase::view_subject, "view_subject"},
    {Phrase::view_status, "view_status"},
    {Phrase::view_received, "view_received"},
    {Phrase::view_promised, "view_promised"},
    {Phrase::view_resolved, "view_resolved"},
    {Phrase::view_wanted, "view_wanted"},
    {Phrase::view_visit, "view_visit"},
    {Phrase::view_visit_until, "view_visit_until"},
    {Phrase::view_channel, "view_channel"},
    {Phrase::view_messages, "view_messages"},
    {Phrase::view_when, "view_when"},
    {Phrase::view_by, "view_by"},
    {Phrase::view_text, "view_text"},
}};
constexpr auto const &words_of(Phrase) {
    return phrase_words;
}

// What is said to customers in one language: a file of share/languages. It is complete, or it was
// not read: whoever asks for a key gets a text.
class Catalogue {
  public:
    // Adds to the findings what is wrong with the file, what it lacks included; with any, the
    // catalogue is not fit to be used. `file` names it in places.
    static Catalogue read(std::string_view text, std::string const &file, std::string language,
                          std::vector<Finding> &findings);

    std::string const &language() const noexcept { return language_; }  // "zh"

    std::string const &text(Phrase phrase) const { return phrases_.at(phrase); }
    // What is being done about a case in that state.
    std::string const &status(State state) const { return statuses_.at(state); }
    // What a fact of a case is called ("order_no"); its name where it has no text.
    std::string const &fact(std::string const &name) const;
    Template const &message(MessageKind kind) const { return messages_.at(kind); }

    // One after the other, as lists are written.
    std::string list(std::vector<std::string> const &items) const;
    // A point in time as people of the language write it, on the zone's clocks.
    std::string time(Zone const &zone, Instant instant) const;

  private:
    class Reader;

    std::string language_;
    std::map<Phrase, std::string> phrases_;
    std::map<State, std::string> statuses_;
    std::map<std::string, std::string, std::less<>> facts_;
    std::map<MessageKind, Template> messages_;
    std::string time_;                   // {weekday}, {day}, {month}, {year}, {clock}
    std::vector<std::string> weekdays_;  // from Monday
    std::vector<std::string> months_;
};

}  // namespace dcc::wording
