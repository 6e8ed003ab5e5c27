// Writes the sample pages, for check_pages.py and browser.py: sample_pages DIRECTORY.

#include "odd.hpp"
#include "sample.hpp"

#include <filesystem>
#include <fstream>
#include <iostream>

using namespace dcc;
using namespace dcc::test;

namespace {

void write(std::filesystem::path const &file, Page const &page, std::string const &language) {
    std::ofstream out{file, std::ios::binary};
    out << html(page, labels_in(language), Zone::load("Asia/Shanghai"));
    if (!out.flush()) throw std::runtime_error{"cannot write " + file.string()};
}

}  // namespace

int main(int count, char **arguments) {
    if (count != 2) {
        std::cerr << "usage: sample_pages DIRECTORY\n";
        return 64;
    }
    std::filesystem::path const directory{arguments[1]};
    for (std::string const language : {"zh", "en"}) {
        Sample const sample{language, language == "zh"
                                          ? "洗衣机漏水，已报修两次仍未解决，要求尽快处理"
                                          : "Washing machine leaks again"};
        write(directory / (language + ".html"), sample.page(), language);
        write(directory / ("odd_" + language + ".html"), odd_page(), language);
    }
    write(directory / "hostile.html", Sample{"en", hostile_text}.page(), "en");
}
