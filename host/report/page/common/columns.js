// Columns of a PagedTable for amounts and times.
import {durationText, fixed} from "./format.js";

function figureColumn(key, title, unit, value, text) {
  return {key, title, unit, numeric: true, value, cell: (row) => text(value(row))};
}

// The row's own member of that name unless `value(row)` says otherwise.
export function countColumn(key, title, unit = null, value = (row) => row[key]) {
  return figureColumn(key, title, unit, value, fixed);
}

// Seconds, as a length of time.
export function timeColumn(key, title, unit = null, value = (row) => row[key]) {
  return figureColumn(key, title, unit, value, durationText);
}
