#include "../random.hpp"
#include <dcc/base/detail/json.hpp>
#include <dcc/base/detail/json_reader.hpp>

#include <string>
#include <string_view>

#include <doctest/doctest.h>

using namespace dcc;
using namespace dcc::test;

namespace {

// The value that the reader finds next, as the JSON library holds it.
Json value_in(JsonReader &in, std::string_view kind) {
    if (in.null()) return nullptr;
    if (kind == "truth") return in.truth();
    if (kind == "number") return in.whole();
    if (kind == "list") {
        auto list = Json::array();
        in.list([&] { list.push_back(in.text()); });
        return list;
    }
    if (kind == "text") return in.text();
    in.skip();
    return "skipped";
}

// "refused", or the object as it was read. The names of its members say what they are.
std::string as_read(std::string_view text) {
    try {
        JsonReader in{text};
        auto object = Json::object();
        in.document([&](std::string_view name) {
            std::string const kind{name};
            object[kind] = value_in(in, kind);
        });
        return object.dump();
    } catch (Error const &) {
        return "refused";
    }
}

// The same by the library, which reads first and looks then.
std::string parsed(std::string_view text) {
    try {
        auto const json = parse_json(text);
        if (!json.is_object()) return "refused";
        auto object = Json::object();
        for (auto const &[name, value] : json.items()) {
            bool const fits = value.is_null() || (name == "truth" && value.is_boolean()) ||
                              (name == "number" && value.is_number_integer()) ||
                              (name == "text" && value.is_string());
            if (fits) {
                object[name] = value;
            } else if (name == "list" && value.is_array()) {
                for (auto const &item : value)
                    if (!item.is_string()) return "refused";
                object[name] = value;
            } else if (name == "truth" || name == "number" || name == "text" || name == "list") {
                return "refused";
            } else {
                object[name] = "skipped";
            }
        }
        return object.dump();
    } catch (Error const &) {
        return "refused";
    }
}

constexpr std::string_view sample =
    R"({"text":"a\u00e9\ud83d\ude00\"\\ 退款","number":-120,"truth":true,"list":["x","\n"],)"
    R"( "other":{"a":[1.5e3,{"b":null}],"c":""}, "null":null})";

}  // namespace

TEST_CASE("an object is read as the JSON library reads it") {
    CHECK(as_read(sample) == parsed(sample));
    CHECK(as_read(sample) != "refused");
}

TEST_CASE("of texts with changed bytes the same ones are JSON for reader and library") {
    Random random{11};
    constexpr std::string_view bytes = "{}[]\",:\\/ubnrt0123456789.-+eE \n\tadx\x80\xe9\xff";
    int refused = 0;
    for (int i = 0; i < 20000; ++i) {
        std::string text{sample};
        for (auto n = 1 + random.below(3); n-- > 0;) {
            auto const at = static_cast<std::size_t>(random.below(std::ssize(text)));
            auto const byte = bytes[static_cast<std::size_t>(random.below(std::ssize(bytes)))];
            switch (random.below(3)) {
                case 0: text[at] = byte; break;
                case 1: text.insert(at, 1, byte); break;
                default: text.erase(at, 1);
            }
        }
        CAPTURE(text);
        auto const result = as_read(text);
        CHECK(result == parsed(text));
        if (result == "refused") ++refused;
    }
    CHECK(refused > 1000);
}
