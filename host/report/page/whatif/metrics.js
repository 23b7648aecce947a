// The metrics of A and B with their differences, and how they spread over the trials.
import {rangeBar} from "../common/bars.js";
import {make, unseen} from "../common/dom.js";

import {dash, fixed, isNumber, signed, withUnit} from "../common/format.js";
import {listTable} from "../common/paged_table.js";
import {differenceOf, judgement, metricValue} from "./model.js";

// What a table of the comparison needs: a column for A and, where there is a B, one for it, too.
export function pairColumns(selection, cell, properties = {
  numeric: true
}) {
  return selection.pairs().map(
      ([letter, point]) => ({
        key: letter,
        title: make("span", {class: `letter ${letter.toLowerCase()}`}, letter),
        ...properties,
        cell: (row) => cell(row, point),
      }));
}

function metricHeading(metric) {
  return [
    make("span", {title: metric.text}, metric.title),
    metric.unit && make("span", {class: "aside"}, metric.unit)
  ];
}

function differenceCell(metric, selection) {
  const difference = differenceOf(metric, selection.a, selection.b);
  if (difference === null) return dash;
  const verdict = judgement(metric, difference);
  return [
    make("span", {class: verdict}, signed(difference, metric.decimals)),
    verdict && make("span", {class: `tag ${verdict}`}, verdict)
  ];
}

export function metricTable(model, selection) {
  const columns = [
    {key: "metric", title: "Figure", rowHeader: true, cell: metricHeading},
    ...pairColumns(
        selection, (metric, point) => fixed(metricValue(point, metric.name), metric.decimals)),
  ];
  if (selection.b) {
    columns.push({
      key: "difference",
      title: "A − B",
      numeric: true,
      cell: (metric) => differenceCell(metric, selection)
    });
  }
  return listTable(
      {caption: "Figures of the scenarios", noun: "figure", columns, pageSize: 500}, model.metrics);
}

const quantiles = [
  ["minimum", "Minimum"], ["p5", "5 %"], ["p25", "25 %"], ["p50", "Median"], ["p75", "75 %"],
  ["p95", "95 %"], ["maximum", "Maximum"], ["mean", "Mean"]
];

function spreadRows(model, selection) {
  return model.metrics.flatMap(
      (metric) => selection.pairs()
                      .map(
                          ([letter, point]) =>
                              ({metric, letter, spread: point.trials?.metrics?.[metric.name]}))
                      .filter(({spread}) => spread)
                      .map((row, position) => ({...row, again: position > 0})));
}

function spreadBar(rows, {metric, letter, spread}) {
  const all = rows.filter((row) => row.metric === metric).map((row) => row.spread);
  const low = Math.min(...all.map(({minimum}) => minimum));
  const high = Math.max(...all.map(({maximum}) => maximum));
  const number = (value) => withUnit(fixed(value, metric.decimals), metric.unit);
  return rangeBar(
      spread, low, high,
      `${metric.title} of ${letter}: ${number(spread.minimum)} to ${number(spread.maximum)}, ` +
          `half of the trials between ${number(spread.p25)} and ${number(spread.p75)}, median ${
              number(spread.p50)}`);
}

function trialSentence([letter, {trials}]) {
  if (!trials) return `${letter} was solved once.`;
  return `${letter} placed every task in ${fixed(trials.placedAll)} of ${
      fixed(trials.count)} trials.`;
}

// null where neither scenario was tried more than once.
export function trialTable(model, selection) {
  const rows = spreadRows(model, selection);
  if (rows.length === 0) return null;
  const decimals = ({metric, spread}) =>
      Math.max(metric.decimals, isNumber(spread.mean) && !Number.isInteger(spread.mean) ? 1 : 0);
  const columns = [
    {
      key: "metric",
      title: "Figure",
      rowHeader: true,
      cell: ({metric, again}) => (again ? unseen(metric.title) : metricHeading(metric))
    },
    {
      key: "letter",
      title: unseen("scenario"),
      cell: ({letter}) => make("span", {class: `letter ${letter.toLowerCase()}`}, letter)
    },
    {key: "bar", title: "Range, middle half, median", cell: (row) => spreadBar(rows, row)},
    ...quantiles.map(([name, title]) => ({
                       key: name,
                       title,
                       numeric: true,
                       cell: (row) => fixed(
                           row.spread[name], name === "mean" ? decimals(row) : row.metric.decimals)
                     })),
  ];
  return [
    make("p", {}, selection.pairs().map(trialSentence).join(" ")),
    listTable({caption: "Spread over the trials", noun: "row", columns, pageSize: 500}, rows)
  ];
}
