#include <dcc/base/mail.hpp>
#include <dcc/base/text.hpp>
#include <dcc/model/customer.hpp>

#include <algorithm>

namespace dcc {

std::string former_phone_key(std::string_view phone) {
    std::string key;
    for (char const c : fold_case(phone))
        if ((c >= '0' && c <= '9') || (c == '+' && key.empty())) key += c;
    return key == "+" ? std::string{} : key;
}

std::array<std::string, 5> phone_keys(std::string_view key, std::string_view text) {
    // An extension was never told apart.
    if (!key.starts_with('+') || key.find(';') != std::string_view::npos)
        return {std::string{key}, {}, {}, {}, {}};
    std::string const abroad{key.substr(1)};
    std::array<std::string, 5> keys{std::string{key}, abroad, "00" + abroad, {}, {}};
    if (text.starts_with('+')) return keys;
    keys[3] = former_phone_key(text);
    keys[4] = keys[3].substr(std::min(keys[3].find_first_not_of('0'), keys[3].size()));
    return keys;
}

std::string email_key(std::string_view email) {
    if (email.empty()) return {};
    auto const read = parse_mail_address(email);
    if (!read) return {};
    auto key = read->mailed();
    for (char &c : key)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return key;
}

}  // namespace dcc
