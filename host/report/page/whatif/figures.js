// The figures of A and B: metrics and how they spread over the trials, use of the fleet by resource
// and zone, and what more would fit.
import {make} from "../common/dom.js";
import {counted, dash, fixed, isNumber, percent, shortName, signed, withUnit} from "../common/format.js";
import {listTable} from "../common/paged_table.js";

import {differenceOf, judgement, metricValue} from "./model.js";
import {pairColumns, pairRowColumns, pairRows, rangeBar, stackedBar} from "./pair.js";

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

// `reason` is that of a task that asks for too much, `shortfall` says how much is lacking.
export const resources = [
  {
    name: "cpu",
    title: "CPU",
    unit: "units",
    heading: "CPU, units",
    reason: "RESOURCE:CPU",
    shortfall: (amount) => counted(amount, "CPU unit")
  },
  {
    name: "memory",
    title: "Memory",
    unit: "MiB",
    heading: "Memory, MiB",
    reason: "RESOURCE:MEMORY",
    shortfall: (amount) => `${fixed(amount)} MiB`
  },
  {
    name: "gpu",
    title: "GPU",
    unit: "GPUs",
    heading: "GPUs",
    reason: "RESOURCE:GPU",
    shortfall: (amount) => counted(amount, "GPU")
  },
  {
    name: "eni",
    title: "Interfaces",
    unit: "interfaces",
    heading: "Network interfaces",
    reason: "RESOURCE:ENI",
    shortfall: (amount) => counted(amount, "interface")
  },
];

function partsOf({registered, used = 0, stranded = 0}) {
  return [
    {name: "used", value: used, kind: "used"},
    {name: "stranded", value: stranded, kind: "stranded"},
    {name: "free", value: Math.max(0, registered - used - stranded), kind: "free"},
  ];
}

function amountColumn(index) {
  const title = ["Used", "Stranded", "Free"][index];
  return {
    key: title,
    title: make("span", {class: `key ${title.toLowerCase()}`}, title),
    numeric: true,
    cell: ({value: use}) => {
      const {value} = partsOf(use)[index];
      return [fixed(value), make("span", {class: "aside"}, percent(value, use.registered))];
    }
  };
}

function useBar({item: resource, value: use}) {
  const text = (value) => `${fixed(value)} ${resource.unit}`;
  return stackedBar(partsOf(use), use.registered, text);
}

export function useTable(selection) {
  const useOf = ({name}, point) => point.resources?.[name]?.registered > 0 && point.resources[name];
  const columns = [
    ...pairRowColumns("Resource", ({heading}) => heading),
    {key: "bar", title: "Share", kind: "wide", cell: useBar},
    ...[0, 1, 2].map(amountColumn),
    {key: "all", title: "Registered", numeric: true, cell: ({value}) => fixed(value.registered)},
  ];
  const rows = pairRows(resources, selection, useOf);
  const text = "Stranded is what is left on instances that take no further task of the burst.";
  return [
    listTable({caption: "Use of resources", noun: "resource", columns}, rows),
    make("p", {class: "hint"}, text)
  ];
}

export function zoneTable(selection) {
  const zones = new Set(selection.pairs().flatMap(([, point]) => Object.keys(point.zones ?? {})));
  const cell = (name) => (zone, point) => fixed(point.zones?.[zone]?.[name]);
  const titled = (name, text) => pairColumns(selection, cell(name)).map((column) => {
    const title = [make("div", {}, text), column.title];
    return {...column, key: `${name} ${column.key}`, title};
  });
  const columns = [
    {key: "zone", title: "Zone", rowHeader: true, cell: (zone) => zone},
    ...titled("instances", "Instances"), ...titled("tasks", "New tasks")
  ];
  return listTable({caption: "Zones", noun: "zone", columns}, [...zones].sort());
}

function shareText(share) {
  if (!share?.group) return dash;
  return `${percent(share.share, 1)} of ${share.group} on ${shortName(share.place)}`;
}

// How much of one group a single failure would take.
export function shareTable(selection) {
  const rows = [["largestOnInstance", "on one instance"], ["largestInZone", "in one zone"]];
  const columns = [
    {key: "where", title: "Largest part of a group", rowHeader: true, cell: ([, text]) => text},
    ...pairColumns(
        selection, ([name], point) => shareText(point[name]), {numeric: false, kind: "place"})
  ];
  return listTable({caption: "Largest part of a group in one place", noun: "row", columns}, rows);
}

// null where the results do not say how many more fit.
export function roomTable(selection) {
  const names = new Set(selection.pairs().flatMap(
      ([, point]) => (point.room ?? []).map(({taskDefinition}) => taskDefinition)));
  if (names.size === 0) return null;
  const fits = (name, point) =>
      fixed(point.room?.find(({taskDefinition}) => taskDefinition === name)?.fits);
  const columns = [
    {key: "name", title: "Task definition", rowHeader: true, value: (name) => name},
    ...pairColumns(selection, fits)
  ];
  return [
    make(
        "p", {class: "hint"},
        "How many more tasks of each would fit after the burst, each taken alone."),
    listTable({caption: "Room for more tasks", noun: "task definition", columns}, [...names])
  ];
}
