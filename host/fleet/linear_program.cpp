#include "fleet/linear_program.hpp"

#include <Clp_C_Interface.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace berth::host::fleet {

struct LinearProgram::Model {
    Model() : clp(Clp_newModel()) {}
    ~Model() { Clp_deleteModel(clp); }
    Model(const Model&) = delete;
    Model& operator=(const Model&) = delete;

    Clp_Simplex* clp;
};

LinearProgram::LinearProgram() = default;
LinearProgram::~LinearProgram() = default;
LinearProgram::LinearProgram(LinearProgram&&) noexcept = default;
LinearProgram& LinearProgram::operator=(LinearProgram&&) noexcept = default;

std::size_t LinearProgram::add_column(double lower, double upper, double cost) {
    column_lower_.push_back(lower);
    column_upper_.push_back(upper);
    cost_.push_back(cost);
    return cost_.size() - 1;
}

std::size_t LinearProgram::add_row(std::vector<Term> terms, double lower, double upper) {
    rows_.push_back(std::move(terms));
    row_lower_.push_back(lower);
    row_upper_.push_back(upper);
    return rows_.size() - 1;
}

void LinearProgram::set_column_bounds(std::size_t column, double lower, double upper) {
    column_lower_[column] = lower;
    column_upper_[column] = upper;
}

void LinearProgram::set_row_lower(std::size_t row, double lower) {
    row_lower_[row] = lower;
}

void LinearProgram::load() {
    std::vector<int> starts{0};
    std::vector<int> columns;
    std::vector<double> factors;
    for (const std::vector<Term>& row : rows_) {
        for (const Term& term : row) {
            columns.push_back(static_cast<int>(term.column));
            factors.push_back(term.factor);
        }
        starts.push_back(static_cast<int>(columns.size()));
    }
    model_ = std::make_unique<Model>();
    Clp_setLogLevel(model_->clp, 0);
    Clp_resize(model_->clp, 0, static_cast<int>(cost_.size()));
    Clp_chgObjCoefficients(model_->clp, cost_.data());
    Clp_addRows(model_->clp, static_cast<int>(rows_.size()), row_lower_.data(), row_upper_.data(),
                starts.data(), columns.data(), factors.data());
}

LinearProgram::Minimum LinearProgram::minimise() {
    for (std::size_t c = 0; c < cost_.size(); ++c) {
        if (column_lower_[c] > column_upper_[c]) return {infinite, column_lower_};
    }
    if (!model_) load();
    Clp_chgColumnLower(model_->clp, column_lower_.data());
    Clp_chgColumnUpper(model_->clp, column_upper_.data());
    Clp_chgRowLower(model_->clp, row_lower_.data());
    Clp_dual(model_->clp, 0);
    const double* const values = Clp_primalColumnSolution(model_->clp);
    const double* const multipliers = Clp_dualRowSolution(model_->clp);
    return {safe_bound({multipliers, rows_.size()}), {values, values + cost_.size()}};
}

// min cost x >= sum of multiplier x (the row's bound) + sum of the least (cost - multipliers x
// column) x value, for multipliers of the sign that the rows allow. Each sum is taken for as much
// less as its rounding can have added.
double LinearProgram::safe_bound(std::span<const double> multipliers) const {
    constexpr double rounding = 1e-13;
    std::vector<double> reduced = cost_;
    std::vector<double> size(cost_.size());
    for (std::size_t c = 0; c < size.size(); ++c) size[c] = std::abs(cost_[c]);
    double bound = 0;
    double bound_size = 0;
    const auto add = [&](double term) {
        bound += term;
        bound_size += std::abs(term);
    };
    for (std::size_t r = 0; r < rows_.size(); ++r) {
        const double multiplier = multipliers[r];
        const double side = multiplier > 0 ? row_lower_[r] : row_upper_[r];
        if (multiplier == 0 || !std::isfinite(multiplier) || !std::isfinite(side)) continue;
        add(multiplier * side);
        for (const Term& term : rows_[r]) {
            reduced[term.column] -= multiplier * term.factor;
            size[term.column] += std::abs(multiplier * term.factor);
        }
    }
    for (std::size_t c = 0; c < reduced.size(); ++c) {
        const double low = reduced[c] - rounding * size[c];
        const double high = reduced[c] + rounding * size[c];
        add(std::min({low * column_lower_[c], low * column_upper_[c], high * column_lower_[c],
                      high * column_upper_[c]}));
    }
    return bound - rounding * bound_size;
}

}  // namespace berth::host::fleet
