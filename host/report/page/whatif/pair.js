// A and B side by side: columns, rows, and bars laid out by the style sheet.
import {make, unseen} from "../common/dom.js";
import {isNumber, percent} from "../common/format.js";

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

export function letterMark(letter) {
  return make("span", {class: `letter ${letter.toLowerCase()}`}, letter);
}

export function pairHeading([letter, point]) {
  return make("h3", {}, letterMark(letter), ` ${point.name}`);
}

// A column for A and, where there is a B, one for it, too; `cell(row, point)` fills them.
export function pairColumns(selection, cell, properties = {}) {
  return selection.pairs().map(([letter, point]) => {
    const title = letterMark(letter);
    return {key: letter, title, numeric: true, ...properties, cell: (row) => cell(row, point)};
  });
}

// A row for A and one for B of each item: {item, letter, value, again}, where value(item, point)
// has something to say. `again` tells that the row before is of the same item.
export function pairRows(items, selection, value) {
  const rowsOf = (item) =>
      selection.pairs().map(([letter, point]) => ({item, letter, value: value(item, point)}));
  return items.flatMap((item) => rowsOf(item).filter((row) => row.value).map((row, position) => ({
                                                                               ...row,
                                                                               again: position > 0
                                                                             })));
}

// The first columns of such rows: the item, named once, and the letter.
export function pairRowColumns(title, heading) {
  return [
    {
      key: "item",
      title,
      rowHeader: true,
      cell: ({item, again}) => (again ? unseen(heading(item)) : heading(item))
    },
    {key: "letter", title: unseen("scenario"), cell: ({letter}) => letterMark(letter)},
  ];
}
