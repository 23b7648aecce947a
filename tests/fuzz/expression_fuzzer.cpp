// Any bytes as a cluster query language expression: reading them either fails with a clear error
// or gives a tree that survives being written and read, and that means the same when simplified.
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

#include "berth/error.hpp"
#include "query/ast.hpp"

namespace {

using berth::host::query::Load;
using berth::host::query::Node;

berth::ContainerInstance some_instance() {
    berth::ContainerInstance instance;
    instance.arn = "arn:aws:ecs:us-east-1:111122223333:container-instance/c/1";
    instance.ec2_instance_id = "i-0abcd1234ef567890";
    instance.agent_version = "1.68.2";
    instance.registered_at = berth::host::model::parse_instant("2018-06-18T22:28:28+00:00");
    instance.running_tasks_count = 3;
    instance.set_attribute("ecs.instance-type", "t2.small");
    instance.set_attribute("ecs.availability-zone", "us-east-1a");
    instance.set_attribute("stack", "prod");
    instance.set_attribute("x", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab");
    instance.set_attribute("empty", "");
    return instance;
}

constexpr std::array<std::string_view, 2> groups = {"service:web", "database"};

// Nothing where a pattern passes its cost limit, which is an answer too.
std::optional<bool> holds(const Node& node, const berth::ContainerInstance& instance,
                          const Load& load) {
    try {
        return berth::host::query::evaluate(node, instance, load);
    } catch (const berth::InputError&) {
        return std::nullopt;
    }
}

void require(bool condition, const char* what, const Node& node) {
    if (condition) return;
    std::fprintf(stderr, "%s: %s\n", what, berth::host::query::to_text(node).c_str());
    std::abort();
}

void check_meaning(const Node& node, const berth::ContainerInstance& instance, const Load& load) {
    const Node simple = berth::host::query::simplify(node);
    const auto before = holds(node, instance, load);
    const auto after = holds(simple, instance, load);
    require(!before || !after || before == after, "simplify changed the meaning", node);
    if (!before) return;
    const Node* const culprit = berth::host::query::first_false(node, instance, load);
    require((culprit == nullptr) == *before, "first_false disagrees", node);
}

void check(const Node& node) {
    const std::string text = berth::host::query::to_text(node);
    // Written out an expression may be longer than it was: `!` becomes `not(...)`.
    try {
        const Node again = berth::host::query::parse(text);
        require(berth::host::query::to_text(again) == text, "the text does not read back", node);
    } catch (const berth::ExpressionError&) {
        require(text.size() > 2000, "the text cannot be read", node);
    }
    static const berth::ContainerInstance full = some_instance();
    static const berth::ContainerInstance bare;
    check_meaning(node, full, {.groups = groups, .running_tasks_count = 3});
    check_meaning(node, full, {.groups = {}, .running_tasks_count = 0});
    check_meaning(node, bare, {.groups = {}, .running_tasks_count = 0});
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    try {
        const Node node = berth::host::query::parse(text);
        check(node);
        berth::host::query::remarks(node, [](const berth::host::query::Test&) {
            return std::vector<std::string_view>{"t2.small", "us-east-1a", "prod"};
        });
    } catch (const berth::ExpressionError& error) {
        if (error.offset() > size) std::abort();
    }
    return 0;
}
