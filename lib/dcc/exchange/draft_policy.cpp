#include <dcc/base/text.hpp>
#include <dcc/exchange/detail/csv_rows.hpp>
#include <dcc/exchange/draft_policy.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dcc::exchange {
namespace {

using Counts = std::map<std::string, std::int64_t>;

constexpr std::array<char const *, 8> named_fields{
    "channel", "category", "impact", "urgency", "priority", "team", "person", "customer_tier"};
constexpr std::array<char const *, 3> left_out{"complaint_type", "severity", "cause"};
constexpr std::size_t most_reasons = 10;

std::string most_frequent(Counts const &counts) {
    auto const found = std::ranges::max_element(
        counts, {}, [](Counts::value_type const &one) { return one.second; });
    return found == counts.end() ? std::string{} : found->first;
}

std::vector<std::string> words_in(Counts const &counts) {
    std::vector<std::string> words;
    for (auto const &one : counts) words.push_back(one.first);
    return words;
}

std::string quoted_list(std::vector<std::string> const &words) {
    return fmt::format("[\"{}\"]", fmt::join(words, "\", \""));
}

std::string rows_text(std::int64_t rows) {
    return fmt::format("{} row{}", rows, rows == 1 ? "" : "s");
}

// What the rows of a table name, and with what.
class Named {
  public:
    void add(Rows const &rows, CsvRow const &row) {
        ++rows_;
        std::map<std::string, std::string> words;
        try {
            rows.check(row);
        } catch (BadRow const &bad) {
            ++unread_[bad.what()];
            return;
        }
        for (std::string const field : named_fields) {
            try {
                auto const &word = words[field] = rows.text(row, field);
                if (!word.empty()) ++counts_[field][word];
            } catch (BadRow const &bad) {
                ++unread_[bad.what()];
            }
        }
        note_pair(team_of_person_, words["person"], words["team"]);
        note_pair(team_of_category_, words["category"], words["team"]);
        if (!words["priority"].empty())
            ++priority_of_[{words["impact"], words["urgency"]}][words["priority"]];
    }

    void require_names() const {
        std::vector<std::string> wrong;
        for (auto const &[field, counts] : counts_) {
            auto const odd = std::ranges::find_if(
                counts, [](auto const &one) { return name_of(one.first) != one.first; });
            if (odd != counts.end())
                wrong.push_back(fmt::format("{} \"{}\"", field, printable(odd->first)));
        }
        if (!wrong.empty())
            throw Error{ErrorKind::data,
                        say("values that cannot be names in a policy: {}", fmt::join(wrong, ", ")),
                        "as_name = true in the mapping makes a name of each value of a field"};
    }

    PolicyDraft write(Mapping const &mapping, std::string const &source) const {
        PolicyDraft draft;
        auto out = fmt::format(
            "# Drafted from {}: {}. Put in your working hours, service levels and roles.\n"
            "# Without roles, everyone may do everything.\n\n[desk]\nname = \"{}\"\nzone = "
            "\"{}\"\n",
            printable(source), rows_text(rows_), name_of(source),
            mapping.zone.empty() ? "UTC" : mapping.zone);
        if (counts_.contains("customer_tier"))
            out += fmt::format("tiers = {}  # lowest first\n",
                               quoted_list(words_in(counts_.at("customer_tier"))));
        out += "\n[calendars.office]\nhours = { mon-fri = [\"09:00-17:00\"] }\n";
        each("channel", "channels", {}, out);
        if (!counts_.contains("channel")) out += "\n[[channels]]\nid = \"other\"\n";
        write_priorities(out);
        each(
            "team", "teams", [](std::string const &) { return "calendar = \"office\"\n"; }, out);
        write_categories(out);
        each(
            "person", "staff",
            [&](std::string const &id) {
                return fmt::format("name = \"{}\"\n{}", id, team_line(team_of_person_, id));
            },
            out);
        out +=
            "\n[[sla]]\nname = \"standard\"\ncalendar = \"office\"\n"
            "# first_response = \"4h\"\n# resolution = \"3bd\"\n";
        draft.policy = std::move(out);
        for (auto const &[reason, count] : unread_) {
            if (draft.notes.size() == most_reasons) {
                draft.notes.emplace_back("there are more values that the mapping does not have");
                break;
            }
            draft.notes.emplace_back(say("{}: {}", rows_text(count), reason));
        }
        for (auto const *field : left_out)
            if (mapping.fields.contains(field))
                draft.notes.emplace_back(say("{}: add its values to the policy", field));
        return draft;
    }

