#include <dcc/base/detail/sodium.hpp>
#include <dcc/base/digest.hpp>

namespace dcc {

Digest digest(std::string_view bytes) {
    ensure_sodium();
    Digest result;
    crypto_generichash(result.data(), result.size(), bytes_of(bytes), bytes.size(), nullptr, 0);
    return result;
}

Digest digest(Salt const &salt, std::string_view bytes) {
    ensure_sodium();
    Digest result;
    crypto_generichash_state state;
    crypto_generichash_init(&state, nullptr, 0, result.size());
    crypto_generichash_update(&state, salt.data(), salt.size());
    crypto_generichash_update(&state, bytes_of(bytes), bytes.size());
    crypto_generichash_final(&state, result.data(), result.size());
    return result;
}

struct Digesting::State {
    crypto_generichash_state hash;
};

Digesting::Digesting() {
    ensure_sodium();
    state_ = std::make_unique<State>();
    crypto_generichash_init(&state_->hash, nullptr, 0, Digest{}.size());
}

Digesting::~Digesting() = default;

void Digesting::add(std::string_view bytes) {
    crypto_generichash_update(&state_->hash, bytes_of(bytes), bytes.size());
}

Digest Digesting::end() {
    Digest result;
    crypto_generichash_final(&state_->hash, result.data(), result.size());
    return result;
}

Salt random_salt() {
    ensure_sodium();
    Salt salt;
    randombytes_buf(salt.data(), salt.size());
    return salt;
}

std::string hex(Digest const &digest) {
    std::string text(digest.size() * 2 + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), digest.data(), digest.size());
    text.pop_back();
    return text;
}

std::optional<Digest> parse_digest(std::string_view hex) {
    Digest result;
    std::size_t length = 0;
    if (hex.size() != result.size() * 2 ||
        sodium_hex2bin(result.data(), result.size(), hex.data(), hex.size(), nullptr, &length,
                       nullptr) != 0 ||
        length != result.size())
        return std::nullopt;
    return result;
}

std::string short_hex(Digest const &digest) {
    return hex(digest).substr(0, 12);
}

}  // namespace dcc
