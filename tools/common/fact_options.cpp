#include "fact_options.hpp"

#include "values.hpp"

#include <string>
#include <type_traits>

namespace dcc::cli {

void add_long_facts(Verb &verb, CaseFacts &facts, unsigned uses) {
    each_case_fact(uses | as_long_text, [&](auto const &fact) {
        if constexpr (std::is_same_v<std::decay_t<decltype(facts.*fact.member)>, std::string>) {
            auto text =
                verb.text(std::string{fact.option}, facts.*fact.member, std::string{fact.help});
            if (fact.member == &CaseFacts::subject && (uses & at_opening) != 0) text.required();
        }
    });
}

void add_facts(Verb &verb, CaseFacts &facts, unsigned uses) {
    each_case_fact(uses, [&](auto const &fact) {
        if ((fact.uses & as_long_text) == 0)
            verb.option(std::string{fact.option}, facts.*fact.member, std::string{fact.value},
                        std::string{fact.help});
    });
}

}  // namespace dcc::cli
