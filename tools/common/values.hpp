#pragma once

#include <dcc/base/error.hpp>
#include <dcc/base/text.hpp>
#include <dcc/base/time.hpp>
#include <dcc/calendar/duration.hpp>
#include <dcc/calendar/spoken_time.hpp>
#include <dcc/calendar/zone.hpp>
#include <dcc/model/case_facts.hpp>
#include <dcc/model/ids.hpp>
#include <dcc/model/words.hpp>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dcc::cli {

// A case as named on the command line: "C42", "42", or "ext:ABC-7" by its external id.
struct CaseRef {
    CaseId id;             // 0 when named by its external id
    std::string external;  // empty when named by its number

    std::string text() const { return external.empty() ? id.text() : "ext:" + external; }
};

// The cases of a call. `several` when the call names a list, by more than one word or by "-", even
// if that gives one case: it decides whether JSON is an array or one object.
struct Cases {
    std::vector<CaseRef> refs;
    bool several = false;
};

// What a time depends on: the zone of local times, the present, and the working hours of business
// days, if they are known. The hours must outlive it.
struct TimeFrame {
    Zone zone;
    Instant now;
    CalendarSpec const *hours = nullptr;
};

// A time as given on the command line. It is kept as text until the desk's zone is known, which a
// local time needs.
class When {
  public:
    When() = default;

    // Accepts what SpokenTime reads. Throws Error{usage} for any other text.
    explicit When(std::string const &text);

    // The instant. Where a beginning is asked for, a day or another
    // span is its first instant; where an end is asked for, it is the midnight after it, and where
    // a deadline is asked for, the last second before that.
    Instant in(TimeFrame const &frame) const;
    Instant end_in(TimeFrame const &frame) const;
    Instant deadline_in(TimeFrame const &frame) const;

  private:
    SpokenTime time_;
};

// What the arguments of a call read: files, and standard input, which at most one can read.
class StandardInput {
  public:
    // Reads all of it for the argument `reader`. Throws Error{usage} when another argument has read
    // it before, Error{data} when it is longer than 16 MiB.
    std::string take(std::string const &reader);

    // As read_file().
    std::string read(std::filesystem::path const &file);

    // All that was read, in the order of the arguments.
    std::vector<std::string> const &contents() const noexcept { return contents_; }

  private:
    std::string taken_by_;
    std::vector<std::string> contents_;
};

// The complete content of a file. Throws Error{no_input} with the system's reason, Error{data} when
// it is longer than 16 MiB, Error{no_permission} when it is not for the caller (require_readable).
std::string read_file(std::filesystem::path const &file);

// Each reads a value from the text of one argument. Throws Error{usage} with what is wrong with the
// text; the caller adds the argument's name. To add a type of argument, add an overload.
void read_value(std::string const &text, std::string &value);  // refuses ill-formed UTF-8
void read_value(std::string const &text, std::filesystem::path &value);
void read_value(std::string const &text, bool &value);  // "yes" or "no"
void read_value(std::string const &text, std::int64_t &value);
void read_value(std::string const &text, int &value);
void read_value(std::string const &text, double &value);
void read_value(std::string const &text, Date &value);
void read_value(std::string const &text, Duration &value);
void read_value(std::string const &text, When &value);
void read_value(std::string const &text, CaseRef &value);
void read_value(std::string const &text, FieldValue &value);  // "region=north"

// A part of a case: "C42.v3", or "C42.3" since the argument says of what kind it is.
template <char letter>
void read_value(std::string const &text, PartId<letter> &value) {
    auto const id = PartId<letter>::parse(text);
    if (!id)
        throw Error{ErrorKind::usage, "\"" + printable(text) + "\" is not an id such as " +
                                          PartId<letter>{{42}, 1}.text()};
    value = *id;
}

template <char letter>
void read_value(std::string const &text, Id<letter> &value) {
    auto const id = Id<letter>::parse(text);
    if (!id)
        throw Error{ErrorKind::usage, say("\"{}\" is not a number such as {}42", text, letter),
                    std::is_same_v<Id<letter>, CustomerId>
                        ? "find the number with 'dcc-intake customer find'"
                        : ""};
    value = *id;
}

// Throws Error{usage} listing the allowed words, with a suggestion if one is similar.
[[noreturn]] void refuse_word(std::string const &text, std::vector<std::string_view> const &words);

template <class E, class = decltype(words_of(E{}))>
void read_value(std::string const &text, E &value) {
    if (auto const read = parse_word<E>(text)) {
        value = *read;
        return;
    }
    std::vector<std::string_view> words;
    for (auto const &row : words_of(E{})) words.push_back(row.second);
    refuse_word(text, words);
}

}  // namespace dcc::cli
