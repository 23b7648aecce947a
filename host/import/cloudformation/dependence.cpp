#include "import/cloudformation/dependence.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "import/cloudformation/functions.hpp"

namespace berth::host::import::cloudformation {

namespace {

class Walk {
   public:
    Walk(Evaluator& evaluator, const Stack& stack) : scope_{evaluator, stack} {}

    std::vector<std::string> names;

    void value(const yaml::Value& at) {
        if (const std::optional<Call> call = call_in(at)) {
            this->call(*call);
        } else if (at.is_list()) {
            for (const yaml::Value& element : at.elements()) value(element);
        } else if (at.is_map()) {
            for (const auto& [name, member] : at.lenient_members()) value(member);
        }
    }

    void name(const std::string& id) {
        if (scope_.stack.source.find_resource(id) != nullptr &&
            std::ranges::find(names, id) == names.end()) {
            names.push_back(id);
        }
    }

   private:
    void call(const Call& call) {
        if (call.function == "Ref") {
            name(call.argument.text_not_empty());
        } else if (call.function == "Fn::GetAtt") {
            name(attribute_name(call.argument).id);
        } else if (call.function == "Fn::Sub") {
            sub(call.argument);
        } else if (call.function == "Fn::If") {
            const std::vector<yaml::Value> parts = arguments(call.argument, 3, "Fn::If");
            const bool holds =
                scope_.evaluator.holds(scope_.stack, parts[0].text_not_empty(), parts[0]);
            value(parts[holds ? 1 : 2]);
        } else {
            value(call.argument);
        }
    }

    void sub(const yaml::Value& argument) {
        std::vector<std::pair<std::string, yaml::Value>> own;
        if (argument.is_list()) own = arguments(argument, 2, "Fn::Sub")[1].lenient_members();
        for (const auto& [name, member] : own) value(member);
        for (const SubPart& part :
             sub_parts(argument.is_list() ? argument.elements()[0] : argument)) {
            if (part.is_variable && find_named(own, part.text) == nullptr) {
                name(part.text.substr(0, part.text.find('.')));
            }
        }
    }

    Scope scope_;
};

// Depth first; a template has at most 500 resources.
class CircleSearch {
   public:
    CircleSearch(Evaluator& evaluator, const Stack& stack) : evaluator_(evaluator), stack_(stack) {}

    void visit(const Resource& resource) {
        const auto first = std::ranges::find(under_way_, resource.id);
        if (first != under_way_.end()) {
            resource.body.fail(fmt::format("resources need each other in a circle: {} -> {}",
                                           fmt::join(first, under_way_.end(), " -> "),
                                           resource.id));
        }
        if (!done_.try_emplace(resource.id, true).second) return;
        under_way_.push_back(resource.id);
        for (const std::string& id : needed_resources(evaluator_, stack_, resource)) {
            visit(*stack_.source.find_resource(id));
        }
        under_way_.pop_back();
    }

   private:
    Evaluator& evaluator_;
    const Stack& stack_;
    std::vector<std::string> under_way_;
    std::map<std::string, bool> done_;
};

}  // namespace

std::vector<std::string> needed_resources(Evaluator& evaluator, const Stack& stack,
                                          const Resource& resource) {
    Walk walk(evaluator, stack);
    if (!evaluator.exists(stack, resource)) return {};
    for (const auto& [name, member] : resource.body.lenient_members()) {
        if (name == "Properties") walk.value(member);
        if (name != "DependsOn") continue;
        if (member.is_list()) {
            for (const yaml::Value& id : member.elements()) walk.name(id.text_not_empty());
        } else {
            walk.name(member.text_not_empty());
        }
    }
    return walk.names;
}

void require_no_circle(Evaluator& evaluator, const Stack& stack) {
    CircleSearch search(evaluator, stack);
    for (const Resource& resource : stack.source.resources) search.visit(resource);
}

}  // namespace berth::host::import::cloudformation
