#include <dcc/base/error.hpp>
#include <dcc/learn/calibration.hpp>
#include <dcc/learn/model.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <concepts>
#include <cstring>
#include <functional>
#include <limits>
#include <tuple>

namespace dcc::learn {

stats::Proportion Figures::accuracy() const {
    stats::Proportion all;
    for (auto const &one : classes) {
        all.count += one.right;
        all.n += one.truth;
    }
    return all;
}

std::vector<rules::Likely> Model::likely(std::span<Feature const> features) const {
    auto const scores = classifier.scores(classifier.parts_of(features));
    auto const probabilities = softmax(scores, temperature);
    std::vector<rules::Likely> likely;
    for (std::size_t i = 0; i < categories.size(); ++i)
        likely.push_back({categories[i], probabilities[i]});
    std::ranges::stable_sort(likely, std::greater{}, &rules::Likely::probability);
    return likely;
}

std::vector<std::string> Model::reasons(std::string const &category, CaseText const &text,
                                        KeyedHash const &hash, std::size_t limit) const {
    auto const found = std::ranges::find(categories, category);
    if (found == categories.end()) return {};
    auto const wanted = static_cast<std::size_t>(found - categories.begin());
    struct Reason {
        std::int64_t weight;  // in ten-thousandths: what differs by less is equal
        std::string word;
    };
    std::vector<Reason> all;
    auto const wording = wording_of(text, hash);
    for (auto const &part : classifier.parts_of(features_of(text, hash))) {
        double mean = 0;
        for (std::size_t i = 0; i < classifier.classes; ++i)
            mean += double{classifier.weight(part.place, i)};
        mean /= static_cast<double>(classifier.classes);
        auto const weight = part.value * (double{classifier.weight(part.place, wanted)} - mean);
        if (auto const steps = std::llround(weight * 10'000); steps > 0)
            all.push_back({steps, wording.at(classifier.ids[part.place])});
    }
    // Of equal ones the longest says most.
    std::ranges::sort(all, std::greater{}, [](Reason const &one) {
        return std::tuple{one.weight, one.word.size(), one.word};
    });
    std::vector<std::string> words;
    auto const overlaps = [&](std::string const &word) {
        return std::ranges::any_of(words, [&](std::string const &known) {
            return known.find(word) != known.npos || word.find(known) != word.npos;
        });
    };
    for (auto const &reason : all) {
        if (words.size() == limit) break;
        if (!overlaps(reason.word)) words.push_back(reason.word);
    }
    return words;
}

namespace {

constexpr std::string_view heading = "dcc model 1\n";

[[noreturn]] void damaged() {
    throw Error{ErrorKind::io, "it is damaged, or no model of this version"};
}

class Encoder {
  public:
    template <std::integral T>
    void put(T value) {
        auto rest = static_cast<std::uint64_t>(value);
        for (std::size_t i = 0; i < sizeof value; ++i, rest >>= 8U)
            out_ += static_cast<char>(rest & 0xffU);
    }
    void put(float value) { put(std::bit_cast<std::uint32_t>(value)); }
    void put(double value) { put(std::bit_cast<std::uint64_t>(value)); }
    void put(std::string const &text) {
        put(static_cast<std::uint32_t>(text.size()));
        out_ += text;
    }
    void put(stats::ClassCounts const &counts) {
        put(counts.truth);
        put(counts.chosen);
        put(counts.right);
    }
    void put(stats::Proportion const &proportion) {
        put(proportion.count);
        put(proportion.n);
    }
    template <class T>
    void put(std::vector<T> const &list) {
        put(static_cast<std::uint32_t>(list.size()));
        for (auto const &item : list) put(item);
    }
    std::string take() { return std::move(out_); }

  private:
    std::string out_;
};

class Decoder {
  public:
    explicit Decoder(std::string_view bytes) : rest_{bytes} {}

    template <std::integral T>
    void get(T &value) {
        std::uint64_t whole = 0;
        auto const bytes = next(sizeof value);
        for (auto i = sizeof value; i > 0; --i)
            whole = whole << 8U | static_cast<unsigned char>(bytes[i - 1]);
        value = static_cast<T>(whole);
    }
    void get(float &value) {
        std::uint32_t bits = 0;
        get(bits);
        value = std::bit_cast<float>(bits);
        if (!std::isfinite(value)) damaged();
    }
    void get(double &value) {
        std::uint64_t bits = 0;
        get(bits);
        value = std::bit_cast<double>(bits);
        if (!std::isfinite(value)) damaged();
    }
    void get(std::string &text) { text = next(count()); }
    void get(stats::ClassCounts &counts) {
        get(counts.truth);
        get(counts.chosen);
        get(counts.right);
    }
    void get(stats::Proportion &proportion) {
        get(proportion.count);
        get(proportion.n);
    }
    template <class T>
    void get(std::vector<T> &list) {
        list.clear();
        for (auto n = count(); n > 0; --n) get(list.emplace_back());
    }
    Digest digest() {
        Digest digest{};
        auto const bytes = next(digest.size());
        std::memcpy(digest.data(), bytes.data(), digest.size());
        return digest;
    }
    std::string_view rest() const { return rest_; }

  private:
    std::string_view next(std::size_t size) {
        if (size > rest_.size()) damaged();
        auto const bytes = rest_.substr(0, size);
        rest_.remove_prefix(size);
        return bytes;
    }
    std::uint32_t count() {
        std::uint32_t n = 0;
        get(n);
        if (n > rest_.size()) damaged();  // an item has at least one byte
        return n;
    }

    std::string_view rest_;
};

// What the fingerprint is of. Writing and reading use the same list.
constexpr auto members_of(auto &model) {
    auto &classifier = model.classifier;
    auto &figures = model.figures;
    return std::tie(model.desk, model.categories, classifier.ids, classifier.rarity,
                    classifier.weights, classifier.bias, model.temperature, figures.classes,
                    figures.log_loss, figures.log_loss_before, figures.limit, figures.decided,
                    figures.decided_well);
}

std::string body_of(Model const &model) {
    Encoder encoder;
    std::apply([&](auto const &...member) { (encoder.put(member), ...); }, members_of(model));
    return encoder.take();
}

std::string bytes_of(Digest const &digest) {
    return {reinterpret_cast<char const *>(digest.data()), digest.size()};
}

std::int64_t seconds_of(Instant at) {
    return at.time_since_epoch().count();
}

std::string head_of(Instant learned_at, Digest const &print) {
    Encoder encoder;
    encoder.put(seconds_of(learned_at));
    return std::string{heading} + encoder.take() + bytes_of(print);
}

bool is_consistent(Model const &model) {
    auto const &classifier = model.classifier;
    auto const classes = model.categories.size();
    return classes >= 2 && classifier.rarity.size() == classifier.ids.size() &&
           classifier.weights.size() == classifier.ids.size() * classes &&
           classifier.bias.size() == classes && model.figures.classes.size() == classes &&
           std::ranges::is_sorted(classifier.ids) && model.temperature > 0;
}

}  // namespace

Digest fingerprint_of(Model const &model) {
    return digest(body_of(model));
}

std::string encode(Model const &model) {
    auto const body = body_of(model);
    auto const head = head_of(model.learned_at, digest(body));
    return head + bytes_of(digest(head)) + body;
}

Model decode(std::string_view bytes) {
    if (!bytes.starts_with(heading)) damaged();
    Decoder decoder{bytes.substr(heading.size())};
    std::int64_t seconds = 0;
    decoder.get(seconds);
    Model model;
    model.learned_at = Instant{Seconds{seconds}};
    model.fingerprint = decoder.digest();
    if (decoder.digest() != digest(head_of(model.learned_at, model.fingerprint))) damaged();
    if (digest(decoder.rest()) != model.fingerprint) damaged();
    std::apply([&](auto &...member) { (decoder.get(member), ...); }, members_of(model));
    model.classifier.classes = model.categories.size();
    if (!decoder.rest().empty() || !is_consistent(model)) damaged();
    return model;
}

}  // namespace dcc::learn
