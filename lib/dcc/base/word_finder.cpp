#include <dcc/base/detail/characters.hpp>
#include <dcc/base/detail/han.hpp>
#include <dcc/base/word_finder.hpp>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <map>

namespace dcc {
namespace {

using characters::Character;
using characters::Class;
using characters::class_of;

// How Chinese words are told from letters that meet by chance. The values were measured together
// with those of tables/make_han_tables.cpp.
constexpr std::size_t context = 6;              // characters that are looked at on both sides
constexpr int own_cost = 12 * han::nat;         // of a word of the list: it is common at this desk
constexpr int benefit_of_doubt = 2 * han::nat;  // a hit may be so much less probable than none
constexpr std::size_t longest_own_word = 8;     // that helps to cut the text into words

bool is_blank_code(std::int32_t code) {
    if (code <= ' ') return code == ' ' || (code >= '\t' && code <= '\r');
    if (code < 0x80) return false;
    auto const category = utf8proc_category(code);
    return category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL ||
           category == UTF8PROC_CATEGORY_ZP;
}

bool is_line_end(std::string_view blanks) {
    return blanks == "\n" || blanks == "\r\n" || blanks == "\r";
}

// The characters by which texts are compared. A line end alone between Chinese characters is none:
// words go on in the next line.
std::vector<Character> folded(std::string_view text) {
    std::vector<Character> letters;
    letters.reserve(text.size() / 2);
    characters::each_folded(text, [&](Character one) {
        one.code = is_blank_code(one.code) ? ' ' : han::simplified(one.code);
        if (letters.empty() || letters.back().code != ' ') return letters.push_back(one);
        auto &blanks = letters.back();
        if (one.code == ' ') {
            blanks.end = one.end;
            return;
        }
        if (letters.size() > 1 && han::is_known(one.code) &&
            han::is_known(letters[letters.size() - 2].code) &&
            is_line_end(text.substr(blanks.begin, blanks.end - blanks.begin)))
            letters.pop_back();
        letters.push_back(one);
    });
    return letters;
}

std::vector<Character> trimmed(std::vector<Character> letters) {
    if (!letters.empty() && letters.back().code == ' ') letters.pop_back();
    if (!letters.empty() && letters.front().code == ' ') letters.erase(letters.begin());
    return letters;
}

// Where a word's letters stand in the letters of a text.
struct Occurrence {
    std::uint32_t word;
    std::size_t begin;
    std::size_t end;
};

// Whether the letters of a place are a word, as the text around them is most probably cut.
class Cutting {
  public:
    // `common`: places of words of the list, in the order of their ends.
    Cutting(std::span<Character const> letters, std::span<Occurrence const> common)
        : letters_{letters}, common_{common} {}

    // `open_end`: the word may go on.
    bool stands(Occurrence const &place, bool open_end) const {
        auto from = place.begin;
        while (from > 0 && place.begin - from < context && joins(from)) --from;
        auto to = place.end;
        while (to < letters_.size() && to - place.end < context && joins(to)) ++to;
        if (from == place.begin && to == place.end) return true;

        bool const several = place.end - place.begin > 1;
        auto const begin = place.begin;
        auto const end = place.end;
        // Longer words around it say nothing against a word of several letters: it is cut anew.
        auto const any = [&](std::size_t i, std::size_t j) {
            return !(several && i < begin && j >= end);
        };
        auto const as_word = [&](std::size_t i, std::size_t j) {
            if (i < begin && begin < j) return false;
            if (open_end) return true;
            return !(begin < i && i < end && end < j) && !(!several && i == begin && j > end);
        };
        auto const steps = steps_between(from, to);
        return cost(steps, to - from, from, as_word) <=
               cost(steps, to - from, from, any) + benefit_of_doubt;
    }

  private:
    struct Step {
        std::size_t begin, end;
        int cost;
    };

    // Whether two known Chinese characters meet before letter `at`.
    bool joins(std::size_t at) const {
        return han::is_known(letters_[at - 1].code) && han::is_known(letters_[at].code);
    }

    // The words between two places, in the order of their begin.
    std::vector<Step> steps_between(std::size_t from, std::size_t to) const {
        std::vector<Step> steps;
        for (auto i = from; i < to; ++i) {
            std::int32_t codes[han::longest_word];
            auto const longest = std::min(han::longest_word, to - i);
            for (std::size_t n = 0; n < longest; ++n) {
                codes[n] = letters_[i + n].code;
                auto const known = han::word_cost({codes, n + 1});
                if (known >= 0 || n == 0)
                    steps.push_back({i, i + n + 1, known >= 0 ? known : han::unknown_cost});
            }
        }
        auto own = std::ranges::lower_bound(common_, from, {}, &Occurrence::end);
        for (; own != common_.end() && own->end <= to; ++own)
            if (own->begin >= from) steps.push_back({own->begin, own->end, own_cost});
        std::ranges::stable_sort(steps, {}, &Step::begin);
        return steps;
    }

