#include <dcc/base/error.hpp>
#include <dcc/ledger/anchor.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <utility>

#include <fmt/format.h>

namespace dcc::ledger {
namespace {

constexpr std::string_view form = "desk-anchor";
constexpr std::string_view version = "1";

// What is signed: the line up to the blank before the signature.
std::string text_of(Anchor const &anchor) {
    return fmt::format("{} {} {} {} {} {}", form, version, anchor.desk, anchor.head.seq,
                       hex(anchor.head.digest), format_utc(anchor.at));
}

// Nothing when it is not exactly what text_of() makes of an anchor.
std::optional<Anchor> read_text(std::string_view text) {
    std::array<std::string_view, 6> fields;
    auto rest = text;
    for (auto &field : fields) {
        field = rest.substr(0, rest.find(' '));
        rest.remove_prefix(std::min(rest.size(), field.size() + 1));
    }
    auto const seq = fields[3];
    auto const digest = parse_digest(fields[4]);
    auto const at = parse_rfc3339(fields[5]);
    Anchor anchor;
    anchor.desk = fields[2];
    if (!digest || !at ||
        std::from_chars(seq.data(), seq.data() + seq.size(), anchor.head.seq).ec != std::errc{})
        return std::nullopt;
    anchor.head.digest = *digest;
    anchor.at = *at;
    return text_of(anchor) == text ? std::optional{anchor} : std::nullopt;
}

class Lines {
  public:
    Lines(std::string const &file, PublicKey const &key) : file_{file}, key_{key} {}

    Anchors read(std::string_view text) {
        if (text.empty()) throw Error{ErrorKind::data, say("{}: there is no anchor in it", file_)};
        for (; !text.empty(); ++number_) {
            auto const end = text.find('\n');
            if (end == text.npos) {
                fault("was cut off: it has no line end");
                break;
            }
            read_line(text.substr(0, end));
            text.remove_prefix(end + 1);
        }
        return std::move(anchors_);
    }

  private:
    std::string place() const { return fmt::format("{}:{}", file_, number_); }
    void fault(std::string_view what) {
        anchors_.faults.push_back(fmt::format("{}: {}", place(), what));
    }

    void read_line(std::string_view line) {
        auto const blank = line.rfind(' ');
        auto const text = line.substr(0, blank);
        auto const anchor = read_text(text);
        if (!anchor || blank == line.npos) {
            fault(read_text(line) ? "is not signed" : "is not a signed anchor");
            return;
        }
        if (!key_.verifies(text, line.substr(blank + 1))) {
            fault("its signature is not of this line by this key");
            return;
        }
        if (!anchors_.entries.empty()) {
            auto const &before = anchors_.entries.back().anchor;
            if (anchor->at < before.at) fault("is of an earlier time than an anchor before it");
            if (anchor->head.seq < before.head.seq)
                fault("is of an earlier event than an anchor before it");
        }
        anchors_.entries.push_back({place(), *anchor});
    }

    std::string const &file_;
    PublicKey const &key_;
    std::int64_t number_ = 1;
    Anchors anchors_;
};

}  // namespace

Anchor anchor_of(store::Reader &reader, Instant now) {
    store::Reader::Snapshot const snapshot{reader};
    return {reader.desk_id(), reader.head(), now};
}

std::string signed_line(Anchor const &anchor, PrivateKey const &key) {
    auto const text = text_of(anchor);
    return fmt::format("{} {}", text, key.sign(text));
}

void require_follows(Anchor const &anchor, std::string const &file, std::string_view text) {
    auto const refuse = [&](char const *what) {
        throw Error{ErrorKind::data, say("{}: {}; nothing was appended", file, what),
                    "name another file; anchors of one file follow each other in time"};
    };
    std::optional<Anchor> last;
    for (auto end = text.find('\n'); end != text.npos; end = text.find('\n')) {
        auto const line = text.substr(0, end);
        text.remove_prefix(end + 1);
        if (auto const one = read_text(line.substr(0, line.rfind(' '))))
            last = one;
        else if (!last)
            refuse("is not a file of anchors");
    }
    if (!last && !text.empty() && !text.starts_with(form)) refuse("is not a file of anchors");
    if (last && anchor.at < last->at) refuse("its last anchor is of a later time");
    if (last && anchor.head.seq < last->head.seq) refuse("its last anchor is of a later event");
}

Anchors read_anchors(std::string const &file, std::string_view text, PublicKey const &key) {
    return Lines{file, key}.read(text);
}

}  // namespace dcc::ledger
