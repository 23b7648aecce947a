// Every YAML block of docs/what-if-reference.md can be read, and together they show every edit.
#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <variant>

#include "berth/prices.hpp"
#include "berth/what_if.hpp"
#include "support/document_blocks.hpp"

namespace berth {
namespace {

// Edits that are shown without the file around them.
std::string file_around(const std::string& block) {
    if (!block.starts_with("- ")) return block;
    std::string file =
        "axes:\n  - name: axis\n    options:\n      - name: option\n        edits:\n";
    std::istringstream lines(block);
    for (std::string line; std::getline(lines, line);) file += "          " + line + "\n";
    return file;
}

TEST(Documentation, ItsExamplesCanBeReadAndShowEveryEdit) {
    std::ifstream document(BERTH_WHAT_IF_DOCUMENT);
    ASSERT_TRUE(document) << BERTH_WHAT_IF_DOCUMENT;
    std::set<std::size_t> edits;
    for (const std::string& block : test::yaml_blocks(document)) {
        if (block.starts_with("currency:")) {
            EXPECT_FALSE(
                read_prices_text(block, "a price file", catalogue_prices()).source.empty());
            continue;
        }
        const Sweep sweep = read_sweep_text(file_around(block), block);
        for (const Axis& axis : sweep.axes) {
            for (const Option& option : axis.options) {
                for (const Edit& edit : option.edits) edits.insert(edit.index());
            }
        }
    }
    EXPECT_EQ(edits.size(), std::variant_size_v<Edit>);
}

}  // namespace
}  // namespace berth
