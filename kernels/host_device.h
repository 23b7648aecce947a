// Code that both compilers read. A C++ compiler sees plain functions.
#pragma once

/// Before arithmetic that both sides compute.
#if defined(__CUDACC__)
#define BERTH_HOST_DEVICE __host__ __device__
#else
#define BERTH_HOST_DEVICE
#endif

/// Before algorithms that a team runs (team.h): device code for nvcc, host code for the others.
#if defined(__CUDACC__)
#define BERTH_TEAM_FUNCTION __device__
#else
#define BERTH_TEAM_FUNCTION
#endif
