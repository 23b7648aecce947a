// A linear program of which the columns' bounds change between solves, by COIN-OR's Clp.
//
// The bound that it returns does not rest on the tolerances of the solver: whatever row multipliers
// come back, the Lagrangian bound that they give is computed here, with its rounding error taken
// off (Neumaier and Shcherbina, "Safe bounds in linear and mixed-integer linear programming",
// 2004). All columns have finite bounds, so that bound always exists.
#pragma once

#include <cstddef>
#include <limits>
#include <memory>
#include <span>
#include <vector>

namespace berth::host::fleet {

inline constexpr double infinite = std::numeric_limits<double>::infinity();

struct Term {
    std::size_t column = 0;
    double factor = 0;
};

class LinearProgram {
   public:
    LinearProgram();
    ~LinearProgram();
    LinearProgram(LinearProgram&&) noexcept;
    LinearProgram& operator=(LinearProgram&&) noexcept;

    /// A column with finite bounds and its cost. Returns its number.
    std::size_t add_column(double lower, double upper, double cost);

    /// lower <= sum of terms <= upper; either may be infinite. Returns its number.
    std::size_t add_row(std::vector<Term> terms, double lower, double upper);

    void set_column_bounds(std::size_t column, double lower, double upper);
    void set_row_lower(std::size_t row, double lower);

    struct Minimum {
        double bound = 0;            ///< no feasible point costs less; infinite = there is none
        std::vector<double> values;  ///< [columns] of the solver's best point
    };

    /// Columns and rows can be added only before the first call.
    Minimum minimise();

   private:
    struct Model;

    void load();
    double safe_bound(std::span<const double> multipliers) const;

    std::vector<double> column_lower_;
    std::vector<double> column_upper_;
    std::vector<double> cost_;
    std::vector<double> row_lower_;
    std::vector<double> row_upper_;
    std::vector<std::vector<Term>> rows_;
    std::unique_ptr<Model> model_;  // empty until the first solve
};

}  // namespace berth::host::fleet
