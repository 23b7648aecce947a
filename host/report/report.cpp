#include "berth/report.hpp"

#include <cstddef>
#include <span>

#include "berth/error.hpp"
#include "berth/plan.hpp"
#include "json/writer.hpp"
#include "report/embedded_page.hpp"

namespace berth {

namespace {

// `<` can stand only inside a JSON string, where the escape means the same. Without it neither
// `</script` nor `<!--` can occur.
void append_inert(std::string& out, std::string_view json) {
    std::size_t begin = 0;
    for (std::size_t at = json.find('<'); at != json.npos; at = json.find('<', begin)) {
        out.append(json, begin, at - begin);
        out += "\\u003c";
        begin = at + 1;
    }
    out.append(json, begin);
}

void append_data(std::string& out, std::string_view id, std::string_view json) {
    out += "<script type=\"application/json\" id=\"";
    out += id;
    out += "\">";
    append_inert(out, json);
    out += "</script>\n";
}

// What each reason means, so that the page says it in the same words as the program.
std::string reasons_json() {
    std::string out;
    host::json::Writer writer(out);
    writer.begin_object();
    for (std::size_t i = 0; i < reason_count; ++i) {
        const auto reason = static_cast<Reason>(i);
        writer.member(to_string(reason), describe(reason));
    }
    writer.end_object();
    return out;
}

std::string joined(std::span<const std::string_view> pieces) {
    std::string text;
    for (const std::string_view piece : pieces) text += piece;
    return text;
}

// `data` are the script elements that the page's own scripts read.
std::string filled_page(std::span<const std::string_view> pieces, std::string_view data) {
    if (pieces.empty()) {
        throw InputError(
            "this berth was built without the HTML report; install Chart.js 3 (Debian and Ubuntu: "
            "libjs-chart.js) and build it again with -DBERTH_BUILD_REPORT=ON");
    }
    std::string page = joined(pieces);
    return page.replace(page.find(host::report::data_marker), host::report::data_marker.size(),
                        data);
}

}  // namespace

bool has_report_page() noexcept {
    return !host::report::what_if_template().empty();
}

std::string what_if_page(std::string_view results_json) {
    std::string data;
    append_data(data, "reasons", reasons_json());
    append_data(data, "results", results_json);
    return filled_page(host::report::what_if_template(), data);
}

std::string simulation_page(std::string_view results_json) {
    std::string data;
    append_data(data, "results", results_json);
    return filled_page(host::report::simulation_template(), data);
}

}  // namespace berth
