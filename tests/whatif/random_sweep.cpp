#include "whatif/random_sweep.hpp"

#include <set>
#include <string>

#include "generate_cases/dice.hpp"
#include "generate_cases/random_parts.hpp"

namespace berth::tests {

namespace {

Service random_service(Dice& dice, const Snapshot& snapshot, const std::string& name) {
    Service service;
    service.name = name;
    service.task_definition = dice.pick(snapshot.task_definitions).arn;
    if (dice.chance(40)) service.launch_type = LaunchType::ec2;
    if (dice.chance(40)) service.scheduling = SchedulingStrategy::daemon;
    if (dice.chance(40)) {
        service.constraints = {{ConstraintType::member_of, random_expression(dice)}};
    }
    if (service.scheduling == SchedulingStrategy::replica && dice.chance(50)) {
        service.strategies = {{StrategyType::binpack, StrategyField::memory, ""}};
    }
    return service;
}

std::string random_type(Dice& dice) {
    return dice.pick({"a1.medium", "c5.large", "p2.xlarge", "m5.xlarge", "g4dn.xlarge"});
}

// What an edit may name: only what the case has.
class EditDice {
   public:
    EditDice(Dice& dice, const Case& made) : dice_(dice), burst_(made.burst) {
        for (const ContainerInstance& instance : made.snapshot.instances) {
            add(instance.attribute("ecs.availability-zone"), zones_);
            add(instance.attribute("ecs.instance-type"), types_);
        }
    }

    Edit roll() {
        switch (dice_.below(12)) {
            case 0:
                return add_instances();
            case 1:
                return RemoveInstances{expression(), count()};
            case 2:
                return DrainInstances{expression(), count()};
            case 3:
                return swap_instances();
            case 4:
                return lose_zone();
            case 5:
                return lose_instances();
            case 6:
                return ScaleCounts{dice_.pick({0.0, 0.5, 1.1, 2.0}), selector()};
            case 7:
                return scale_sizes();
            case 8:
                return set_strategies();
            case 9:
                return set_constraints();
            case 10:
                return UseGpuModels{{dice_.pick({"T4", "K80"})}, selector()};
            default:
                return SetOrder{
                    dice_.pick({RequestOrder::given, RequestOrder::shuffled,
                                RequestOrder::largest_first, RequestOrder::round_robin})};
        }
    }

   private:
    static void add(const std::string* name, std::vector<std::string>& names) {
        if (name != nullptr) names.push_back(*name);
    }

    std::string expression() { return dice_.chance(50) ? "" : random_expression(dice_); }

    std::optional<std::int64_t> count() {
        if (dice_.chance(30)) return {};
        return dice_.between(0, 4);
    }

    RequestSelector selector() {
        RequestSelector selector;
        if (burst_.empty() || dice_.chance(50)) return selector;
        const Request& request = dice_.pick(burst_);
        selector.task_definitions.push_back(request.task_definition);
        const Request& other = dice_.pick(burst_);
        if (other.is_service()) selector.services.push_back(other.service_name);
        return selector;
    }

    Edit add_instances() {
        AddInstances edit;
        edit.instance_type = random_type(dice_);
        edit.count = dice_.between(0, 4);
        if (dice_.chance(30)) edit.zones = {"us-west-2b", "us-west-2z"};
        if (dice_.chance(40)) edit.attributes = {{"stack", dice_.pick(vocabulary::stacks)}};
        if (dice_.chance(40)) edit.capacity_provider = dice_.pick(vocabulary::providers);
        return edit;
    }

    Edit swap_instances() {
        if (types_.empty()) return add_instances();
        const std::string from = dice_.pick(types_);
        const std::string to = random_type(dice_);
        return SwapInstances{from, to, count()};
    }

    Edit lose_zone() {
        if (zones_.empty()) return add_instances();
        return LoseZone{dice_.pick(zones_)};
    }

    Edit lose_instances() {
        LoseInstances edit;
        edit.count = dice_.between(0, 6);
        edit.expression = expression();
        edit.seed = dice_.below(100);
        return edit;
    }

    Edit scale_sizes() {
        ScaleSizes edit;
        edit.cpu = dice_.pick({0.3, 1.0, 1.7});
        edit.memory = dice_.pick({0.3, 1.0, 1.7});
        edit.requests = selector();
        return edit;
    }

    Edit set_strategies() {
        SetStrategies edit;
        edit.requests = selector();
        if (dice_.chance(30)) return edit;
        edit.strategies = {
            {StrategyType::spread, StrategyField::attribute, "ecs.availability-zone"},
            {StrategyType::binpack, StrategyField::cpu, ""}};
        return edit;
    }

    Edit set_constraints() {
        SetConstraints edit;
        edit.requests = selector();
        edit.keep = dice_.chance(50);
        if (dice_.chance(70)) {
            edit.constraints.push_back({ConstraintType::member_of, random_expression(dice_)});
        }
        if (dice_.chance(30)) edit.constraints.push_back({ConstraintType::distinct_instance, ""});
        return edit;
    }

    Dice& dice_;
    std::vector<Request> burst_;
    std::vector<std::string> zones_;
    std::vector<std::string> types_;
};

Axis random_axis(Dice& dice, EditDice& edits, std::size_t number) {
    Axis axis;
    axis.name = "axis" + std::to_string(number);
    const std::size_t options = 1 + dice.below(3);
    for (std::size_t o = 0; o < options; ++o) {
        Option option{"option" + std::to_string(o), {}};
        const std::size_t length = dice.below(3);
        for (std::size_t e = 0; e < length; ++e) option.edits.push_back(edits.roll());
        axis.options.push_back(std::move(option));
    }
    return axis;
}

}  // namespace

Case random_cluster_in_use(std::uint64_t seed) {
    Dice dice(seed);
    const std::size_t instances = 1 + dice.below(12);
    Case made = random_case(seed, instances);
    for (const char* const name : {"agent", "web"}) {
        if (dice.chance(60)) {
            made.snapshot.services.push_back(random_service(dice, made.snapshot, name));
        }
    }
    for (Task& task : made.snapshot.tasks) {
        task.task_definition_arn = dice.pick(made.snapshot.task_definitions).arn;
        if (dice.chance(5)) task.task_definition_arn += "0";
        if (dice.chance(5)) task.group = "service:agent";
    }
    return made;
}

Sweep random_sweep(const Case& made, std::uint64_t seed) {
    Dice dice(seed);
    EditDice edits(dice, made);
    Sweep sweep;
    sweep.trials = 1 + dice.below(2);
    sweep.seed = dice.next();
    sweep.replace_displaced = dice.chance(60);
    const std::size_t axes = 1 + dice.below(3);
    for (std::size_t a = 0; a < axes; ++a) sweep.axes.push_back(random_axis(dice, edits, a));
    return sweep;
}

}  // namespace berth::tests
