#include <dcc/base/base64.hpp>
#include <dcc/base/detail/sodium.hpp>
#include <dcc/base/signature.hpp>
#include <dcc/base/text.hpp>

#include <algorithm>
#include <optional>

#include <fmt/format.h>

namespace dcc {
namespace {

// Keys of 32 bytes in a PEM. What stands before the key in it is always the same (RFC 8410,
// sections 4 and 7).
struct Pem {
    std::string_view what;  // "PRIVATE KEY"
    std::string_view lead;

    std::string begin() const { return fmt::format("-----BEGIN {}-----", what); }
    std::string end() const { return fmt::format("-----END {}-----", what); }
};

using namespace std::string_view_literals;
constexpr Pem private_pem{"PRIVATE KEY",
                          "\x30\x2e\x02\x01\x00\x30\x05\x06\x03\x2b\x65\x70\x04\x22\x04\x20"sv};
constexpr Pem public_pem{"PUBLIC KEY", "\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00"sv};

template <class Key>
std::string write_pem(Pem const &pem, Key const &key) {
    return fmt::format("{}\n{}\n{}\n", pem.begin(),
                       to_base64(std::string{pem.lead} + std::string{key.begin(), key.end()}),
                       pem.end());
}

std::array<std::uint8_t, 32> read_pem(Pem const &pem, std::string_view text,
                                      std::string const &file) {
    std::array<std::uint8_t, 32> key{};
    std::string_view inner = trim(text);
    auto const begin = pem.begin();
    auto const end = pem.end();
    if (inner.starts_with(begin) && inner.ends_with(end) &&
        inner.size() > begin.size() + end.size()) {
        inner = inner.substr(begin.size(), inner.size() - begin.size() - end.size());
        auto const bytes = from_base64(inner, "\r\n");
        if (bytes && bytes->size() == pem.lead.size() + key.size() &&
            bytes->starts_with(pem.lead)) {
            std::copy_n(bytes->end() - key.size(), key.size(), key.begin());
            return key;
        }
    }
    throw Error{ErrorKind::data, say("{}: is not an Ed25519 {} in PEM", file,
                                     pem.what == private_pem.what ? "private key" : "public key")};
}

}  // namespace

PublicKey::PublicKey(std::string_view pem, std::string const &file)
    : bytes_{read_pem(public_pem, pem, file)} {}

std::string PublicKey::pem() const {
    return write_pem(public_pem, bytes_);
}

bool PublicKey::verifies(std::string_view text, std::string_view signature) const {
    ensure_sodium();
    auto const bytes = from_base64(signature);
    return bytes && bytes->size() == crypto_sign_BYTES &&
           crypto_sign_verify_detached(bytes_of(*bytes), bytes_of(text), text.size(),
                                       bytes_.data()) == 0;
}

PrivateKey PrivateKey::generate() {
    ensure_sodium();
    Seed seed{};
    randombytes_buf(seed.data(), seed.size());
    return PrivateKey{seed};
}

PrivateKey::PrivateKey(std::string_view pem, std::string const &file)
    : PrivateKey{read_pem(private_pem, pem, file)} {}

PrivateKey::PrivateKey(Seed const &seed) {
    ensure_sodium();
    PublicKey::Bytes unused{};
    crypto_sign_seed_keypair(unused.data(), bytes_.data(), seed.data());
}

PrivateKey::~PrivateKey() {
    sodium_memzero(bytes_.data(), bytes_.size());
}

std::string PrivateKey::pem() const {
    Seed seed{};
    std::copy_n(bytes_.begin(), seed.size(), seed.begin());
    return write_pem(private_pem, seed);
}

PublicKey PrivateKey::public_key() const {
    PublicKey::Bytes key{};
    std::copy_n(bytes_.begin() + sizeof(Seed), key.size(), key.begin());
    return PublicKey{key};
}

std::string PrivateKey::sign(std::string_view text) const {
    std::string signature(crypto_sign_BYTES, '\0');
    crypto_sign_detached(reinterpret_cast<unsigned char *>(signature.data()), nullptr,
                         bytes_of(text), text.size(), bytes_.data());
    return to_base64(signature);
}

}  // namespace dcc
