// What every page has around its content: its data, and at its head facts and warnings.
import {byId, fill, make} from "./dom.js";
import {counted} from "./format.js";

export function readData(id) {
  return JSON.parse(byId(id).textContent);
}

// Says on the page that it could not be drawn; the error still reaches the console.
export function orSayWhy(draw) {
  try {
    draw();
  } catch (error) {
    document.body.prepend(make(
        "p", {class: "notice bad", role: "alert"},
        `This page could not be drawn in full: ${error.message}. ` +
            "The results are in it as JSON, in the element with the id \"results\"."));
    throw error;
  }
}

// A name and what it is, for a <dl>; nothing where there is no text.
export function fact(name, text) {
  return text ? make("div", {}, make("dt", {}, name), make("dd", {}, text)) : null;
}

const fewWarnings = 5;

function warningText(warning) {
  return typeof warning === "string" ? warning : warning.text ?? JSON.stringify(warning);
}

export function drawWarnings(node, texts) {
  const warnings = (texts ?? []).map((warning) => make("li", {}, warningText(warning)));
  node.hidden = warnings.length === 0;
  fill(
      node,
      make(
          "details", {open: warnings.length <= fewWarnings},
          make("summary", {}, make("h2", {}, counted(warnings.length, "warning"))),
          make("ul", {}, warnings)));
}
