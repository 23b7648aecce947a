// From resolved requests to task classes.
//
// External interface is ClassBuilder::classes_of(): the classes of a request shape, one per
// capacity provider of its strategy, or a single one. Requests that do not differ in anything that
// placement reads share a class, whatever their names.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "compile/attribute_table.hpp"
#include "compile/compiled_problem.hpp"
#include "compile/request_rules.hpp"

namespace berth::host::compile {

class ClassBuilder {
   public:
    /// `problem` has its instances, columns, ports and groups.
    explicit ClassBuilder(CompiledProblem& problem);

    std::vector<ClassId> classes_of(const ResolvedRequest& request);

   private:
    TaskClass make_class(const ResolvedRequest& request);
    TaskClass make_fargate_class(const ResolvedRequest& request);
    ClassId add(TaskClass task_class);

    PlaneId launch_type_plane(LaunchType launch_type);
    PlaneId provider_plane(const std::string& provider);
    PlaneId attributes_plane(const std::vector<RequiredAttribute>& attributes);
    PlaneId attribute_plane(const RequiredAttribute& attribute);
    PlaneId location_plane(const std::vector<std::string>& subnets);
    ExpressionId expression(const SourcedExpression& source);
    ExpressionId new_expression(const SourcedExpression& source);
    void add_expressions(const ResolvedRequest& request, TaskClass& out);
    std::vector<SortKey> sort_keys(const ResolvedRequest& request, GroupId group);
    std::uint32_t counter(GroupId group, const std::string& attribute_name);
    std::uint32_t buckets(const std::string& attribute_name);
    std::vector<std::string> known_zones(const std::vector<std::string>& subnets);
    void warn_once(const std::string& text);

    CompiledProblem& problem_;
    AttributeTable attributes_;
    PredicateCompiler predicates_;
    std::map<std::string, GroupId, std::less<>> group_ids_;
    std::map<std::string, ExpressionId, std::less<>> expression_by_text_;
    std::map<std::string, ExpressionId, std::less<>> expression_by_form_;
    std::map<std::pair<GroupId, std::uint32_t>, std::uint32_t> counter_ids_;
    std::map<std::string, ClassId> class_ids_;
    std::map<std::string, bool, std::less<>> warned_;
};

}  // namespace berth::host::compile
