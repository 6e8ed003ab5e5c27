#include <dcc/base/content.hpp>
#include <dcc/base/error.hpp>
#include <dcc/base/new_file.hpp>
#include <dcc/learn/model_file.hpp>
#include <dcc/model/remedy.hpp>

#include <fmt/format.h>

namespace dcc::learn {
namespace {

namespace fs = std::filesystem;

constexpr unsigned others_write = 0022;
constexpr std::int64_t largest_model = std::int64_t{1} << 28U;

[[noreturn]] void fail(ErrorKind kind, fs::path const &file, std::string const &why) {
    throw Error{kind, fmt::format("{}: {}", file.string(), why),
                Hint{Remedy::learn, "learn again, or remove the file"}};
}

}  // namespace

fs::path model_beside(fs::path const &desk) {
    auto file = desk;
    return file += ".model";
}

std::optional<Model> read_model(fs::path const &desk, std::string const &id) {
    auto const file = model_beside(desk);
    std::error_code none;
    if (!fs::exists(fs::symlink_status(file, none))) return std::nullopt;
    InputFile const input{file, false};
    if ((access_of(file).mode & others_write & ~access_of(desk).mode) != 0)
        fail(ErrorKind::no_input, file, "somebody who may not change the desk may change it");
    std::optional<Model> model;
    try {
        if (input.size() <= largest_model)
            model = decode(input.read(0, static_cast<std::size_t>(input.size())));
    } catch (Error const &error) {
        fail(ErrorKind::io, file, error.what());
    }
    if (!model) fail(ErrorKind::io, file, "it is too large for a model");
    if (model->desk != id)
        fail(ErrorKind::io, file,
             "it is the model of another desk, or of this one before it was protected");
    return model;
}

void write_model(fs::path const &desk, Model const &model) {
    NewFile file{model_beside(desk), Existing::replace};
    file.create(access_of(desk), encode(model));
    file.keep();
}

bool remove_model(fs::path const &desk) {
    auto const file = model_beside(desk);
    std::error_code failed;
    bool const removed = fs::remove(file, failed);
    if (failed)
        throw Error{ErrorKind::io,
                    fmt::format("{}: cannot be removed: {}", file.string(), failed.message())};
    return removed;
}

}  // namespace dcc::learn
