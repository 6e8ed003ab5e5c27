#include <dcc/chart/palette.hpp>
#include <dcc/chart/style.hpp>

#include <string_view>

#include <fmt/format.h>

namespace dcc::chart {
namespace {

std::string properties(std::string_view Colour::*shade) {
    std::string result;
    for (auto const &colour : palette)
        result += fmt::format("--{}:{};", colour.name, colour.*shade);
    return result;
}

constexpr std::string_view layout = R"css(
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--text);
 font:1rem/1.5 system-ui,"Noto Sans","Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif}
header,nav,main,footer{max-width:76rem;margin:0 auto;padding:0 1rem}
header{padding-top:1.5rem}
h1{font-size:1.6rem;line-height:1.25;margin:0}
h2{font-size:1.25rem;line-height:1.3;margin:2.5rem 0 .75rem;padding-top:.75rem;
 border-top:1px solid var(--grid)}
h3{font-size:1.05rem;margin:0 0 .5rem}
h1,h2,h3,p,li,dt,dd,figcaption{overflow-wrap:anywhere}
th,td,caption{overflow-wrap:break-word}
p{margin:.5rem 0;max-width:45rem}
a{color:var(--link)}
.skip{position:absolute;left:-99rem}
.skip:focus{left:1rem;top:.5rem;padding:.5rem 1rem;background:var(--paper)}
.about,.note,figcaption{color:var(--muted)}
.note,figcaption{font-size:.875rem}
nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;list-style:none;margin:1rem 0 0;padding:0}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,10.5rem),1fr));gap:.75rem;
 margin:0;padding:0}
.card{background:var(--panel);border:1px solid var(--grid);border-radius:.5rem;padding:.75rem 1rem}
.card dt{font-size:.875rem;color:var(--muted)}
.card dd{margin:0}
.card .value{font-size:1.5rem;line-height:1.3;font-weight:600}
.card .detail{font-size:.8125rem;color:var(--muted)}
.card svg{display:block;width:7.5rem;margin-top:.4rem}
.figure{margin:1.5rem 0 2rem}
figure{margin:0}
figcaption{margin-top:.5rem}
figure svg{display:block;width:100%;max-width:33rem;height:auto;overflow:visible}
svg text{font-family:inherit}
.scroll{overflow-x:auto;margin:.5rem 0}
.scroll:focus-visible{outline:2px solid var(--link);outline-offset:2px}
table{border-collapse:collapse;font-size:.875rem;line-height:1.4;font-variant-numeric:tabular-nums}
caption{text-align:left;font-weight:600;padding:.25rem 0}
.figure caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
th,td{text-align:left;vertical-align:top;padding:.3rem .75rem .3rem .5rem;
 border-bottom:1px solid var(--grid);unicode-bidi:isolate;min-width:3.5rem}
th{font-weight:600}
tbody th{font-weight:400;min-width:6rem;max-width:24rem}
td{white-space:pre-line;max-width:32rem}
thead th{background:var(--panel);border-bottom:1px solid var(--axis);vertical-align:bottom}
.n,.w{white-space:nowrap}
.n{text-align:right}
footer{padding-top:1rem;padding-bottom:2rem}
footer h2{margin-top:1.5rem}
code{font-family:ui-monospace,monospace;overflow-wrap:anywhere}
@media screen and (min-width:62rem){
.figure{display:grid;grid-template-columns:minmax(0,33rem) minmax(0,1fr);column-gap:2rem}
.figure h3{grid-column:1/-1}
.figure .scroll{margin-top:0}
}
@page{size:A4;margin:15mm}
@media print{
html{font-size:10pt}
header,nav,main,footer{max-width:none;padding:0}
nav,.skip{display:none}
h2,h3,caption{break-after:avoid}
figure,.card,tr{break-inside:avoid}
thead{display:table-header-group}
figure svg{max-width:110mm}
.scroll{overflow:visible}
a{color:inherit;text-decoration:none}
}
)css";

}  // namespace

std::string style_sheet() {
    auto sheet = fmt::format(
        ":root{{color-scheme:light dark;{}}}\n"
        "@media screen and (prefers-color-scheme:dark){{:root{{{}}}}}\n",
        properties(&Colour::light), properties(&Colour::dark));
    for (auto const &colour : palette)
        sheet += fmt::format(".f-{0}{{fill:var(--{0})}}.k-{0}{{stroke:var(--{0})}}\n", colour.name);
    return sheet += layout;
}

}  // namespace dcc::chart
