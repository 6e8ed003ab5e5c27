#include <dcc/base/base64.hpp>
#include <dcc/base/detail/sodium.hpp>
#include <dcc/base/secret_key.hpp>
#include <dcc/base/text.hpp>

#include <algorithm>
#include <cstddef>

namespace dcc {
namespace {

constexpr std::size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_size = crypto_aead_xchacha20poly1305_ietf_ABYTES;

unsigned char *bytes_of(std::string &text) {
    return reinterpret_cast<unsigned char *>(text.data());
}

}  // namespace

SecretKey SecretKey::generate() {
    ensure_sodium();
    SecretKey key;
    randombytes_buf(key.bytes_.data(), key.bytes_.size());
    return key;
}

std::optional<SecretKey> SecretKey::parse(std::string_view text) {
    auto bytes = from_base64(trim(text));
    if (!bytes) return std::nullopt;
    SecretKey key;
    bool const fits = bytes->size() == key.bytes_.size();
    if (fits) std::copy(bytes->begin(), bytes->end(), key.bytes_.begin());
    wipe(*bytes);
    return fits ? std::optional{key} : std::nullopt;
}

SecretKey::~SecretKey() {
    sodium_memzero(bytes_.data(), bytes_.size());
}

std::string SecretKey::text() const {
    return to_base64({reinterpret_cast<char const *>(bytes_.data()), bytes_.size()});
}

SecretKey SecretKey::derive(std::string_view purpose) const {
    SecretKey key;
    key.bytes_ = digest(purpose);
    return key;
}

Digest SecretKey::digest(std::string_view bytes) const {
    ensure_sodium();
    Digest result;
    crypto_generichash(result.data(), result.size(), dcc::bytes_of(bytes), bytes.size(),
                       bytes_.data(), bytes_.size());
    return result;
}

std::string SecretKey::encrypt(std::string_view text, std::string_view about) const {
    ensure_sodium();
    std::string bytes(nonce_size + text.size() + tag_size, '\0');
    auto *const nonce = bytes_of(bytes);
    randombytes_buf(nonce, nonce_size);
    crypto_aead_xchacha20poly1305_ietf_encrypt(nonce + nonce_size, nullptr, dcc::bytes_of(text),
                                               text.size(), dcc::bytes_of(about), about.size(),
                                               nullptr, nonce, bytes_.data());
    return bytes;
}

std::optional<std::string> SecretKey::decrypt(std::string_view bytes,
                                              std::string_view about) const {
    ensure_sodium();
    if (bytes.size() < nonce_size + tag_size) return std::nullopt;
    auto const *const nonce = dcc::bytes_of(bytes);
    std::string text(bytes.size() - nonce_size - tag_size, '\0');
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(
            bytes_of(text), nullptr, nullptr, nonce + nonce_size, bytes.size() - nonce_size,
            dcc::bytes_of(about), about.size(), nonce, bytes_.data()) != 0)
        return std::nullopt;
    return text;
}

std::string SecretKey::wrap(SecretKey const &key, std::string_view about) const {
    return encrypt({reinterpret_cast<char const *>(key.bytes_.data()), key.bytes_.size()}, about);
}

std::optional<SecretKey> SecretKey::unwrap(std::string_view bytes, std::string_view about) const {
    auto text = decrypt(bytes, about);
    SecretKey key;
    if (!text || text->size() != key.bytes_.size()) return std::nullopt;
    std::copy(text->begin(), text->end(), key.bytes_.begin());
    wipe(*text);
    return key;
}

void wipe(std::string &text) {
    sodium_memzero(text.data(), text.size());
    text.clear();
}

}  // namespace dcc
