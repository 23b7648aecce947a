// Why tasks find no room: by reason, by request, and which instance came nearest.
import {make} from "../common/dom.js";
import {counted, fixed, shortName} from "../common/format.js";
import {listTable} from "../common/paged_table.js";

import {pairColumns} from "./metrics.js";
import {metricValue} from "./model.js";

// What a shortfall is counted in.
const shortfallTexts = {
  "RESOURCE:CPU": (amount) => counted(amount, "CPU unit"),
  "RESOURCE:MEMORY": (amount) => `${fixed(amount)} MiB`,
  "RESOURCE:GPU": (amount) => counted(amount, "GPU"),
  "RESOURCE:PORTS": (amount) => counted(amount, "port"),
  "RESOURCE:ENI": (amount) => counted(amount, "interface"),
};

export function reasonTable(selection, reasons) {
  const count = (point, reason) => point.failedByReason?.[reason] ?? 0;
  const total = (reason) =>
      selection.pairs().reduce((sum, [, point]) => sum + count(point, reason), 0);
  const names = [
    ...new Set(selection.pairs().flatMap(([, point]) => Object.keys(point.failedByReason ?? {})))
  ].filter(total).sort((a, b) => total(b) - total(a));
  if (names.length === 0) return null;
  const columns = [
    {key: "reason", title: "Reason that binds", rowHeader: true, cell: (name) => name},
    {key: "means", title: "It means that on an instance", cell: (name) => reasons[name] ?? ""},
    ...pairColumns(selection, (name, point) => counted(count(point, name), "task")),
  ];
  return listTable({caption: "Failed tasks by reason", noun: "reason", columns}, names);
}

function requestName(index, model) {
  const group = model.groups.get(index);
  return [fixed(index), group && make("span", {class: "aside"}, group)];
}

// Of the requests that lose a task in A or B; the text above counts the others.
export function requestTable(model, selection) {
  const longest = selection.pairs()
                      .map(([, point]) => point.requests ?? [])
                      .reduce((a, b) => (b.length > a.length ? b : a), []);
  const short = longest.map((_, index) => index)
                    .filter(
                        (index) => selection.pairs().some(
                            ([, point]) => point.requests?.[index]?.failed > 0));
  if (short.length === 0) return null;
  const cell = (index, point) => {
    const request = point.requests?.[index];
    return request ? `${fixed(request.placed)} of ${fixed(request.requested)} placed` : "not in it";
  };
  const columns = [
    {
      key: "request",
      title: "Request",
      rowHeader: true,
      value: (index) => index,
      cell: (index) => requestName(index, model)
    },
    ...pairColumns(selection, cell)
  ];
  const complete = longest.length - short.length;
  const rest = complete > 0 ?
      ` The other ${fixed(complete)} of ${fixed(longest.length)} are placed in full.` :
      "";
  return [
    make(
        "p", {class: "hint"},
        `Requests that lose tasks, numbered from 0 by their place in the burst.${rest}`),
    listTable({caption: "Requests that lose tasks", noun: "request", columns}, short)
  ];
}

function closestText(closest) {
  if (!closest) return "no instance may be considered at all";
  const text = shortfallTexts[closest.reason];
  const short = text && closest.shortfall > 0 ? `, short by ${text(closest.shortfall)}` : "";
  return `${shortName(closest.containerInstanceArn)}: ${closest.reason}${short}`;
}

function tallyList(reasons) {
  const entries = Object.entries(reasons ?? {}).sort(([, a], [, b]) => b - a);
  return make(
      "ul", {class: "tally"},
      entries.map(([name, count]) => make("li", {}, `${name} on ${counted(count, "instance")}`)));
}

const failureColumns = [
  {key: "request", title: "Request", numeric: true, value: ({requestIndex}) => requestIndex},
  {key: "group", title: "Group", rowHeader: true, value: ({group}) => group},
  {
    key: "count",
    title: "Tasks",
    numeric: true,
    value: ({count}) => count,
    cell: ({count}) => fixed(count)
  },
  {key: "reasons", title: "What the instances lack", cell: ({reasons}) => tallyList(reasons)},
  {key: "closest", title: "Came nearest", cell: ({closest}) => closestText(closest)},
];

function failuresOf(letter, point, detail) {
  if (!detail) {
    return metricValue(point, "failed") === 0 ?
        make("p", {}, "Every task finds room.") :
        make(
            "p", {class: "notice"},
            "The results hold no list of failures for this scenario, only the counts above.");
  }
  if (!detail.failures?.length) return make("p", {}, "Every task finds room.");
  return listTable(
      {caption: `Failures of ${letter}`, noun: "row", columns: failureColumns}, detail.failures);
}

export function failureLists(model, selection) {
  return make(
      "div", {class: "stack"},
      selection.pairs().map(
          ([letter, point]) => make(
              "div", {class: "side"},
              make(
                  "h3", {}, make("span", {class: `letter ${letter.toLowerCase()}`}, letter),
                  ` ${point.name}`),
              failuresOf(letter, point, model.details.get(point.point)))));
}
