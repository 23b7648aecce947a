// The metrics of A and B with their differences, and how they spread over the trials.
import {rangeBar} from "../common/bars.js";
import {make} from "../common/dom.js";

import {dash, fixed, isNumber, signed, withUnit} from "../common/format.js";
import {listTable} from "../common/paged_table.js";
import {differenceOf, judgement, metricValue} from "./model.js";
import {pairColumns, pairRowColumns, pairRows} from "./pair.js";

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

// Over the range that A and B have together.
function spreadBar(rows, {item: metric, letter, value: spread}) {
  const all = rows.filter(({item}) => item === metric).map(({value}) => value);
  const low = Math.min(...all.map(({minimum}) => minimum));
  const high = Math.max(...all.map(({maximum}) => maximum));
  const number = (value) => withUnit(fixed(value, metric.decimals), metric.unit);
  const range = `${number(spread.minimum)} to ${number(spread.maximum)}`;
  const half = `half of the trials between ${number(spread.p25)} and ${number(spread.p75)}`;
  const label = `${metric.title} of ${letter}: ${range}, ${half}, median ${number(spread.p50)}`;
  return rangeBar(spread, low, high, label);
}

// The mean of whole numbers need not be one.
function quantileText(name, {item: metric, value: spread}) {
  const isPart = name === "mean" && isNumber(spread.mean) && !Number.isInteger(spread.mean);
  return fixed(spread[name], Math.max(metric.decimals, isPart ? 1 : 0));
}

function trialSentence([letter, {trials}], {overTime}) {
  if (!trials) return `${letter} was solved once.`;
  const count = `${fixed(trials.placedAll)} of ${fixed(trials.count)} trials`;
  return `${letter} ${overTime ? "ran" : "placed"} every task in ${count}.`;
}

// null where neither scenario was tried more than once.
export function trialTable(model, selection) {
  // A time that some trial never reached has no spread.
  const spreadOf = (metric, point) => {
    const spread = point.trials?.metrics?.[metric.name];
    return spread && !Object.values(spread).includes(null) ? spread : null;
  };
  const rows = pairRows(model.metrics, selection, spreadOf);
  if (rows.length === 0) return null;
  const quantileColumn = ([name, title]) =>
      ({key: name, title, numeric: true, cell: (row) => quantileText(name, row)});
  const columns = [
    ...pairRowColumns("Figure", metricHeading),
    {key: "bar", title: "Range, middle half, median", cell: (row) => spreadBar(rows, row)},
    ...quantiles.map(quantileColumn),
  ];
  return [
    make("p", {}, selection.pairs().map((pair) => trialSentence(pair, model.results)).join(" ")),
    listTable({caption: "Spread over the trials", noun: "row", columns, pageSize: 500}, rows)
  ];
}
