#include <dcc/base/text.hpp>
#include <dcc/chart/markup.hpp>

namespace dcc::chart {

std::string escape(std::string_view text, bool multiline) {
    auto const clean = printable(text, multiline);
    std::string_view const rest = clean;
    std::string result;
    result.reserve(clean.size());
    for (std::size_t i = 0; i < clean.size(); ++i) {
        switch (clean[i]) {
            case '&': result += "&amp;"; break;
            case '<': result += "&lt;"; break;
            case '>': result += "&gt;"; break;
            case '"': result += "&quot;"; break;
            case '\'': result += "&#39;"; break;
            case '\xef':
                // U+FFFE and U+FFFF are no characters of XML.
                if (rest.substr(i, 3) == "\xef\xbf\xbe" || rest.substr(i, 3) == "\xef\xbf\xbf") {
                    result += "\ufffd";
                    i += 2;
                    break;
                }
                [[fallthrough]];
            default: result += clean[i];
        }
    }
    return result;
}

}  // namespace dcc::chart