  private:
    static void note_pair(std::map<std::string, Counts> &pairs, std::string const &key,
                          std::string const &value) {
        if (!key.empty() && !value.empty()) ++pairs[key][value];
    }

    static std::string team_line(std::map<std::string, Counts> const &teams,
                                 std::string const &id) {
        auto const found = teams.find(id);
        return found == teams.end() ? std::string{}
                                    : fmt::format("team = \"{}\"\n", most_frequent(found->second));
    }

    // A table [[section]] for each value of the field, with how often it is named.
    void each(char const *field, char const *section,
              std::function<std::string(std::string const &id)> const &lines,
              std::string &out) const {
        auto const found = counts_.find(field);
        if (found == counts_.end()) return;
        for (auto const &[id, count] : found->second) {
            out += fmt::format("\n[[{}]]\nid = \"{}\"  # {}\n", section, id, rows_text(count));
            if (lines) out += lines(id);
        }
    }

    // Parents of the category tree that no row names stand before their children.
    void write_categories(std::string &out) const {
        auto const found = counts_.find("category");
        if (found == counts_.end()) return;
        auto categories = found->second;
        for (auto const &[id, count] : found->second)
            for (auto dot = id.find('.'); dot != id.npos; dot = id.find('.', dot + 1))
                categories.try_emplace(id.substr(0, dot), 0);
        for (auto const &[id, count] : categories)
            out += fmt::format("\n[[categories]]\nid = \"{}\"  # {}\n{}", id, rows_text(count),
                               team_line(team_of_category_, id));
    }

    void write_priorities(std::string &out) const {
        auto const words = [&](char const *field) {
            auto const found = counts_.find(field);
            return found == counts_.end() ? Counts{{"normal", 0}} : found->second;
        };
        auto const order = words("priority");
        auto const impacts = words("impact");
        auto const urgencies = words("urgency");
        out += fmt::format(
            "\n[priorities]  # put each list in order: the most urgent or greatest first\n"
            "order = {}\nimpacts = {}\nurgencies = {}\ndefault = {{ impact = \"{}\", urgency = "
            "\"{}\" }}\n[priorities.matrix]\n",
            quoted_list(words_in(order)), quoted_list(words_in(impacts)),
            quoted_list(words_in(urgencies)), most_frequent(impacts), most_frequent(urgencies));
        for (auto const &impact : words_in(impacts)) {
            std::vector<std::string> row;
            for (auto const &urgency : words_in(urgencies)) {
                auto const rated = priority_of_.find({impact, urgency});
                row.push_back(most_frequent(rated == priority_of_.end() ? order : rated->second));
            }
            out += fmt::format("\"{}\" = {}\n", impact, quoted_list(row));
        }
    }

    std::int64_t rows_ = 0;
    std::map<std::string, Counts> counts_;  // of the values of each field
    std::map<std::string, Counts> team_of_person_;
    std::map<std::string, Counts> team_of_category_;
    std::map<std::pair<std::string, std::string>, Counts> priority_of_;  // of impact and urgency
    Counts unread_;                                                      // by reason
};

}  // namespace

PolicyDraft draft_policy(std::istream &input, Mapping const &mapping, std::string const &source) {
    auto used = mapping;
    std::optional<Rows> rows;
    Named named;
    TableFile{mapping.encoding, mapping.delimiter}.read(
        input,
        [&](std::vector<std::string> const &heading) {
            if (used.fields.empty()) used.fields = plain_mapping(heading).fields;
            rows.emplace(used, "UTC", heading);
        },
        [&](CsvRow const &row) { named.add(*rows, row); });
    named.require_names();
    return named.write(used, source);
}

}  // namespace dcc::exchange
