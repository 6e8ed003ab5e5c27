#include "verbs_anchor.hpp"

#include "common/desk.hpp"
#include "common/output_file.hpp"
#include <dcc/base/durable_file.hpp>
#include <dcc/base/file_text.hpp>
#include <dcc/base/new_file.hpp>
#include <dcc/ledger/anchor.hpp>

namespace dcc::cli {
namespace {

struct AnchorArgs {
    std::optional<std::filesystem::path> key;
    std::optional<std::filesystem::path> new_key;
    std::optional<std::filesystem::path> out;
};

void make_key(Context &context, std::filesystem::path const &file) {
    auto public_file = file;
    public_file += ".pub";
    for (auto const &made : {file, public_file}) require_no_part(context, made);
    NewFile secret{file};
    NewFile open{public_file};
    auto const key = PrivateKey::generate();
    secret.create({0600}, key.pem());
    open.create({0644}, key.public_key().pem());
    secret.keep();
    open.keep();
    context.note(say("keep {} where whoever can write the desk cannot read it", file.string()));
}

void anchor(Context &context, AnchorArgs const &args) {
    if (args.key.has_value() == args.new_key.has_value())
        throw Error{ErrorKind::usage, "either --key or --new-key must be given"};
    if (args.new_key) {
        if (args.out) throw Error{ErrorKind::usage, "--out: not together with --new-key"};
        return make_key(context, *args.new_key);
    }
    permit(context);
    if (args.out) {
        require_no_part(context, *args.out, {{*args.key, "the private key"}});
        if (is_database(*args.out))
            throw Error{ErrorKind::usage, args.out->string() + " is a desk",
                        "name another file with --out FILE"};
    }
    PrivateKey const key{read_secret(*args.key), args.key->string()};
    auto reader = store::Reader::open(context.db(), context.timeout());
    auto const anchor = ledger::anchor_of(reader, context.now());
    auto const line = signed_line(anchor, key);
    if (args.out) {
        std::error_code none;
        if (std::filesystem::is_regular_file(*args.out, none))
            ledger::require_follows(anchor, args.out->string(),
                                    read_text(*args.out).value_or(std::string{}));
        append_line(*args.out, line);
    } else {
        context.print_line(line);
    }
}

}  // namespace

void add_anchor(Tool &tool) {
    auto args = std::make_shared<AnchorArgs>();
    auto &verb = tool.verb("anchor", "sign the head of the chain, to prove it later");
    verb.details(
        "Writes the desk's id, the number and digest of its last event and the time as one signed "
        "line. Keep these lines and the private key away from the desk: then 'dcc-admin verify' "
        "shows that nobody has rewritten the events since.");
    verb.option("key", args->key, "FILE", "the private key to sign with");
    verb.option("out", args->out, "FILE", "append the line to this file");
    verb.option("new-key", args->new_key, "FILE",
                "make a private key, and its public key in FILE.pub");
    verb.run(Right::admin_verify, [args](Context &context) { anchor(context, *args); });
}

}  // namespace dcc::cli
