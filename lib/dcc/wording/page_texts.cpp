#include <dcc/base/error.hpp>
#include <dcc/base/file_text.hpp>
#include <dcc/policy/detail/toml_table.hpp>
#include <dcc/policy/templates.hpp>
#include <dcc/wording/detail/filled_text.hpp>
#include <dcc/wording/detail/page_texts.hpp>
#include <dcc/wording/page_texts.hpp>

#include <array>
#include <utility>

#include <fmt/format.h>

namespace dcc::wording {
namespace {

using policy_file::TomlTable;

constexpr std::array<std::string_view, 14> page_placeholders{
    "desk", "from",  "to",    "as_of",  "zone",    "value", "low",
    "high", "count", "total", "period", "measure", "first", "where"};

template <class E>
void section(TomlTable &root, std::string_view key, std::map<E, std::string> &out) {
    if (!root.has(key)) root.error(say("[{}] is missing", key));
    root.table(key, [&](TomlTable &table) {
        for (auto const &[which, name] : words_of(E{}))
            read_filled(table, name, page_placeholders, out[which]);
    });
}

}  // namespace

void PageTexts::Reader::read() {
    section(root_, "page", texts_.texts_);
    section(root_, "measures", texts_.measures_);
}

PageTexts PageTexts::read(std::string_view text, std::string const &file,
                          std::vector<Finding> &findings) {
    PageTexts texts;
    policy_file::TomlReading reading{file};
    if (auto const parsed = policy_file::parse(reading, text)) {
        TomlTable root{reading, *parsed, ""};
        Reader{root, texts}.read();
    }
    for (auto &finding : reading.take()) findings.push_back(std::move(finding));
    return texts;
}

std::string PageTexts::text(PageText which, Values const &values) const {
    return fill(texts_.at(which), values);
}

PageTexts load_page_texts(std::filesystem::path const &share, std::string_view language) {
    auto const file = fmt::format("languages/{}.toml", language);
    auto const text = read_text(share / file);
    if (!text)
        throw Error{ErrorKind::no_input, say("cannot read {}", (share / file).string()),
                    "the shared data must contain a file for each language"};
    std::vector<Finding> findings;
    auto texts = PageTexts::read(*text, file, findings);
    if (!findings.empty()) throw_findings(findings);
    return texts;
}

}  // namespace dcc::wording
