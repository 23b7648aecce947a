// What stands at the head of a page: facts and warnings.
import {fill, make} from "./dom.js";
import {counted} from "./format.js";

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
