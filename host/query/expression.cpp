// The public face of the query language: include/berth/query.hpp on a snapshot as it is.
#include <algorithm>
#include <iterator>
#include <set>
#include <unordered_map>
#include <utility>

#include "berth/query.hpp"
#include "query/ast.hpp"

namespace berth {

namespace {

// Distinct groups per instance ARN; the names point into the snapshot.
class GroupIndex {
   public:
    explicit GroupIndex(const Snapshot& snapshot) {
        for (const Task& task : snapshot.tasks) {
            if (!task.counts() || task.group.empty()) continue;
            by_arn_[task.container_instance_arn].push_back(task.group);
        }
        for (auto& [arn, groups] : by_arn_) {
            std::ranges::sort(groups);
            groups.erase(std::unique(groups.begin(), groups.end()), groups.end());
        }
    }

    host::query::Load load(const ContainerInstance& instance) const {
        const auto found = by_arn_.find(instance.arn);
        host::query::Load load{.groups = {}, .running_tasks_count = instance.running_tasks_count};
        if (found != by_arn_.end()) load.groups = found->second;
        return load;
    }

   private:
    std::unordered_map<std::string_view, std::vector<std::string_view>> by_arn_;
};

std::vector<std::string_view> distinct_values(const Snapshot& snapshot,
                                              const host::query::Test& test) {
    std::set<std::string_view> values;
    switch (test.subject) {
        case host::query::Subject::attribute:
            for (const ContainerInstance& instance : snapshot.instances) {
                if (const auto* value = instance.attribute(test.attribute_name)) {
                    values.insert(*value);
                }
            }
            break;
        case host::query::Subject::task_group:
            for (const Task& task : snapshot.tasks) {
                if (task.counts() && !task.group.empty()) values.insert(task.group);
            }
            break;
        case host::query::Subject::ec2_instance_id:
            for (const ContainerInstance& instance : snapshot.instances) {
                if (!instance.ec2_instance_id.empty()) values.insert(instance.ec2_instance_id);
            }
            break;
        case host::query::Subject::agent_connected:
            values = {"false", "true"};
            break;
        default:
            break;  // no textual subject
    }
    return {values.begin(), values.end()};
}

}  // namespace

Expression Expression::parse(std::string_view text, const Location& where) {
    Expression expression;
    expression.root_ = std::make_shared<const host::query::Node>(host::query::parse(text, where));
    expression.text_ = text;
    return expression;
}

std::vector<const ContainerInstance*> matching_instances(const Snapshot& snapshot,
                                                         const Expression& expression) {
    const GroupIndex groups(snapshot);
    std::vector<const ContainerInstance*> matching;
    for (const ContainerInstance& instance : snapshot.instances) {
        if (host::query::evaluate(expression.root(), instance, groups.load(instance))) {
            matching.push_back(&instance);
        }
    }
    std::ranges::sort(matching, {}, [](const ContainerInstance* instance) -> const std::string& {
        return instance->arn;
    });
    return matching;
}

std::vector<Warning> remarks(const Snapshot& snapshot, const Expression& expression) {
    const auto values_of = [&snapshot](const host::query::Test& test) {
        return distinct_values(snapshot, test);
    };
    std::vector<Warning> warnings;
    for (std::string& remark : host::query::remarks(expression.root(), values_of)) {
        warnings.push_back({.text = std::move(remark), .where = {}});
    }
    return warnings;
}

QueryResult run_query(const Snapshot& snapshot, const Expression& expression) {
    QueryResult result{.expression = expression.text(),
                       .instances_total = snapshot.instances.size(),
                       .matching = matching_instances(snapshot, expression),
                       .warnings = snapshot.warnings};
    std::vector<Warning> about = remarks(snapshot, expression);
    std::ranges::move(about, std::back_inserter(result.warnings));
    return result;
}

}  // namespace berth
