// An `expr` of the grammar of which a part has been read.
#pragma once

#include <cstddef>
#include <vector>

#include "query/ast.hpp"

namespace berth::host::query {

/// The whole text, or what follows a `(`. Collects operands and gives the tree when it ends.
class OpenExpression {
   public:
    /// `opened_at`: offset of the `(`.
    explicit OpenExpression(std::size_t opened_at) : opened_at_(opened_at) {}

    std::size_t opened_at() const noexcept { return opened_at_; }

    /// The next operand is denied once more. Twice is not at all.
    void deny() noexcept { denied_ = !denied_; }

    /// An operand. Operands are joined by `and` unless an `or` comes between.
    void add(Node operand);

    /// An `or`.
    void end_conjunction();

    /// The tree. Nothing may be added later.
    Node close();

   private:
    std::size_t opened_at_;
    bool denied_ = false;
    std::vector<Node> conjuncts_;
    std::vector<Node> alternatives_;
};

}  // namespace berth::host::query
