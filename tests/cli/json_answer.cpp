#include "json_answer.hpp"

#include <gtest/gtest.h>
#include <simdjson.h>

namespace berth::test {

struct JsonAnswer::Document {
    simdjson::dom::parser parser;
    simdjson::dom::element root;

    simdjson::dom::element at(const std::string& pointer) const {
        simdjson::dom::element element = root;
        const simdjson::error_code error = root.at_pointer(pointer).get(element);
        EXPECT_EQ(error, simdjson::SUCCESS) << "at " << pointer;
        return element;
    }
};

JsonAnswer::JsonAnswer(const std::string& text) : document_(std::make_unique<Document>()) {
    const simdjson::error_code error = document_->parser.parse(text).get(document_->root);
    EXPECT_EQ(error, simdjson::SUCCESS) << "not JSON: " << text.substr(0, 2000);
}

JsonAnswer::~JsonAnswer() = default;

std::int64_t JsonAnswer::number(const std::string& pointer) const {
    std::int64_t value = -1;
    const simdjson::error_code error = document_->at(pointer).get(value);
    EXPECT_EQ(error, simdjson::SUCCESS) << "no whole number at " << pointer;
    return value;
}

std::string JsonAnswer::text(const std::string& pointer) const {
    std::string_view value;
    const simdjson::error_code error = document_->at(pointer).get(value);
    EXPECT_EQ(error, simdjson::SUCCESS) << "no text at " << pointer;
    return std::string(value);
}

bool JsonAnswer::boolean(const std::string& pointer) const {
    bool value = false;
    const simdjson::error_code error = document_->at(pointer).get(value);
    EXPECT_EQ(error, simdjson::SUCCESS) << "neither true nor false at " << pointer;
    return value;
}

bool JsonAnswer::is_null(const std::string& pointer) const {
    return document_->at(pointer).is_null();
}

std::size_t JsonAnswer::size(const std::string& pointer) const {
    const simdjson::dom::element element = document_->at(pointer);
    if (element.is_array()) return simdjson::dom::array(element).size();
    if (element.is_object()) return simdjson::dom::object(element).size();
    ADD_FAILURE() << "neither array nor object at " << pointer;
    return 0;
}

}  // namespace berth::test
