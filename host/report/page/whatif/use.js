// How much of the fleet is used, by resource and zone, and what more would fit.
import {stackedBar} from "../common/bars.js";
import {make} from "../common/dom.js";
import {counted, dash, fixed, percent, shortName} from "../common/format.js";
import {listTable} from "../common/paged_table.js";

import {pairColumns, pairRowColumns, pairRows} from "./pair.js";

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
