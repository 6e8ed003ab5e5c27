#include <dcc/base/text.hpp>
#include <dcc/desk/incident_text.hpp>
#include <dcc/desk/message.hpp>
#include <dcc/model/remedy.hpp>
#include <dcc/rules/blank.hpp>

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dcc::desk {

std::optional<Refusal> refuse_text(Policy const &policy, IncidentText const &text,
                                   std::string_view what) {
    if (auto no = rules::refuse_blank(text.body, what, "incident.body")) return no;
    std::vector<std::string> known{policy.desk.language};
    for (auto const &one : text.translations) {
        if (std::ranges::count(policy.desk.languages, one.language) == 0)
            return Refusal{"unknown_language",
                           say("the desk does not speak \"{}\"", printable(one.language)),
                           say("its languages are: {}", fmt::join(policy.desk.languages, ", ")),
                           {"translation"}};
        if (std::ranges::count(known, one.language) > 0)
            return Refusal{"twice",
                           say("there are two texts in \"{}\"", one.language),
                           say("the text itself is in \"{}\"", policy.desk.language),
                           {"translation"}};
        if (auto no = rules::refuse_blank(one.text, "translation", "incident.translation"))
            return no;
        known.push_back(one.language);
    }
    return std::nullopt;
}

std::optional<store::CustomerRow> Telling::customer_of(Case const &item) {
    return item.customer ? session_.writer().find(*item.customer) : std::nullopt;
}

event::Translation const *Telling::translation(
    std::optional<store::CustomerRow> const &customer) const {
    auto const found =
        std::ranges::find(text_.translations, language_for(session_.policy(), customer),
                          &event::Translation::language);
    return found == text_.translations.end() ? nullptr : &*found;
}

std::string const &Telling::text_for(Case const &item) {
    auto const *translated = translation(customer_of(item));
    return translated ? translated->text : text_.body;
}

void Telling::count(Case const &item) {
    auto const customer = customer_of(item);
    if (!customer || customer->language.empty() || translation(customer) ||
        customer->language == session_.policy().desk.language)
        return;
    others_[customer->language].insert(customer->id);
}

void Telling::add_notes(std::vector<Note> &notes) const {
    auto const &own = session_.policy().desk.language;
    for (auto const &[language, customers] : others_) {
        auto const count = customers.size();
        auto const code = printable(language);
        notes.emplace_back(
            count == 1
                ? say("1 customer of language \"{}\" gets a text in \"{}\"", code, own)
                : say("{} customers of language \"{}\" get a text in \"{}\"", count, code, own),
            Hint{Remedy::give, "give a translation", {"incident.translation"}});
    }
}

}  // namespace dcc::desk
