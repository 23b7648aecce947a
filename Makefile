# One command per job; what it means stands in CMakePresets.json. `make help` lists the jobs.

# Set these on the command line or in the environment.
PREFIX ?= /usr/local
TEST_PRESET ?= test
BENCH_FILTER ?= /(workshop|fleet-5k|gpu-burst)(/|$$)
FUZZ_SECONDS ?= 20
CUDA_ARCHITECTURES ?= 90
ARM64_TESTS ?= all
JOBS ?= $(shell nproc)

# Where NVIDIA's installer puts nvcc, which often is not on the path.
export PATH := $(PATH):/usr/local/cuda/bin

ifneq ($(shell command -v ccache || true),)
export CMAKE_CXX_COMPILER_LAUNCHER ?= ccache
export CMAKE_CUDA_COMPILER_LAUNCHER ?= ccache
endif

QUICK_BERTH := build/release/host/cli/quick/berth
EXAMPLE := examples/mixed-fleet
SOURCES = find host include kernels tests bench examples \
	\( -name '*.[ch]pp' -o -name '*.h' -o -name '*.cu' -o -name '*.cuh' -o -name '*.js' \) -print0

.PHONY: build cuda demo test test-slow asan tsan fuzz arm64 bench cuda11 gpu-kit format format-check install clean help

build: ## the program, optimised, for the CPU: build/release/host/cli/berth (the default)
	@.ci/packages build
	@JOBS=$(JOBS) .ci/build release '2 minutes'

cuda: ## the program with the GPU backend, too, which needs nvcc: build/cuda/host/cli/berth
	@.ci/packages build
	@JOBS=$(JOBS) .ci/build cuda '4 minutes'

demo: ## place the example burst with a program that has no what-if, fleet, simulate, generate or import yet
	@.ci/packages build
	@JOBS=$(JOBS) .ci/build release '1 minute' quick
	@echo
	$(QUICK_BERTH) place --cluster $(EXAMPLE)/cluster --burst $(EXAMPLE)/burst.json

test: ## build everything and run all tests but the slow ones
	@.ci/packages test
	@$(if $(filter asan tsan,$(TEST_PRESET)),,.ci/packages browser)
	@JOBS=$(JOBS) .ci/build $(TEST_PRESET) '8 minutes'
	ctest --preset $(TEST_PRESET) --parallel $(JOBS) --progress

test-slow: ## the tests that 'make test' leaves out
	@.ci/packages test
	@JOBS=$(JOBS) .ci/build test '8 minutes'
	ctest --test-dir build/test -L '^slow$$' --output-on-failure

asan: ## the tests under AddressSanitizer and UndefinedBehaviorSanitizer (clang)
	@.ci/packages clang
	@$(MAKE) test TEST_PRESET=asan

tsan: ## the tests under ThreadSanitizer (clang)
	@.ci/packages clang
	@$(MAKE) test TEST_PRESET=tsan

fuzz: ## run each fuzzer for FUZZ_SECONDS (20)
	@.ci/packages clang
	@JOBS=$(JOBS) .ci/build asan '5 minutes' fuzz
	JOBS=$(JOBS) tests/fuzz/run build/asan/tests/fuzz $(FUZZ_SECONDS)

arm64: ## cross-compile for Graviton, run the tests under QEMU: ARM64_TESTS=quick or all (all)
	@.ci/packages arm64
	@.ci/arm64-libraries build/arm64-libraries
	@JOBS=$(JOBS) .ci/build arm64 '5 minutes' arm64-$(ARM64_TESTS)
	ctest --preset arm64-neon-$(ARM64_TESTS) --parallel $(JOBS)
	ctest --preset arm64-sve-$(ARM64_TESTS) --parallel $(JOBS)

bench: ## time load, compile, solve and write: BENCH_FILTER=regex, BENCH_ARGS=more options
	@.ci/packages test
	cmake --preset test
	cmake --build --preset test --parallel $(JOBS) --target berth_bench
	mkdir -p build/bench
	build/test/bench/berth_bench --benchmark_filter='$(BENCH_FILTER)' \
		--benchmark_out=build/bench/latest.json --benchmark_out_format=json $(BENCH_ARGS)
	@echo "The figures are in build/bench/latest.json; bench/results/README.md says how to keep them."

cuda11: ## compile the kernels with CUDA 11.8 for sm_37, the GPU of p2 instances
	tests/cuda11/compile

gpu-kit: ## programs for tests/gpu/run, needing no library: CUDA_ARCHITECTURES (90), in build/gpu-kit/kit
	@.ci/packages test
	JOBS=$(JOBS) tests/gpu/libraries build/static-libraries
	cmake --preset gpu-kit -DCMAKE_CUDA_ARCHITECTURES='$(CUDA_ARCHITECTURES)'
	cmake --build --preset gpu-kit --parallel $(JOBS)

format: ## lay out all sources with clang-format-14
	@.ci/packages format
	$(SOURCES) | xargs -0 clang-format-14 -i

format-check: ## fail where a source is not laid out so
	@.ci/packages format
	$(SOURCES) | xargs -0 clang-format-14 --dry-run --Werror

install: build ## install program, library, man page, documents and examples: PREFIX (/usr/local), DESTDIR
	DESTDIR='$(DESTDIR)' cmake --install build/release --prefix '$(PREFIX)'

clean: ## remove build/
	rm -rf build

help: ## this list
	@sed -n 's/^\([a-z0-9-]*\):[^#]*## \(.*\)/make \1#\2/p' Makefile | \
		while IFS='#' read -r name text; do printf '%-20s %s\n' "$$name" "$$text"; done
