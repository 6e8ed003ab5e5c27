#include <dcc/model/required_facts.hpp>
#include <dcc/policy/detail/templates.hpp>
#include <dcc/policy/templates.hpp>
#include <dcc/wording/catalogue.hpp>
#include <dcc/wording/detail/filled_text.hpp>
#include <dcc/wording/detail/page_labels.hpp>
#include <dcc/wording/detail/page_texts.hpp>

#include <chrono>
#include <span>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dcc::wording {
namespace {

using policy_file::TomlTable;

constexpr std::array<std::string_view, 2> complaint_placeholders{"case", "subject"};
constexpr std::array<std::string_view, 1> remedy_placeholders{"amount"};
constexpr std::array<std::string_view, 5> time_placeholders{"weekday", "day", "month", "year",
                                                            "clock"};

void read_names(TomlTable &table, std::string_view key, std::size_t count,
                std::vector<std::string> &out) {
    if (!table.get(key, out))
        table.error(say("{} is missing", key));
    else if (out.size() != count)
        table.error_at(key, say("{} has {} names, not {}", key, out.size(), count));
}

}  // namespace

class Catalogue::Reader {
  public:
    Reader(TomlTable &root, Catalogue &catalogue) : root_{root}, catalogue_{catalogue} {}

    void read() {
        section("phrases", [&](TomlTable &table) {
            for (auto const &[phrase, key] : phrase_words) {
                auto &text = catalogue_.phrases_[phrase];
                if (phrase == Phrase::complaint)
                    read_filled(table, key, complaint_placeholders, text);
                else
                    table.require(key, text);
            }
        });
        section("time", [&](TomlTable &table) {
            read_filled(table, "format", time_placeholders, catalogue_.time_);
            read_names(table, "weekdays", 7, catalogue_.weekdays_);
            read_names(table, "months", 12, catalogue_.months_);
        });
        section("status", [&](TomlTable &table) {
            for (auto const &[state, key] : state_words)
                table.require(key, catalogue_.statuses_[state]);
        });
        section("decisions", [&](TomlTable &table) {
            for (auto const &[decision, key] : decision_words)
                table.require(key, catalogue_.decisions_[decision]);
        });
        section("remedies", [&](TomlTable &table) {
            for (auto const &[kind, key] : remedy_kind_words)
                read_filled(table, key, remedy_placeholders, catalogue_.remedies_[kind]);
        });
        section("clocks", [&](TomlTable &table) {
            for (auto const &[kind, key] : clock_kind_words)
                table.require(key, catalogue_.clocks_[kind]);
        });
        section("facts", [&](TomlTable &table) {
            for (auto const fact : requirable_facts())
                table.require(fact, catalogue_.facts_[std::string{fact}]);
        });
        policy_file::read_templates(root_, true, [&](MessageKind kind, Template made) {
            catalogue_.messages_[kind] = std::move(made);
        });
        PageLabels labels;  // no parts of the catalogue, but of the same file
        PageLabels::Reader{root_, labels}.read();
        PageTexts texts;
        PageTexts::Reader{root_, texts}.read();
        root_.close();
    }

  private:
    void section(std::string_view key, TomlTable::Visit const &visit) {
        if (!root_.has(key)) root_.error(say("[{}] is missing", key));
        root_.table(key, visit);
    }

    TomlTable &root_;
    Catalogue &catalogue_;
};

Catalogue Catalogue::read(std::string_view text, std::string const &file, std::string language,
                          std::vector<Finding> &findings) {
    Catalogue catalogue;
    catalogue.language_ = std::move(language);
    policy_file::TomlReading reading{file};
    if (auto const parsed = policy_file::parse(reading, text)) {
        TomlTable root{reading, *parsed, ""};
        Reader{root, catalogue}.read();
    }
    for (auto &finding : reading.take()) findings.push_back(std::move(finding));
    return catalogue;
}

std::string const &Catalogue::fact(std::string const &name) const {
    auto const found = facts_.find(name);
    return found == facts_.end() ? name : found->second;
}

std::string Catalogue::list(std::vector<std::string> const &items) const {
    return fmt::format("{}", fmt::join(items, text(Phrase::separator)));
}

std::string Catalogue::time(Zone const &zone, Instant instant) const {
    auto const day = std::chrono::floor<std::chrono::days>(zone.to_civil(instant));
    Date const date{day};
    return fill(time_, {{"weekday", weekdays_.at(std::chrono::weekday{day}.iso_encoding() - 1)},
                        {"day", std::to_string(unsigned{date.day()})},
                        {"month", months_.at(unsigned{date.month()} - 1)},
                        {"year", std::to_string(int{date.year()})},
                        {"clock", zone.format(instant).substr(11)}});
}

}  // namespace dcc::wording
