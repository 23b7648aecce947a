#include "compile/run_builder.hpp"

#include "compile/provider_draw.hpp"

namespace berth::host::compile {

namespace {

class RunBuilder {
   public:
    explicit RunBuilder(const CompiledProblem& problem) : problem_(problem) {}

    void add(std::uint32_t position, const RequestCount& request) {
        const RequestShape& shape = problem_.shapes[problem_.request_shapes[request.request_index]];
        if (shape.scheduling == SchedulingStrategy::daemon) {
            runs_.push_back({kernels::RunKind::daemon, position, 0, 0, shape.classes.front()});
        } else if (shape.providers.empty()) {
            append(position, 0, request.count, shape, 0);
        } else {
            draw(position, request, shape);
        }
    }

    std::vector<TaskRun> take() { return std::move(runs_); }

   private:
    void append(std::uint32_t position, std::uint32_t first, std::uint32_t count,
                const RequestShape& shape, std::size_t provider) {
        if (count == 0) return;
        runs_.push_back({shape.fargate ? kernels::RunKind::fargate : kernels::RunKind::replica,
                         position, first, count, shape.classes[provider]});
    }

    void draw(std::uint32_t position, const RequestCount& request, const RequestShape& shape) {
        ProviderDraw provider_draw(shape.providers);
        std::size_t current = 0;
        std::uint32_t first = 0;
        for (std::uint32_t t = 0; t < request.count; ++t) {
            const std::size_t provider =
                provider_draw.next_or_fail(problem_.burst[request.request_index].where);
            if (provider == current) continue;
            append(position, first, t - first, shape, current);
            current = provider;
            first = t;
        }
        append(position, first, request.count - first, shape, current);
    }

    const CompiledProblem& problem_;
    std::vector<TaskRun> runs_;
};

}  // namespace

std::vector<TaskRun> make_runs(const CompiledProblem& problem,
                               std::span<const RequestCount> requests) {
    RunBuilder runs(problem);
    for (const bool daemons : {true, false}) {
        for (std::uint32_t r = 0; r < requests.size(); ++r) {
            const Request& request = problem.burst.at(requests[r].request_index);
            const bool is_daemon = request.scheduling == SchedulingStrategy::daemon;
            if (is_daemon == daemons) runs.add(r, requests[r]);
        }
    }
    return runs.take();
}

std::vector<RequestCount> own_requests(const CompiledProblem& problem) {
    std::vector<RequestCount> requests;
    requests.reserve(problem.burst.size());
    for (std::uint32_t r = 0; r < problem.burst.size(); ++r) {
        requests.push_back({r, static_cast<std::uint32_t>(problem.burst[r].count)});
    }
    return requests;
}

}  // namespace berth::host::compile
