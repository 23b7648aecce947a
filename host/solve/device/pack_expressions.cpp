#include <algorithm>

#include "solve/device/pack_classes.hpp"

namespace berth::host::solve::device {

namespace {

using kernels::StepView;
using Kind = compile::PredicateNode::Kind;

/// A piece of postfix code and the bits of stack that it needs.
struct Code {
    std::vector<StepView> steps;
    std::uint32_t depth = 1;
};

// Operands are evaluated deepest first, as Sethi and Ullman have it ("The Generation of Optimal
// Code for Arithmetic Expressions", JACM 1970): a tree of L leaves then needs at most log2(L) + 1
// bits of stack, so that 64 suffice for any expression that ECS accepts.
Code join(std::vector<Code> operands, StepView::Kind op) {
    std::ranges::stable_sort(operands, std::ranges::greater{}, &Code::depth);
    Code out = std::move(operands.front());
    for (std::size_t k = 1; k < operands.size(); ++k) {
        out.depth = std::max(out.depth, operands[k].depth + 1);
        out.steps.insert(out.steps.end(), operands[k].steps.begin(), operands[k].steps.end());
        out.steps.push_back({op, 0});
    }
    return out;
}

Code translate(const compile::PredicateNode*& node) {
    const compile::PredicateNode& here = *node++;
    switch (here.kind) {
        case Kind::plane:
            return {{{StepView::Kind::plane, here.index}}, 1};
        case Kind::atom:
            return {{{StepView::Kind::atom, here.index}}, 1};
        case Kind::negation: {
            Code code = translate(node);
            code.steps.push_back({StepView::Kind::negate, 0});
            return code;
        }
        default:
            break;
    }
    std::vector<Code> operands;
    for (std::uint32_t k = 0; k < here.operands; ++k) operands.push_back(translate(node));
    return join(std::move(operands),
                here.kind == Kind::conjunction ? StepView::Kind::both : StepView::Kind::either);
}

}  // namespace

std::vector<std::uint32_t> number_dynamic_expressions(const compile::CompiledProblem& problem) {
    std::vector<std::uint32_t> numbers;
    std::uint32_t next = 0;
    for (const compile::CompiledExpression& expression : problem.expressions) {
        numbers.push_back(expression.dynamic ? next++ : UINT32_MAX);
    }
    return numbers;
}

PackedExpressions pack_expressions(const compile::CompiledProblem& problem) {
    PackedExpressions out;
    for (const compile::DynamicAtom& atom : problem.atoms) {
        const bool counts = atom.kind == compile::DynamicAtom::Kind::running_count;
        out.atoms.push_back({counts, atom.test, atom.count});
        out.counts_running_tasks = out.counts_running_tasks || counts;
    }
    for (const compile::CompiledExpression& expression : problem.expressions) {
        if (!expression.dynamic) continue;
        const compile::PredicateNode* node = expression.predicate.data();
        const Code code = translate(node);
        out.expressions.push_back({static_cast<std::uint32_t>(out.steps.size()),
                                   static_cast<std::uint32_t>(code.steps.size())});
        out.steps.insert(out.steps.end(), code.steps.begin(), code.steps.end());
    }
    return out;
}

}  // namespace berth::host::solve::device
