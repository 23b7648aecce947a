// Stands in for the cuda backend in builds that were made without CUDA: it has a name, so that
// asking for it is answered by what is missing.
#include "solve/backend.hpp"

namespace berth::host::solve::device {

namespace {

class NoCudaBackend : public Backend {
   public:
    std::string_view name() const override { return "cuda"; }
    std::string_view description() const override { return "kernels on an NVIDIA GPU"; }
    std::optional<BackendError> unavailable() const override {
        return BackendError(BackendError::Kind::not_built,
                            "this build was made without CUDA; build again where nvcc is "
                            "installed, or with -DBERTH_ENABLE_CUDA=ON");
    }
    Plan solve(const compile::CompiledProblem&, const SolveOptions&) const override {
        throw *unavailable();
    }
};

}  // namespace

const Backend& cuda_backend() {
    static const NoCudaBackend backend;
    return backend;
}

}  // namespace berth::host::solve::device
