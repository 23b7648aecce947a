#include "query/first_false.hpp"

namespace berth::host::query {

const Node* first_false(const Node& root, const ContainerInstance& instance, const Load& load) {
    if (root.kind != NodeKind::conjunction) {
        return evaluate(root, instance, load) ? nullptr : &root;
    }
    for (const Node& child : root.children) {
        if (const Node* const found = first_false(child, instance, load)) return found;
    }
    return nullptr;
}

}  // namespace berth::host::query
