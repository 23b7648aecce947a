// Templates in tests: from text, of the example, of the ECS workshop.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "berth/import.hpp"

namespace berth::test {

inline CloudFormationTemplate template_of(const std::string& text,
                                          const std::string& stack_name = "demo") {
    return {"demo.yaml", stack_name, text};
}

inline CloudFormationImport import_text(const std::string& text,
                                        const CloudFormationOptions& options = {}) {
    const CloudFormationTemplate source = template_of(text);
    return import_cloudformation({&source, 1}, options);
}

/// What the import of a template that cannot be used says.
inline std::string problem_of(const std::string& text, const CloudFormationOptions& options = {}) {
    try {
        import_text(text, options);
    } catch (const InputError& error) {
        return error.what();
    }
    ADD_FAILURE() << "expected an InputError";
    return "";
}

/// A template whose only task definition has the family; `sections` stand before its resources.
inline std::string with_family(const std::string& family, const std::string& sections = "") {
    return sections +
           "\nResources:\n"
           "  Group: {Type: AWS::AutoScaling::AutoScalingGroup, Properties: {MinSize: 0, MaxSize: "
           "1}}\n"
           "  Custom: {Type: Custom::Answer}\n"
           "  Task:\n"
           "    Type: AWS::ECS::TaskDefinition\n"
           "    Properties:\n"
           "      ContainerDefinitions: [{Name: main, Memory: 64}]\n"
           "      Family: " +
           family + "\n";
}

/// What a value of a template is worked out to.
inline std::string value_of(const std::string& value, const std::string& sections = "",
                            const CloudFormationOptions& options = {}) {
    const CloudFormationImport import = import_text(with_family(value, sections), options);
    return import.snapshot.task_definitions.at(0).family;
}

inline CloudFormationImport import_files(const std::string& folder,
                                         const std::vector<std::string>& names,
                                         const CloudFormationOptions& options) {
    std::vector<CloudFormationTemplate> templates;
    for (const std::string& name : names) templates.push_back({folder + name, "", std::nullopt});
    return import_cloudformation(templates, options);
}

/// The shipped example; the importing stack comes first.
inline CloudFormationImport import_example(const CloudFormationOptions& options = {}) {
    return import_files(BERTH_SOURCE_DIR "/examples/workshop/", {"cluster.yaml", "network.yaml"},
                        options);
}

inline CloudFormationImport import_workshop(const std::string& folder,
                                            const CloudFormationOptions& options = {}) {
    return import_files(folder, {"ecsworkshop-vpc.yaml", "ecsworkshop-demo.yaml"}, options);
}

inline std::string all_warnings(const CloudFormationImport& import) {
    std::string text;
    for (const Warning& warning : import.snapshot.warnings) {
        text += to_string(warning.where) + ": " + warning.text + "\n";
    }
    return text;
}

}  // namespace berth::test
