#pragma once

#include <dcc/calendar/zone.hpp>
#include <dcc/model/complaint.hpp>
#include <dcc/model/sla.hpp>
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

// The texts that are not complete messages. Every language has a text for each of them.
enum class Phrase {
    customer,    // how to address a customer whose name is unknown
    separator,   // between the items of a list
    easy,        // survey: it was easy to get the problem solved
    hard,        // survey: it was hard
    complaint,   // the subject of a complaint that a survey answer opens
    unanswered,  // the reason for closing a case whose customer did not answer
    us,          // the author of a message, as the customer reads it
    you,
    view_case,  // titles of the case page that a customer may read
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

// All texts for customers in one language: a file of share/languages. An incomplete file is not
// accepted, so that every key has a text.
class Catalogue {
  public:
    // Adds to `findings` every error of the file, including missing texts. If there is any, do not
    // use the catalogue. `file` is the name that the findings show.
    static Catalogue read(std::string_view text, std::string const &file, std::string language,
                          std::vector<Finding> &findings);

    std::string const &language() const noexcept { return language_; }  // "zh"

    // The text as the file has it; placeholders are not filled in.
    std::string const &text(Phrase phrase) const { return phrases_.at(phrase); }
    // What customers read as the status of a case in that state.
    std::string const &status(State state) const { return statuses_.at(state); }
    // How the decision on a complaint, and a remedy, are called.
    std::string const &decision(Decision decision) const { return decisions_.at(decision); }
    std::string const &remedy(RemedyKind kind) const { return remedies_.at(kind); }
    // What a clock measures, for the staff.
    std::string const &clock(ClockKind kind) const { return clocks_.at(kind); }
    // The text for a fact of a case ("order_no"). A fact without a text gives its name.
    std::string const &fact(std::string const &name) const;
    // The template of a message, with its placeholders.
    Template const &message(MessageKind kind) const { return messages_.at(kind); }

    // The items, joined by the separator of the language.
    std::string list(std::vector<std::string> const &items) const;
    // The instant as local time of the zone, in the usual format of the language.
    std::string time(Zone const &zone, Instant instant) const;

  private:
    class Reader;

    std::string language_;
    std::map<Phrase, std::string> phrases_;
    std::map<State, std::string> statuses_;
    std::map<Decision, std::string> decisions_;
    std::map<RemedyKind, std::string> remedies_;
    std::map<ClockKind, std::string> clocks_;
    std::map<std::string, std::string, std::less<>> facts_;
    std::map<MessageKind, Template> messages_;
    std::string time_;                   // {weekday}, {day}, {month}, {year}, {clock}
    std::vector<std::string> weekdays_;  // from Monday
    std::vector<std::string> months_;
};

}  // namespace dcc::wording
