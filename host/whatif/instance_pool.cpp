#include "whatif/instance_pool.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "query/ast.hpp"
#include "whatif/sweep_checks.hpp"

namespace berth::host::whatif {

namespace {

bool evaluate(const Expression& expression, const InstanceForm& form) {
    std::vector<std::string_view> groups;
    for (const Task& task : form.tasks) {
        if (task.counts() && !task.group.empty()) groups.push_back(task.group);
    }
    std::ranges::sort(groups);
    groups.erase(std::unique(groups.begin(), groups.end()), groups.end());
    return query::evaluate(
        expression.root(), form.instance,
        {.groups = groups, .running_tasks_count = form.instance.running_tasks_count});
}

InstanceForm renamed(InstanceForm form, const std::string& arn) {
    for (Task& task : form.tasks) {
        const std::string& old = form.instance.arn;
        if (task.arn.starts_with(old)) task.arn.replace(0, old.size(), arn);
        task.container_instance_arn = arn;
    }
    form.instance.arn = arn;
    return form;
}

Snapshot frame_of(const Snapshot& base) {
    Snapshot frame = base;
    frame.instances.clear();
    frame.tasks.clear();
    return frame;
}

}  // namespace

InstancePool::InstancePool(const Snapshot& base, const Sweep& sweep, std::vector<Warning>& warnings)
    : frame_(frame_of(base)),
      new_instances_(base, sweep.registration, "what-if"),
      daemon_tasks_(base, warnings) {
    add_base(base);
    for_each_edit(sweep, [this](const Edit& edit) {
        if (const auto* const new_ones = std::get_if<AddInstances>(&edit)) add_kind(*new_ones);
    });
}

void InstancePool::add_base(const Snapshot& base) {
    std::vector<const ContainerInstance*> instances;
    for (const ContainerInstance& instance : base.instances) instances.push_back(&instance);
    std::ranges::sort(instances, {},
                      [](const ContainerInstance* i) -> const std::string& { return i->arn; });
    std::unordered_map<std::string_view, InstanceId> id_of;
    for (const ContainerInstance* instance : instances) {
        const InstanceId id = add({*instance, {}}, static_cast<InstanceId>(forms_.size()));
        if (!id_of.emplace(instance->arn, id).second) {
            throw InputError(fmt::format("two instances have the ARN {}", instance->arn));
        }
    }
    base_count_ = forms_.size();
    for (const Task& task : base.tasks) {
        const auto found = id_of.find(task.container_instance_arn);
        std::vector<Task>& tasks =
            found == id_of.end() ? frame_.tasks : forms_[found->second].tasks;
        tasks.push_back(task);
    }
}

InstanceId InstancePool::add(InstanceForm form, InstanceId base) {
    marks_.push_back({name(form.instance, attribute_names::instance_type),
                      name(form.instance, attribute_names::availability_zone), base});
    forms_.push_back(std::move(form));
    return static_cast<InstanceId>(forms_.size() - 1);
}

NameId InstancePool::name(const std::string& text) {
    return names_.try_emplace(text, static_cast<NameId>(names_.size())).first->second;
}

NameId InstancePool::name(const ContainerInstance& instance, std::string_view attribute) {
    const std::string* const value = instance.attribute(attribute);
    return value == nullptr ? 0 : name(*value);
}

InstanceId InstancePool::drained(InstanceId id) {
    const auto found = drained_.find(id);
    if (found != drained_.end()) return found->second;
    const InstanceId drained =
        add(renamed(forms_[id], forms_[id].instance.arn + "#draining"), base_of(id));
    forms_[drained].instance.status = "DRAINING";
    drained_.emplace(id, drained);
    return drained;
}

InstanceId InstancePool::swapped(InstanceId id, const std::string& to) {
    const auto found = swapped_.find(std::pair(id, to));
    if (found != swapped_.end()) return found->second;
    InstanceForm form;
    form.instance =
        new_instances_.replacement(forms_[id].instance, documents::require_instance_type(to));
    form.instance.arn = forms_[id].instance.arn + "#" + to;
    form.tasks = daemon_tasks_.start_on(form.instance);
    const InstanceId swapped = add(std::move(form));
    swapped_.emplace(std::pair(id, to), swapped);
    return swapped;
}

void InstancePool::add_kind(const AddInstances& edit) {
    if (kind_of(edit) < kinds_.size()) return;
    const auto same_type = std::ranges::count_if(kinds_, [&edit](const Kind& kind) {
        return kind.like.instance_type == edit.instance_type;
    });
    kinds_.push_back({edit, static_cast<std::size_t>(same_type)});
}

std::size_t InstancePool::kind_of(const AddInstances& edit) const {
    const auto found = std::ranges::find_if(kinds_, [&edit](const Kind& kind) {
        return kind.like.instance_type == edit.instance_type &&
               kind.like.attributes == edit.attributes &&
               kind.like.capacity_provider == edit.capacity_provider;
    });
    return static_cast<std::size_t>(found - kinds_.begin());
}

// ".../what-if-m5.large-us-west-2a-000001"
std::string InstancePool::arn_of(const Kind& kind, const std::string& zone,
                                 std::uint32_t number) const {
    const std::string other =
        kind.number == 0 ? std::string() : fmt::format("-{}", kind.number + 1);
    return fmt::format("{}what-if-{}{}-{}-{:06}", new_instances_.arn_prefix(),
                       kind.like.instance_type, other, zone.empty() ? "no-zone" : zone, number + 1);
}

InstanceForm InstancePool::make_added(const Kind& kind, const std::string& zone) const {
    InstanceForm form;
    form.instance =
        new_instances_.make(documents::require_instance_type(kind.like.instance_type), zone);
    form.instance.capacity_provider = kind.like.capacity_provider;
    for (const Attribute& attribute : kind.like.attributes) {
        form.instance.set_attribute(attribute.name, attribute.value);
    }
    form.instance.arn = arn_of(kind, zone, 0);
    form.tasks = daemon_tasks_.start_on(form.instance);
    return form;
}

InstanceId InstancePool::added(std::size_t kind_number, const std::string& zone,
                               std::uint32_t number) {
    std::vector<InstanceId>& alike = added_[{kind_number, zone}];
    const Kind& kind = kinds_[kind_number];
    if (alike.empty()) alike.push_back(add(make_added(kind, zone)));
    while (alike.size() <= number) {
        const auto next = static_cast<std::uint32_t>(alike.size());
        alike.push_back(add(renamed(forms_[alike.front()], arn_of(kind, zone, next))));
    }
    return alike[number];
}

InstancePool::Filter& InstancePool::filter(const std::string& expression) {
    const auto found = filters_.find(expression);
    if (found != filters_.end()) return found->second;
    std::optional<Expression> parsed;
    if (!expression.empty()) parsed = Expression::parse(expression);
    return filters_.emplace(expression, Filter(*this, std::move(parsed))).first->second;
}

bool InstancePool::Filter::holds(InstanceId id) {
    if (!expression_) return true;
    if (known_.size() <= id) known_.resize(pool_->forms_.size(), -1);
    std::int8_t& holds = known_[id];
    if (holds < 0) holds = evaluate(*expression_, (*pool_)[id]) ? 1 : 0;
    return holds > 0;
}

}  // namespace berth::host::whatif
