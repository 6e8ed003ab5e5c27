#include "common/report_error.hpp"

#include "common/remedies.hpp"
#include <dcc/base/text.hpp>
#include <dcc/model/remedy.hpp>
#include <dcc/print/print.hpp>

#include <cstdio>
#include <optional>

namespace dcc::cli {

namespace {

struct ErrorReport {
    std::string code;
    Wording message;
    Hint hint;
    std::string_view about;
    int status;
    std::vector<std::string> fields = {};
};

void write_out(std::string const &text) {
    std::fwrite(text.data(), 1, text.size(), stderr);
}

std::string json_list(std::vector<std::string> const &words) {
    std::string list;
    for (auto const &word : words) list += (list.empty() ? "" : ",") + print::json_string(word);
    return "[" + list + "]";
}

std::string as_json(ErrorReport const &report) {
    std::string details = "{\"status\":" + std::to_string(report.status);
    if (!report.about.empty()) details += ",\"about\":" + print::json_string(report.about);
    if (auto const hint = text_of(report.hint, nullptr); !hint.empty())
        details += ",\"hint\":" + print::json_string(hint);
    if (auto const remedy = report.hint.remedy)
        details += ",\"remedy\":" + print::json_string(word(*remedy));
    if (!report.fields.empty()) details += ",\"fields\":" + json_list(report.fields);
    return "{\"error\":{\"code\":" + print::json_string(report.code) +
           ",\"message\":" + print::json_string(report.message.english()) +
           ",\"details\":" + details + "}}}\n";
}

// Every line of a message begins with the tool's name, so that each can be searched for and read
// alone.
std::string as_text(ErrorStyle const &style, ErrorReport const &report) {
    auto const label = say("error: ").in(style.language);
    auto const shown = trim(label);
    auto lead = style.tool + ": ";
    lead += style.color ? "\033[1;31m" + std::string{shown} + "\033[0m" : std::string{shown};
    lead += label.substr(shown.size());
    auto const message = report.message.in(style.language);
    if (message.find(report.about) == std::string::npos) lead.append(report.about).append(": ");
    std::string text;
    std::string_view rest = trim(message);
    while (!rest.empty()) {
        auto const line = rest.substr(0, rest.find('\n'));
        text += lead + printable(line) + "\n";
        rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    }
    if (auto const hint = text_of(report.hint, style.language); !hint.empty())
        text += style.tool + ": " + say("hint: ").in(style.language) + printable(hint) + "\n";
    return text;
}

void write(ErrorStyle const &style, ErrorReport const &report) {
    write_out(style.json ? as_json(report) : as_text(style, report));
}

}  // namespace

void report(ErrorStyle const &style, Error const &error) {
    write(style, {std::string{word(error.kind())},
                  error.message(),
                  error.hint(),
                  {},
                  static_cast<int>(error.kind())});
}

void report(ErrorStyle const &style, Refusal const &refusal, std::string_view about) {
    write(style, {refusal.code, refusal.message, refusal.hint, about,
                  static_cast<int>(refusal.kind), refusal.fields});
}

void report_bug(ErrorStyle const &style, std::string_view what) {
    write(style, {std::string{word(ErrorKind::software)},
                  say("this is a bug: {}", what),
                  "please report it with the command that led here",
                  {},
                  static_cast<int>(ErrorKind::software)});
}

void for_each_case(Context &context, Cases const &cases,
                   std::function<void(CaseRef const &)> const &act) {
    if (cases.several) context.expect_several();
    std::optional<int> status;
    for (auto const &ref : cases.refs) {
        try {
            act(ref);
        } catch (Refused const &refused) {
            auto const &refusal = refused.refusal();
            auto const about = cases.refs.size() > 1 ? ref.text() : std::string{};
            report(context.error_style(), refusal, about);
            auto const kind = static_cast<int>(refusal.kind);
            status = !status || *status == kind ? kind : 1;
        }
    }
    if (status) throw Quit{*status};
}

}  // namespace dcc::cli
