#include <dcc/base/text.hpp>
#include <dcc/model/customer.hpp>

namespace dcc {

std::string phone_key(std::string_view phone) {
    std::string key;
    for (char const c : fold_case(phone))
        if ((c >= '0' && c <= '9') || (c == '+' && key.empty())) key += c;
    return key == "+" ? std::string{} : key;
}

std::string email_key(std::string_view email) {
    return std::string{trim(fold_case(email))};
}

}  // namespace dcc