    // The least cost of a way through the words that are allowed.
    template <class Allowed>
    static int cost(std::vector<Step> const &steps, std::size_t length, std::size_t from,
                    Allowed const &allowed) {
        constexpr int unreached = std::numeric_limits<int>::max() / 2;
        std::vector<int> least(length + 1, unreached);
        least[0] = 0;
        for (auto const &step : steps) {
            if (!allowed(step.begin, step.end)) continue;
            auto &there = least[step.end - from];
            there = std::min(there, least[step.begin - from] + step.cost);
        }
        return least[length];
    }

    std::span<Character const> letters_;
    std::span<Occurrence const> common_;
};

}  // namespace

class WordFinder::Impl {
  public:
    explicit Impl(std::span<std::string const> words) {
        words_.reserve(words.size());
        for (auto const &word : words) add(word);
        link();
    }

    // Calls visit(hit, stands) for the first place of each word, or else for the first where its
    // letters are; in no order.
    template <class Visit>
    void each(std::string_view text, Visit const &visit) const {
        auto const letters = folded(text);
        auto const places = places_in(letters);
        std::vector<Occurrence> common;
        for (auto const &place : places)
            if (place.end - place.begin <= longest_own_word) common.push_back(place);
        Cutting const cutting{letters, common};
        std::vector<bool> found(words_.size());
        std::map<std::size_t, WordHit> others;
        for (auto const &place : places) {
            if (found[place.word]) continue;
            bool const open_end = words_[place.word].is_stem;
            auto last = place.end - 1;
            while (open_end && last + 1 < letters.size() && both_words(letters, last + 1)) ++last;
            WordHit const hit{place.word, {letters[place.begin].begin, letters[last].end}};
            if (is_parted(letters, place, open_end) && cutting.stands(place, open_end)) {
                found[place.word] = true;
                visit(hit, true);
            } else
                others.try_emplace(place.word, hit);
        }
        for (auto const &[word, hit] : others)
            if (!found[word]) visit(hit, false);
    }

  private:
    struct Word {
        std::size_t length = 0;  // letters
        bool is_stem = false;
    };
    struct Node {
        std::uint32_t back = 0;              // of the longest end that begins a word too
        std::uint32_t ends = 0;              // the nearest of those with words; 0: none
        std::vector<std::uint32_t> words{};  // that end here
    };

    void add(std::string_view text) {
        auto letters = trimmed(folded(text));
        bool const is_stem = !letters.empty() && letters.back().code == '*';
        if (is_stem) letters.pop_back();
        letters = trimmed(std::move(letters));
        auto const number = static_cast<std::uint32_t>(words_.size());
        words_.push_back({letters.size(), is_stem});
        if (letters.empty()) return;
        std::uint32_t node = 0;
        for (auto const &letter : letters) {
            auto next = edges_.find(node, letter.code);
            if (next == 0) {
                next = static_cast<std::uint32_t>(nodes_.size());
                edges_.add(node, letter.code, next);
                nodes_.emplace_back();
                origins_.push_back({node, letter.code});
            }
            node = next;
        }
        nodes_[node].words.push_back(number);
    }

    // Sets where the search goes on when no edge fits. Nodes nearer to the root come first.
    void link() {
        std::vector<std::pair<std::uint32_t, std::uint32_t>> order;  // depth, node
        std::vector<std::uint32_t> depths(nodes_.size());
        for (std::uint32_t node = 1; node < nodes_.size(); ++node) {
            depths[node] = depths[origins_[node].parent] + 1;
            order.emplace_back(depths[node], node);
        }
        std::ranges::sort(order);
        for (auto const &[depth, number] : order) {
            auto const &[parent, letter] = origins_[number];
            auto &node = nodes_[number];
            node.back = parent == 0 ? 0 : step(nodes_[parent].back, letter);
            node.ends = nodes_[node.back].words.empty() ? nodes_[node.back].ends : node.back;
        }
        origins_ = {};
    }

