// A bar made of parts, and marks on a range: boxes laid out by the style sheet.
import {make} from "./dom.js";
import {isNumber, percent} from "./format.js";

// `parts` are {name, value, kind}; `kind` is the class that colours it. The text says it all again.
export function stackedBar(parts, whole, unitText) {
  const said =
      parts.map(({name, value}) => `${name} ${unitText(value)} (${percent(value, whole)})`);
  return make(
      "div", {class: "bar", role: "img", "aria-label": said.join(", "), title: said.join("\n")},
      parts.map(
          ({value, kind}) =>
              make("span", {class: `part ${kind}`, "--share": `${(100 * value) / whole}%`})));
}

// Where minimum to maximum, the middle half and the median lie between `low` and `high`.
export function rangeBar(spread, low, high, label) {
  const at = (value) => `${high > low ? (100 * (value - low)) / (high - low) : 50}%`;
  const box = (kind, from, to) => isNumber(from) && isNumber(to) &&
      make("span", {class: kind, "--from": at(from), "--to": at(to)});
  return make(
      "div", {class: "range", role: "img", "aria-label": label, title: label},
      box("whole", spread.minimum, spread.maximum), box("half", spread.p25, spread.p75),
      box("middle", spread.p50, spread.p50));
}
