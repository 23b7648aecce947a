// From templates to a snapshot: load, evaluate, write as documents of the AWS CLI, read those.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <iterator>

#include "berth/import.hpp"
#include "berth/json.hpp"
#include "import/cloudformation/documents.hpp"
#include "import/cloudformation/evaluator.hpp"
#include "import/cloudformation/template.hpp"
#include "json/text.hpp"

namespace berth {

namespace host::import::cloudformation {

namespace {

// AWS CloudFormation API reference, CreateStack: StackName has letters, digits and hyphens, begins
// with a letter and has at most 128 characters.
bool is_stack_name(const std::string& name) {
    constexpr std::size_t most_characters = 128;
    const auto is_letter = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); };
    const auto belongs = [&](char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '-'; };
    return !name.empty() && name.size() <= most_characters && is_letter(name[0]) &&
           std::ranges::all_of(name, belongs);
}

// "templates/my_vpc.yaml" -> "my-vpc"
std::string name_from_path(const std::string& path) {
    std::string name = std::filesystem::path(path).stem().string();
    for (char& c : name) {
        if (!is_stack_name("a" + std::string(1, c))) c = '-';
    }
    return is_stack_name(name) ? name : "stack";
}

std::string stack_name(const CloudFormationTemplate& source) {
    if (source.stack_name.empty()) return name_from_path(source.path);
    if (!is_stack_name(source.stack_name)) {
        throw InputError(
            fmt::format("\"{}\" is no name for a stack: it has letters, digits and hyphens, and "
                        "begins with a letter",
                        json::shortened(source.stack_name)),
            {source.path, ""});
    }
    return source.stack_name;
}

std::vector<Stack> load_stacks(std::span<const CloudFormationTemplate> templates,
                               std::vector<Warning>& warnings) {
    std::vector<Stack> stacks;
    for (const CloudFormationTemplate& source : templates) {
        const std::string name = stack_name(source);
        if (std::ranges::find(stacks, name, &Stack::name) != stacks.end()) {
            throw InputError(
                fmt::format("another template has the stack name {} already; name the stacks",
                            name),
                {source.path, ""});
        }
        stacks.push_back({name, load_template(source, warnings), {}});
    }
    return stacks;
}

void require_known_parameters(const std::vector<Stack>& stacks,
                              const CloudFormationOptions& options) {
    std::vector<std::string> known;
    for (const Stack& stack : stacks) {
        for (const auto& [name, value] : stack.source.parameters) known.push_back(name);
    }
    for (const auto& [key, value] : options.parameters) {
        const bool is_known = std::ranges::any_of(stacks, [&, &key = key](const Stack& stack) {
            return std::ranges::any_of(stack.source.parameters, [&](const auto& parameter) {
                return key == parameter.first || key == stack.name + "." + parameter.first;
            });
        });
        if (is_known) continue;
        throw InputError(
            fmt::format("the templates have no parameter `{}`; known are: {}", json::shortened(key),
                        known.empty() ? "none" : fmt::format("{}", fmt::join(known, ", "))),
            {"--parameters", ""});
    }
}

void count_ignored(Evaluator& evaluator, const std::vector<Stack>& stacks,
                   CloudFormationImport& result) {
    for (const Stack& stack : stacks) {
        for (const Resource& resource : stack.source.resources) {
            if (find_resource_type(resource.type) != nullptr ||
                !evaluator.exists(stack, resource)) {
                continue;
            }
            ++result.ignored_resources[resource.type];
            if (resource.type == "AWS::CloudFormation::Stack") {
                result.snapshot.warnings.push_back(
                    {"nested stacks are not evaluated; give their templates as stacks of their own",
                     resource.body.where()});
            }
        }
    }
}

void warn_of_clusters(const std::vector<PreparedResource>& resources,
                      std::vector<Warning>& warnings) {
    std::vector<std::string> names;
    for (const PreparedResource& prepared : resources) {
        if (prepared.type->name == cluster_type) {
            names.push_back(prepared.properties.find("ClusterName")->text);
        }
    }
    if (names.size() < 2) return;
    warnings.push_back({fmt::format("the templates have {} clusters ({}), and a snapshot is that "
                                    "of one: what belongs to which is lost",
                                    names.size(), fmt::join(names, ", ")),
                        {}});
}

// Places in the documents become places in the templates.
Snapshot read_documents(const Documents& documents) {
    Snapshot snapshot;
    try {
        snapshot = read_cluster_text(documents.json, "");
    } catch (const InputError& error) {
        throw InputError(error.problem(), documents.place_of(error.where()));
    }
    for (Warning& warning : snapshot.warnings) warning.where = documents.place_of(warning.where);
    for (TaskDefinition& definition : snapshot.task_definitions) {
        definition.where = documents.place_of(definition.where);
    }
    return snapshot;
}

}  // namespace

}  // namespace host::import::cloudformation

CloudFormationImport import_cloudformation(std::span<const CloudFormationTemplate> templates,
                                           const CloudFormationOptions& options) {
    using namespace host::import::cloudformation;
    CloudFormationImport result;
    std::vector<Warning> warnings;
    std::vector<Stack> stacks = load_stacks(templates, warnings);
    require_known_parameters(stacks, options);
    for (Stack& stack : stacks) {
        stack.parameters = resolve_parameters(stack.source, stack.name, options);
    }
    Evaluator evaluator(stacks, options);
    for (const Stack& stack : stacks) require_no_circle(evaluator, stack);
    const std::vector<PreparedResource> resources = prepare_resources(evaluator, stacks, warnings);
    warn_of_clusters(resources, warnings);
    Documents documents = write_documents(evaluator, resources, warnings);
    if (!resources.empty()) result.snapshot = read_documents(documents);
    auto& all = result.snapshot.warnings;
    all.insert(all.begin(), warnings.begin(), warnings.end());
    count_ignored(evaluator, stacks, result);
    for (const std::string& name : evaluator.unused_answers()) {
        all.push_back({fmt::format("nothing in the templates asks for {}", name), {}});
    }
    result.unresolved.assign(documents.unresolved.begin(), documents.unresolved.end());
    result.documents = std::move(documents.json);
    return result;
}

}  // namespace berth