    std::uint32_t step(std::uint32_t node, std::int32_t letter) const {
        for (;;) {
            if (auto const next = edges_.find(node, letter)) return next;
            if (node == 0) return 0;
            node = nodes_[node].back;
        }
    }

    // Every place where the letters of a word are, in the order of their ends.
    std::vector<Occurrence> places_in(std::vector<Character> const &letters) const {
        std::vector<Occurrence> places;
        std::uint32_t node = 0;
        for (std::size_t i = 0; i < letters.size(); ++i) {
            node = step(node, letters[i].code);
            for (auto end = node; end != 0; end = nodes_[end].ends)
                for (auto const word : nodes_[end].words)
                    places.push_back({word, i + 1 - words_[word].length, i + 1});
        }
        return places;
    }

    // Whether two letters of scripts with blanks meet before letter `at`.
    static bool both_words(std::vector<Character> const &letters, std::size_t at) {
        return class_of(letters[at - 1].code) == Class::word &&
               class_of(letters[at].code) == Class::word;
    }

    // Whether no letter of a script with blanks goes on beyond the ends of a word in it.
    static bool is_parted(std::vector<Character> const &letters, Occurrence const &place,
                          bool open_end) {
        return (place.begin == 0 || !both_words(letters, place.begin)) &&
               (open_end || place.end == letters.size() || !both_words(letters, place.end));
    }

    // The edges of a tree of letters: from a node by a letter to a node.
    class Edges {
      public:
        std::uint32_t find(std::uint32_t node, std::int32_t letter) const {
            if (slots_.empty()) return 0;
            auto const key = key_of(node, letter);
            for (auto slot = hash(key);; ++slot) {
                auto const &[known, to] = slots_[slot & (slots_.size() - 1)];
                if (known == key || to == 0) return to;
            }
        }

        void add(std::uint32_t node, std::int32_t letter, std::uint32_t to) {
            if (2 * (count_ + 1) > slots_.size()) grow();
            ++count_;
            put({key_of(node, letter), to});
        }

      private:
        struct Slot {
            std::uint64_t key = 0;
            std::uint32_t to = 0;  // 0: the slot is free, since no edge leads to the root
        };

        static std::uint64_t key_of(std::uint32_t node, std::int32_t letter) {
            return std::uint64_t{node} << 32 | static_cast<std::uint32_t>(letter);
        }
        static std::size_t hash(std::uint64_t key) {
            return static_cast<std::size_t>(key * 0x9e3779b97f4a7c15U >> 32);
        }
        void put(Slot const &edge) {
            auto slot = hash(edge.key);
            while (slots_[slot & (slots_.size() - 1)].to != 0) ++slot;
            slots_[slot & (slots_.size() - 1)] = edge;
        }
        void grow() {
            auto const former = std::move(slots_);
            slots_.assign(std::max<std::size_t>(64, 2 * former.size()), {});
            for (auto const &edge : former)
                if (edge.to != 0) put(edge);
        }

        std::vector<Slot> slots_;  // a power of two
        std::size_t count_ = 0;
    };

    struct Origin {
        std::uint32_t parent = 0;
        std::int32_t letter = 0;
    };
    std::vector<Word> words_;
    std::vector<Node> nodes_{1};
    std::vector<Origin> origins_{1};  // of the nodes, until they are linked
    Edges edges_;
};

WordFinder::WordFinder() : WordFinder{std::span<std::string const>{}} {}
WordFinder::WordFinder(std::span<std::string const> words)
    : impl_{std::make_unique<Impl const>(words)} {}
WordFinder::~WordFinder() = default;
WordFinder::WordFinder(WordFinder &&) noexcept = default;
WordFinder &WordFinder::operator=(WordFinder &&) noexcept = default;

std::vector<WordHit> WordFinder::find(std::string_view text) const {
    std::vector<WordHit> hits;
    impl_->each(text, [&](WordHit const &hit, bool stands) {
        if (stands) hits.push_back(hit);
    });
    std::ranges::sort(hits, {}, &WordHit::word);
    return hits;
}

std::vector<WordHit> WordFinder::passed_over(std::string_view text) const {
    std::vector<WordHit> hits;
    impl_->each(text, [&](WordHit const &hit, bool stands) {
        if (!stands) hits.push_back(hit);
    });
    std::ranges::sort(hits, {}, &WordHit::word);
    return hits;
}

std::string folded_word(std::string_view word) {
    std::string text;
    for (auto const &letter : trimmed(folded(word))) characters::append(text, letter.code);
    return text == "*" ? std::string{} : text;
}

}  // namespace dcc
