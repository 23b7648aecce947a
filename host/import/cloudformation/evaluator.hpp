// Works out the values of templates: what the functions in them return, given parameters,
// conditions, mappings, the names that AWS makes, and the exports of the other stacks.
//
// Values are worked out when something asks for them. What is under way is remembered, so that
// values that need each other are found; how deep, how many and how long they get is limited.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "berth/import.hpp"
#include "import/cloudformation/resource_type.hpp"
#include "import/cloudformation/template.hpp"

namespace berth::host::import::cloudformation {

struct Stack {
    std::string name;
    Template source;
    Named<Property> parameters;
};

class Evaluator {
   public:
    /// Both must outlive the evaluator.
    Evaluator(const std::vector<Stack>& stacks, const CloudFormationOptions& options)
        : stacks_(&stacks), options_(&options) {}

    /// Throws InputError with the place of what CloudFormation would refuse.
    Property evaluate(const Stack& stack, const yaml::Value& value);

    /// The same for a value that must be text or a list; a text that is missing may come in place
    /// of a list.
    Property evaluate_text(const Stack& stack, const yaml::Value& value);
    Property evaluate_list(const Stack& stack, const yaml::Value& value);

    /// Text without anything missing.
    std::string known_text(const Stack& stack, const yaml::Value& value);

    /// Whether a condition holds, by its name or as a function that returns it.
    bool holds(const Stack& stack, const std::string& condition, const yaml::Value& used_at);
    bool test(const Stack& stack, const yaml::Value& value);
    bool exists(const Stack& stack, const Resource& resource);

    /// What Ref, Fn::GetAtt and Fn::ImportValue return.
    Property reference(const Stack& stack, const std::string& name, const yaml::Value& at);
    Property attribute(const Stack& stack, const std::string& id, const std::string& name,
                       const yaml::Value& at);
    Property imported(const std::string& export_name, const yaml::Value& at);

    /// Names that AWS would make; a name that the template gives goes before.
    Property physical_name(const Stack& stack, const Resource& resource);
    std::string physical_id(const Stack& stack, const Resource& resource) const;
    Property arn(const Stack& stack, const Resource& resource);

    std::vector<std::string> zones(const std::string& region) const;

    /// Attributes and exports of the options that nothing asked for.
    std::vector<std::string> unused_answers() const;

   private:
    // A step into a value, or into something that has a name and must not need itself.
    class Step {
       public:
        Step(Evaluator& evaluator, const yaml::Value& at);
        Step(Evaluator& evaluator, const yaml::Value& at, const std::string& name);
        Step(const Step&) = delete;
        Step& operator=(const Step&) = delete;
        ~Step();

       private:
        Evaluator& evaluator_;
        bool has_name_ = false;
    };

    struct Exported {
        const Stack* stack;
        const Output* output;
    };

    Property evaluate_plain(const Stack& stack, const yaml::Value& value);
    Property evaluate_map(const Stack& stack, const yaml::Value& value);
    void charge(const Property& property, const yaml::Value& at);
    std::optional<Property> pseudo_parameter(const Stack& stack, const std::string& name,
                                             const yaml::Value& at) const;
    std::optional<Property> answer(const CloudFormationOptions::Values& values,
                                   const std::string& stack_name, const std::string& name,
                                   const yaml::Value& at);
    Property resource_reference(const Stack& stack, const Resource& resource,
                                const yaml::Value& at);
    Property known_attribute(const Stack& stack, const Resource& resource,
                             const AttributeRule& rule, const yaml::Value& at);
    const Resource& existing(const Stack& stack, const std::string& id, const yaml::Value& at);
    void find_exports();

    const std::vector<Stack>* stacks_;
    const CloudFormationOptions* options_;
    std::optional<std::map<std::string, Exported>> exports_;
    std::vector<std::string> under_way_;
    std::set<std::string> used_answers_;
    std::size_t depth_ = 0;
    std::size_t bytes_left_ = std::size_t{64} << 20U;
};

/// The resources that a resource needs, by Ref, Fn::GetAtt, Fn::Sub or DependsOn, in the order of
/// the template. Of Fn::If only the branch that is taken counts.
std::vector<std::string> needed_resources(Evaluator& evaluator, const Stack& stack,
                                          const Resource& resource);

/// Throws InputError that names the resources of a circle, as CloudFormation refuses it.
void require_no_circle(Evaluator& evaluator, const Stack& stack);

}  // namespace berth::host::import::cloudformation
