// How A and B appear wherever they stand beside each other: their marks, headings, columns, rows.
import {make, unseen} from "../common/dom.js";

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
