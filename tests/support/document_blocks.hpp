// Examples in documents.
#pragma once

#include <istream>
#include <string>
#include <vector>

namespace berth::test {

/// The text of each block that begins with ```yaml.
inline std::vector<std::string> yaml_blocks(std::istream& document) {
    std::vector<std::string> blocks;
    bool in_block = false;
    for (std::string line; std::getline(document, line);) {
        if (line == "```yaml") {
            in_block = true;
            blocks.emplace_back();
        } else if (line == "```") {
            in_block = false;
        } else if (in_block) {
            blocks.back() += line + "\n";
        }
    }
    return blocks;
}

}  // namespace berth::test
