// Everything berth offers, in one include.
#pragma once

#include "berth/batch.hpp"
#include "berth/capacity.hpp"
#include "berth/catalogue.hpp"
#include "berth/error.hpp"
#include "berth/explain.hpp"
#include "berth/fleet_search.hpp"
#include "berth/generate.hpp"
#include "berth/import.hpp"
#include "berth/json.hpp"
#include "berth/plan.hpp"
#include "berth/problem.hpp"
#include "berth/query.hpp"
#include "berth/scale_in.hpp"
#include "berth/solve.hpp"
#include "berth/version.hpp"
