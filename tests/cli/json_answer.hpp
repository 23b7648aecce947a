// A JSON document of the program, read by JSON pointer. What is missing or of another type fails
// the test that asks.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

namespace berth::test {

class JsonAnswer {
   public:
    explicit JsonAnswer(const std::string& text);
    ~JsonAnswer();

    std::int64_t number(const std::string& pointer) const;
    std::string text(const std::string& pointer) const;
    bool boolean(const std::string& pointer) const;
    bool is_null(const std::string& pointer) const;

    /// Elements of an array or members of an object; 0 where there is none.
    std::size_t size(const std::string& pointer) const;

   private:
    struct Document;
    std::unique_ptr<Document> document_;
};

}  // namespace berth::test
