#include "common/report_error.hpp"

#include <dcc/base/text.hpp>

#include <cstdio>
#include <optional>

namespace dcc::cli {

namespace {

struct Report {
    std::string code;
    std::string message;
    std::string hint;
    std::string_view about;
    int status;
};

void say(std::string const &text) {
    std::fwrite(text.data(), 1, text.size(), stderr);
}

std::string as_json(Report const &report) {
    std::string details = "{\"status\":" + std::to_string(report.status);
    if (!report.about.empty()) details += ",\"about\":" + json_string(report.about);
    if (!report.hint.empty()) details += ",\"hint\":" + json_string(report.hint);
    return "{\"error\":{\"code\":" + json_string(report.code) +
           ",\"message\":" + json_string(report.message) + ",\"details\":" + details + "}}}\n";
}

// Every line of a message gets the tool's name, so that each can be found and read alone.
std::string as_text(ErrorStyle const &style, Report const &report) {
    auto lead = style.tool + (style.color ? ": \033[1;31merror:\033[0m " : ": error: ");
    if (report.message.find(report.about) == std::string::npos)
        lead.append(report.about).append(": ");
    std::string text;
    std::string_view rest = trim(report.message);
    while (!rest.empty()) {
        auto const line = rest.substr(0, rest.find('\n'));
        text += lead + printable(line) + "\n";
        rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    }
    if (!report.hint.empty()) text += style.tool + ": hint: " + printable(report.hint) + "\n";
    return text;
}

void write(ErrorStyle const &style, Report const &report) {
    say(style.json ? as_json(report) : as_text(style, report));
}

}  // namespace

void report(ErrorStyle const &style, Error const &error) {
    write(style, {std::string{word(error.kind())},
                  error.what(),
                  error.hint(),
                  {},
                  static_cast<int>(error.kind())});
}

void report(ErrorStyle const &style, Refusal const &refusal, std::string_view about) {
    write(style,
          {refusal.code, refusal.message, refusal.hint, about, static_cast<int>(refusal.kind)});
}

void report_bug(ErrorStyle const &style, std::string_view what) {
    write(style, {std::string{word(ErrorKind::software)},
                  "this is a bug: " + std::string{what},
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
