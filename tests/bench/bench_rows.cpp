// Writes a made-up table of cases for `dcc-intake import`: the same rows each time. Of ten cases
// one is open, the others are answered and solved, and most of those closed.
//   bench_rows COUNT               without customers
//   bench_rows COUNT --customers   two of five cases from a customer not seen before

#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

namespace {

using namespace std::chrono;

constexpr std::array channels{"phone", "email", "chat", "social", "sms", "web", "shop", "api"};
constexpr std::array categories{"consultation",    "billing.charge",    "billing.refund",
                                "billing.invoice", "technical.fault",   "logistics",
                                "logistics.delay", "logistics.damage",  "quality.defect",
                                "account.access",  "aftersales.return", ""};
constexpr std::array priorities{"urgent", "high", "normal", "low"};
constexpr std::array products{"kettle", "电水壶", "router", "路由器", "headset", ""};
constexpr std::array holders{"service,wang.fang",  "service,liu.yang",    "technical,sun.yue",
                             "aftersales,wu.ting", "aftersales,zhou.jie", "technical,zhao.lei",
                             "quality,chen.jing"};
constexpr std::array subjects{"包裹一直没有收到，请尽快查询",
                              "The parcel has not arrived after two weeks",
                              "账单重复扣费，要求退款",
                              "Charged twice for one order, please refund",
                              "路由器频繁断线，重启后仍然无法使用",
                              "Cannot sign in: the code never comes",
                              "发票抬头开错了，需要重开",
                              "Where is the warranty card, and how long does it last?"};

std::string utc(sys_seconds instant) {
    auto const day = floor<days>(instant);
    year_month_day const date{day};
    hh_mm_ss const time{instant - day};
    char text[40];
    std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02dZ", int{date.year()},
                  unsigned{date.month()}, unsigned{date.day()}, int(time.hours().count()),
                  int(time.minutes().count()), int(time.seconds().count()));
    return text;
}

// Words of some of the cases, so that searches have more to find than words of an eighth of them.
constexpr std::array places{"北京", "上海", "广州", "深圳", "杭州", "成都", "武汉",
                            "西安", "南京", "天津", "重庆", "苏州", "长沙", "青岛",
                            "沈阳", "大连", "厦门", "宁波", "昆明", "郑州"};

// Numbers without order that any run finds again.
class Dice {
  public:
    explicit Dice(std::size_t row) : state_{row * 0x9E3779B97F4A7C15U + 1} {}
    std::size_t below(std::size_t bound) {
        state_ = state_ * 6364136223846793005U + 1442695040888963407U;
        return static_cast<std::size_t>(state_ >> 33U) % bound;
    }
    template <class List>
    auto pick(List const &list) {
        return list[below(list.size())];
    }

  private:
    std::uint64_t state_;
};

void print_row(std::size_t row, std::size_t count, bool customers) {
    Dice dice{row};
    auto const received = sys_days{2025y / January / 1} + seconds{row * 365 * 86400 / count};
    bool const open = row % 10 == 0;
    bool const held = dice.below(2) == 0;
    bool const at_once = dice.below(3) == 0;
    auto const replied = received + seconds{60 + dice.below(20'000)};
    auto const resolved = at_once ? replied : replied + seconds{600 + dice.below(400'000)};
    bool const closed = !open && dice.below(8) != 0;
    auto const *const holder = dice.pick(holders);
    std::printf("R-%07zu,%s,%s,%s,%s,%s,%s,%s,%s,%s,\"%s %s %zu\"", row, utc(received).c_str(),
                dice.pick(channels), dice.pick(categories), dice.pick(priorities),
                dice.pick(products), held ? holder : ",", open ? "" : utc(replied).c_str(),
                open ? "" : utc(resolved).c_str(), closed ? utc(resolved + hours{48}).c_str() : "",
                dice.pick(subjects), dice.pick(places), 100'000'000 + row);
    if (customers) {
        auto const customer = row * 7919 % (count * 2 / 5 + 1);
        std::printf(",客户%zu,138%08zu", customer, customer);
    }
    std::putchar('\n');
}

}  // namespace

int main(int argc, char **argv) {
    auto const count = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 0;
    bool const customers = argc == 3 && std::strcmp(argv[2], "--customers") == 0;
    if (count == 0 || argc > 3 || (argc == 3 && !customers)) {
        std::fputs("usage: bench_rows COUNT [--customers]\n", stderr);
        return 64;
    }
    std::printf(
        "external_id,received_at,channel,category,priority,product,team,person,"
        "first_reply_at,resolved_at,closed_at,subject%s\n",
        customers ? ",customer_name,customer_phone" : "");
    for (std::size_t row = 0; row < count; ++row) print_row(row, count, customers);
    return std::fflush(stdout) == 0 ? 0 : 74;
}
