// Task shapes: entry point make_shapes().
//
// Web and worker tasks come from the sizes that Fargate offers, in which most task definitions are
// written; their weights are assumed. GPU tasks are a compact restatement of the shapes in the
// openb trace (hkust-adsl/kubernetes-scheduler-simulator, data/csv, Apache-2.0; Weng et al., USENIX
// ATC 2023): its twenty commonest shapes with their counts, which hold 76 % of its 8,152 tasks, and
// for the rest one row of typical values per number of GPUs. A task that shares a GPU there asks
// for one here, as ECS has no fractions of a GPU.
#include <algorithm>
#include <array>
#include <span>

#include "generate/blueprint.hpp"
#include "generate/draws.hpp"

namespace berth::host::generate {

namespace {

struct GridRow {
    std::int64_t cpu_units;
    std::array<std::int64_t, 4> memory_mib;  // 0 = no further choice
    std::uint64_t weight;
};

constexpr std::array<GridRow, 7> web_grid = {{
    {128, {128, 256, 512, 0}, 5},
    {256, {512, 1024, 2048, 0}, 25},
    {512, {1024, 2048, 4096, 0}, 28},
    {1024, {2048, 3072, 4096, 8192}, 22},
    {2048, {4096, 8192, 16384, 0}, 12},
    {4096, {8192, 16384, 30720, 0}, 6},
    {8192, {16384, 32768, 0, 0}, 2},
}};

// 3 % of web definitions reserve no CPU, which EC2 allows [assumed].
constexpr std::uint64_t no_cpu_permille = 30;

struct TraceRow {
    std::int64_t cpu_milli;
    std::int64_t memory_mib;
    std::uint32_t gpus;
    std::uint64_t weight;  // tasks in the trace
};

constexpr std::array<TraceRow, 20> common_shapes = {{
    {3152, 5600, 1, 1047},  {11300, 49152, 1, 857}, {11400, 48128, 1, 534}, {3152, 5600, 1, 470},
    {11908, 47104, 1, 388}, {12500, 57344, 0, 364}, {8000, 30517, 1, 360},  {32000, 49152, 0, 284},
    {18708, 64512, 1, 255}, {11908, 47104, 1, 237}, {9810, 41560, 1, 195},  {8000, 30517, 0, 163},
    {12000, 24576, 1, 158}, {15700, 58368, 1, 158}, {11908, 47104, 1, 153}, {15400, 51200, 0, 120},
    {4000, 22888, 1, 111},  {16000, 32768, 1, 108}, {8000, 16384, 1, 104},  {4000, 24576, 1, 104},
}};

// The tail of the trace by number of GPUs: how many shapes and tasks it has, and typical values.
struct TailRow {
    std::uint32_t gpus;
    std::uint32_t shapes;
    std::array<std::int64_t, 5> cpu_milli;
    std::array<std::int64_t, 4> mib_per_core;
    std::uint64_t weight;  // tasks in the trace
};

constexpr std::array<TailRow, 5> tail_shapes = {{
    {0, 21, {8000, 11400, 16000, 16500, 32000}, {1024, 1953, 3103, 4096}, 157},
    {1, 97, {4000, 4152, 8000, 11900, 16400}, {1024, 2553, 3815, 6541}, 1750},
    {2, 5, {6000, 14000, 16200, 17400, 30200}, {2471, 4108, 5323, 5323}, 16},
    {4, 3, {32000, 32200, 32200, 32200, 60200}, {4096, 4102, 4102, 5324}, 15},
    {8, 5, {64000, 64200, 88000, 88000, 120000}, {3723, 4096, 4099, 6144}, 44},
}};

constexpr std::int64_t round_divide(std::int64_t value, std::int64_t by) {
    return (value + by / 2) / by;
}

constexpr std::int64_t cpu_units_of_milli(std::int64_t cpu_milli) {
    return round_divide(cpu_milli * 1024, 1000);
}

std::int64_t off_grid(std::int64_t value, Random& random) {
    const auto permille = static_cast<std::int64_t>(random.between(850, 1150));
    return round_divide(value * permille, 1000);
}

Need draw_web_need(const GridRow& row, std::uint64_t off_grid_permille, Random& random) {
    const auto choices = static_cast<std::uint64_t>(
        std::ranges::count_if(row.memory_mib, [](std::int64_t memory) { return memory > 0; }));
    Need need{row.cpu_units, row.memory_mib[random.below(choices)], 0};
    if (random.chance_permille(off_grid_permille)) {
        need.cpu_units = off_grid(need.cpu_units, random);
        need.memory_mib = off_grid(need.memory_mib, random);
    }
    if (random.chance_permille(no_cpu_permille)) need.cpu_units = 0;
    return need;
}

Need need_of(const TraceRow& row) {
    return {cpu_units_of_milli(row.cpu_milli), row.memory_mib, row.gpus};
}

Need draw_tail_need(const TailRow& row, Random& random) {
    const std::int64_t cpu_milli = random.pick(row.cpu_milli);
    const std::int64_t memory_mib = round_divide(cpu_milli * random.pick(row.mib_per_core), 1000);
    return {cpu_units_of_milli(cpu_milli), memory_mib, row.gpus};
}

// Any shape of the trace, as often as it stands there.
Need draw_trace_need(std::uint64_t off_grid_permille, Random& random) {
    static const WeightedDraw rows([] {
        std::vector<std::uint64_t> weights = weights_of(common_shapes);
        const std::vector<std::uint64_t> tail = weights_of(tail_shapes);
        weights.insert(weights.end(), tail.begin(), tail.end());
        return weights;
    }());
    const std::uint32_t row = rows.draw(random);
    Need need = row < common_shapes.size()
                    ? need_of(common_shapes[row])
                    : draw_tail_need(tail_shapes[row - common_shapes.size()], random);
    if (off_grid_permille == 1000) {
        need.cpu_units = off_grid(need.cpu_units, random);
        need.memory_mib = off_grid(need.memory_mib, random);
    }
    return need;
}

std::vector<Shape> mixed_shapes(const Composition& composition, Random& random) {
    const std::uint32_t definitions = composition.preset.task_definitions;
    const std::uint32_t ml = definitions * composition.gpu_definitions_permille / 1000;
    std::vector<Shape> shapes;
    shapes.reserve(definitions);
    for (const std::uint32_t row : deal(weights_of(web_grid), definitions - ml, 0, random)) {
        shapes.push_back({draw_web_need(web_grid[row], composition.off_grid_permille, random)});
    }
    for (std::uint32_t i = 0; i < ml; ++i) {
        shapes.push_back({draw_trace_need(composition.off_grid_permille, random), true});
    }
    for (Shape& shape : shapes) {
        if (composition.replicas == Replicas::log_normal) {
            shape.weight = draw_replicas_hundredths(random);
        }
    }
    return shapes;
}

// The tail's tasks fall off as 1 / rank within a row.
void append_tail(const TailRow& row, Random& random, std::vector<Shape>& shapes) {
    std::vector<std::uint64_t> ranks;
    for (std::uint32_t rank = 1; rank <= row.shapes; ++rank) ranks.push_back(1'000'000 / rank);
    for (const std::uint32_t tasks : apportion(ranks, static_cast<std::uint32_t>(row.weight), 1)) {
        shapes.push_back({draw_tail_need(row, random), true, tasks});
    }
}

std::vector<Shape> openb_shapes(Random& random) {
    std::vector<Shape> shapes;
    for (const TraceRow& row : common_shapes) shapes.push_back({need_of(row), true, row.weight});
    for (const TailRow& row : tail_shapes) append_tail(row, random, shapes);
    return shapes;
}

}  // namespace

std::vector<Shape> make_shapes(const Composition& composition, std::uint64_t seed) {
    Random random(seed, Stream::shapes);
    std::vector<Shape> shapes;
    switch (composition.shapes) {
        case ShapeSource::workshop:
            return {{{10, 200, 0}, false, 1}, {{100, 80, 1}, true, 1}};
        case ShapeSource::openb:
            shapes = openb_shapes(random);
            break;
        case ShapeSource::mixed:
            shapes = mixed_shapes(composition, random);
            break;
    }
    random.shuffle(shapes);
    return shapes;
}

}  // namespace berth::host::generate
