#include <dcc/base/text.hpp>
#include <dcc/desk/feedback.hpp>
#include <dcc/exchange/detail/table_file.hpp>
#include <dcc/exchange/import_feedback.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <ostream>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dcc::exchange {
namespace {

constexpr std::array<std::string_view, 8> plain_columns{"token", "case",   "csat",    "nps",
                                                        "ces",   "solved", "channel", "comment"};

// The reason why a row is not a valid answer.
struct BadRow {
    std::string reason;
};

class FeedbackPass {
  public:
    FeedbackPass(ledger::Session &session, std::function<std::ostream &()> const &rejects)
        : session_{session}, rejects_{rejects} {}

    FeedbackImport run(std::istream &input) {
        table_.read(
            input, [this](std::vector<std::string> const &heading) { begin(heading); },
            [this](CsvRow const &row) { take(row); });
        return result_;
    }

  private:
    void take(CsvRow const &row) {
        try {
            if (!row.fault.empty()) throw BadRow{row.fault};
            record(row);
        } catch (BadRow const &bad) {
            ++result_.rejected;
            table_.reject(rejects_(), row.line, table_.text(row), bad.reason);
        }
    }

    void begin(std::vector<std::string> const &heading) {
        for (std::size_t i = 0; i < heading.size(); ++i) {
            auto const name = std::string{trim(heading[i])};
            bool const dimension =
                std::ranges::count(session_.policy().survey.dimensions, name, &Item::id) > 0;
            if (!dimension && std::ranges::count(plain_columns, name) == 0)
                throw Error{ErrorKind::data, say("unknown column \"{}\"", printable(name)),
                            say("columns are {} and the dimensions of the policy's survey",
                                fmt::join(plain_columns, ", "))};
            if (!columns_.emplace(name, i).second)
                throw Error{ErrorKind::data, say("two columns \"{}\"", name)};
            if (dimension) dimensions_.push_back(name);
        }
        if (!columns_.contains("token") && !columns_.contains("case"))
            throw Error{ErrorKind::data, "there is no column \"token\" or \"case\"",
                        "each answer needs a survey token or a case"};
    }

    std::string text(CsvRow const &row, std::string_view name) const {
        auto const column = columns_.find(name);
        if (column == columns_.end() || column->second >= row.fields.size()) return {};
        auto const value = trim(row.fields[column->second]);
        if (!is_utf8(value)) throw BadRow{say("{} is not UTF-8", name)};
        if (control_in(value)) throw BadRow{say("{} has a control character", name)};
        return std::string{value};
    }

    std::optional<int> number(CsvRow const &row, std::string_view name) const {
        auto const value = text(row, name);
        if (value.empty()) return std::nullopt;
        int figure = 0;
        auto const [rest, error] =
            std::from_chars(value.data(), value.data() + value.size(), figure);
        if (error != std::errc{} || rest != value.data() + value.size())
            throw BadRow{say("{}: \"{}\" is not a whole number", name, printable(value))};
        return figure;
    }

    desk::FeedbackArgs answer(CsvRow const &row) const {
        desk::FeedbackArgs args;
        args.token = text(row, "token");
        args.csat = number(row, "csat");
        args.nps = number(row, "nps");
        args.ces = number(row, "ces");
        args.channel = text(row, "channel");
        args.comment = text(row, "comment");
        if (auto const solved = text(row, "solved"); !solved.empty()) {
            if (solved != "yes" && solved != "no")
                throw BadRow{say("solved: \"{}\" is neither yes nor no", printable(solved))};
            args.solved = solved == "yes";
        }
        for (auto const &dimension : dimensions_)
            if (auto const score = number(row, dimension))
                args.dimensions.push_back({dimension, *score});
        return args;
    }

    CaseId case_of(CsvRow const &row, desk::FeedbackArgs const &args) {
        auto const named = text(row, "case");
        if (named.empty() && args.token.empty()) throw BadRow{"neither a token nor a case"};
        auto const id = named.empty() ? desk::find_invited(session_.writer(), args.token)
                                      : ledger::find_case(session_.writer(), named);
        if (!id) throw BadRow{id.refusal().message};
        return *id;
    }

    void record(CsvRow const &row) {
        auto const args = answer(row);
        auto const id = case_of(row, args);
        // Without a token, only its content can show that an answer was recorded before.
        if (args.token.empty() && is_there(id, args)) {
            ++result_.present;
            return;
        }
        auto const receipt = desk::give_feedback(session_, id, args);
        if (receipt) {
            ++result_.recorded;
            for (auto const &complaint : session_.writer().about(id))
                if (complaint.last_event > receipt->events.back().seq)
                    result_.complaints.push_back(complaint.id);
        } else if (is_there(id, args))
            ++result_.present;
        else
            throw BadRow{receipt.refusal().message};
    }

    // Whether the same answer was recorded before.
    bool is_there(CaseId id, desk::FeedbackArgs const &args) {
        auto const item = ledger::load(session_.writer(), session_.adopted(), id);
        return item && std::ranges::any_of(item->invitations, [&](Invitation const &invitation) {
                   auto const &given = invitation.feedback;
                   return given && given->csat == args.csat && given->nps == args.nps &&
                          given->ces == args.ces && given->solved == args.solved &&
                          given->dimensions == args.dimensions && given->comment == args.comment;
               });
    }

    ledger::Session &session_;
    std::function<std::ostream &()> const &rejects_;
    TableFile table_{{}, ','};
    std::map<std::string, std::size_t, std::less<>> columns_;
    std::vector<std::string> dimensions_;
    FeedbackImport result_;
};

}  // namespace

FeedbackImport import_feedback(ledger::Session &session, std::istream &input,
                               std::function<std::ostream &()> const &rejects) {
    return FeedbackPass{session, rejects}.run(input);
}

}  // namespace dcc::exchange
