#include <dcc/ledger/detail/fold_events.hpp>
#include <dcc/ledger/rebuild.hpp>

namespace dcc::ledger {

std::int64_t rebuild(store::Writer &writer, Progress const &progress) {
    writer.begin();
    writer.clear_projections();
    auto const total = writer.event_count();
    Folding folding;
    folding.rows = [&](std::string const &, store::Rows const &rows) { writer.put(rows); };
    folding.progress = [&](std::int64_t done) {
        progress(done, total);
        return true;
    };
    fold_events(writer, folding);
    writer.index_cases();
    writer.commit();
    return writer.count<store::CaseRow>();
}

}  // namespace dcc::ledger
