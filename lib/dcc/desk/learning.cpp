#include <dcc/desk/learning.hpp>
#include <dcc/ledger/adopted.hpp>
#include <dcc/ledger/change.hpp>

#include <algorithm>
#include <map>

namespace dcc::desk {
namespace {

// Both follow from what only this desk has, and of a protected desk from its master key.
KeyedHash feature_hash(store::Reader &reader) {
    return KeyedHash{reader.own_digest("features")};
}

std::string model_id(store::Reader &reader) {
    return short_hex(reader.own_digest("model"));
}

// Whoever wrote the case: customers have positive numbers, and each case without one counts alone.
std::int64_t owner_of(Case const &item) {
    return item.customer ? item.customer->number : -item.id.number;
}

}  // namespace

Outcome<Learnable> learnable(store::Reader &reader, Policy const &policy, std::size_t limit) {
    auto const hash = feature_hash(reader);
    auto adopted = ledger::adopted_terms_of(reader);
    Learnable found;
    std::vector<learn::Example> examples;
    std::map<std::string, std::size_t> unknown;
    auto ids = reader.cases_with_given_category(limit);
    std::ranges::sort(ids);
    for (auto const id : ids) {
        auto const item = ledger::load(reader, adopted, id);
        if (!item || item->category.empty() || std::ranges::count(item->given, "category") == 0)
            continue;
        if (!policy.category(item->category)) {
            ++unknown[item->category];
            continue;
        }
        auto features = learn::features_of({item->subject, item->body}, hash);
        if (features.empty()) {
            ++found.without_text;
            continue;
        }
        examples.push_back({std::move(features), item->category, owner_of(*item)});
    }
    found.unknown.assign(unknown.begin(), unknown.end());
    auto lesson = learn::lesson_of(std::move(examples));
    if (!lesson) return lesson.refusal();
    found.lesson = std::move(*lesson);
    return found;
}

learn::Model learn_from(store::Reader &reader, Learnable const &learnable, Instant now) {
    auto model = learn::train(learnable.lesson);
    model.desk = model_id(reader);
    model.learned_at = now;
    model.fingerprint = learn::fingerprint_of(model);
    return model;
}

learn::Model const *Suggesting::model() {
    if (!looked_) {
        model_ = learn::read_model(reader_.path(), model_id(reader_));
        looked_ = true;
        if (model_) {
            hash_ = feature_hash(reader_);
            fingerprint_ = short_hex(model_->fingerprint);
        }
    }
    return model_ ? &*model_ : nullptr;
}

std::vector<rules::Likely> Suggesting::likely(learn::CaseText const &text) {
    if (!model()) return {};
    return model_->likely(learn::features_of(text, hash_.value()));
}

std::vector<std::string> Suggesting::reasons(std::string const &category,
                                             learn::CaseText const &text, std::size_t limit) {
    if (!model()) return {};
    return model_->reasons(category, text, hash_.value(), limit);
}

}  // namespace dcc::desk
