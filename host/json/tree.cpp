#include "json/tree.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace berth::host::json {

bool TreeBuilder::expects_name() const {
    return !open_.empty() && open_.back()->kind == Node::Kind::map && !has_name_;
}

void TreeBuilder::name(std::string_view name) {
    name_ = keep(name);
    has_name_ = true;
}

Node& TreeBuilder::add(Node::Kind kind, std::size_t line) {
    count(line);
    Node& node = tree_->nodes_.emplace_back();
    node.kind = kind;
    node.line = static_cast<std::uint32_t>(line);
    place(node);
    if (kind == Node::Kind::list || kind == Node::Kind::map) {
        if (open_.size() == most_depth) {
            fail("this is neither YAML nor JSON: nested too deeply", line);
        }
        open_.push_back(&node);
    }
    return node;
}

void TreeBuilder::add_again(const Node& node, std::size_t line) {
    count(line);
    place(node);
}

Node& TreeBuilder::close() {
    Node& node = *open_.back();
    open_.pop_back();
    return node;
}

void TreeBuilder::place(const Node& node) {
    if (open_.empty()) {
        tree_->root_ = &node;
    } else {
        open_.back()->children.push_back({has_name_ ? name_ : std::string_view(), &node});
    }
    has_name_ = false;
}

std::string_view TreeBuilder::keep(std::string_view text) {
    if (text.empty()) return {};
    auto* const copy = static_cast<char*>(tree_->texts_.allocate(text.size(), 1));
    std::ranges::copy(text, copy);
    return {copy, text.size()};
}

void TreeBuilder::count(std::size_t line) {
    if (values_left_-- == 0) fail_size(line);
}

void TreeBuilder::fail_size(std::size_t line) const {
    fail(fmt::format("the file stands for more than {} values, each alias counted as often as it "
                     "is used; make it smaller",
                     most_values),
         line);
}

void TreeBuilder::fail(const std::string& problem, std::size_t line) const {
    throw InputError(problem, {tree_->file_, fmt::format("line {}", line)});
}

}  // namespace berth::host::json
