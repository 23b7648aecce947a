#include "whatif/forms.hpp"

#include "berth/query.hpp"
#include "simulate/scaling_members.hpp"
#include "whatif/placement_yaml.hpp"
#include "whatif/sweep_checks.hpp"

namespace berth::host::whatif {

namespace {

void describe_list(json::Writer& writer, std::string_view definition, std::int64_t most) {
    writer.member("type", "array");
    writer.member("maxItems", most);
    writer.key("items");
    writer.begin_object();
    json::write_reference(writer, definition);
    writer.end_object();
}

}  // namespace

void ExpressionForm::read(const yaml::Value& value, std::string& expression) const {
    expression = value.text();
    if (!expression.empty()) Expression::parse(expression, value.where());
}

void ExpressionForm::describe(json::Writer& writer) const {
    writer.member("type", "string");
    writer.member("maxLength", std::int64_t{limits::expression_characters});
}

void TypeForm::read(const yaml::Value& value, std::string& type) const {
    type = read_instance_type(value);
}

void TypeForm::describe(json::Writer& writer) const {
    json::describe_form(writer, record::Text{});
}

void TypesForm::read(const yaml::Value& value, std::vector<std::string>& types) const {
    for (const yaml::Value& element : value.elements()) {
        types.push_back(read_instance_type(element));
    }
    if (types.empty()) value.fail_expected("at least one type");
}

void TypesForm::describe(json::Writer& writer) const {
    json::describe_form(writer, record::Texts{1});
}

void GpuModelsForm::read(const yaml::Value& value, std::vector<std::string>& models) const {
    for (const yaml::Value& element : value.elements()) {
        models.push_back(element.text());
        element.located([&models] { require_gpu_model(models.back()); });
    }
    if (models.empty()) value.fail_expected("at least one model");
}

void GpuModelsForm::describe(json::Writer& writer) const {
    json::describe_form(writer, record::Texts{1});
}

void FactorForm::read(const yaml::Value& value, double& factor) const {
    factor = value.number();
    value.located([&] { require_factor(factor, may_be_zero); });
}

void FactorForm::describe(json::Writer& writer) const {
    writer.member("type", "number");
    writer.member(may_be_zero ? "minimum" : "exclusiveMinimum", std::int64_t{0});
    writer.member("maximum", static_cast<std::int64_t>(largest_factor));
}

void WarmupForm::read(const yaml::Value& value, std::int64_t& seconds) const {
    seconds = simulate::read_warmup_seconds(value);
}

void WarmupForm::describe(json::Writer& writer) const {
    json::describe_form(writer, record::Text{true});
}

void ConstraintsForm::read(const yaml::Value& value,
                           std::vector<PlacementConstraint>& constraints) const {
    constraints = read_constraints(value);
}

void ConstraintsForm::describe(json::Writer& writer) const {
    describe_list(writer, "placementConstraint", limits::constraints_per_task);
}

void StrategiesForm::read(const yaml::Value& value,
                          std::vector<PlacementStrategy>& strategies) const {
    strategies = read_strategies(value);
}

void StrategiesForm::describe(json::Writer& writer) const {
    describe_list(writer, "placementStrategy", limits::strategies_per_task);
}

}  // namespace berth::host::whatif
