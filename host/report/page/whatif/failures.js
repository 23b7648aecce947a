// Why tasks find no room: by reason, by request, and which instance came nearest.
import {make} from "../common/dom.js";
import {counted, fixed, shortName} from "../common/format.js";
import {listTable} from "../common/paged_table.js";

import {metricValue} from "./model.js";
import {pairColumns, pairHeading} from "./pair.js";
import {resources} from "./use.js";

// What a shortfall is counted in.
const shortfallTexts = {
  ...Object.fromEntries(resources.map(({reason, shortfall}) => [reason, shortfall])),
  "RESOURCE:PORTS": (amount) => counted(amount, "port"),
};

export function reasonTable(selection, reasons) {
  const count = (point, reason) => point.failedByReason?.[reason] ?? 0;
  const total = (reason) =>
      selection.pairs().reduce((sum, [, point]) => sum + count(point, reason), 0);
  const names = [
    ...new Set(selection.pairs().flatMap(([, point]) => Object.keys(point.failedByReason ?? {})))
  ].filter(total).sort((a, b) => total(b) - total(a));
  if (names.length === 0) return null;
  const reasonCell = (name) => [name, make("div", {class: "meaning"}, reasons[name] ?? "")];
  const columns = [
    {key: "reason", title: "Reason that binds", rowHeader: true, cell: reasonCell},
    ...pairColumns(selection, (name, point) => counted(count(point, name), "task")),
  ];
  return listTable({caption: "Failed tasks by reason", noun: "reason", columns}, names);
}

function requestName(index, model) {
  const group = model.groups.get(index);
  return [fixed(index), group && make("span", {class: "aside"}, group)];
}

// Positions in the burst of the requests that lose a task in A or B.
function losingRequests(selection, count) {
  const loses = (index) =>
      selection.pairs().some(([, point]) => point.requests?.[index]?.failed > 0);
  return Array.from({length: count}, (_, index) => index).filter(loses);
}

// null where every request is placed in full.
export function requestTable(model, selection) {
  const count = Math.max(...selection.pairs().map(([, point]) => point.requests?.length ?? 0));
  const losing = losingRequests(selection, count);
  if (losing.length === 0) return null;
  const cell = (index, point) => {
    const request = point.requests?.[index];
    return request ? `${fixed(request.placed)} of ${fixed(request.requested)} placed` : "not in it";
  };
  const name = (index) => requestName(index, model);
  const columns = [
    {key: "request", title: "Request", rowHeader: true, value: (index) => index, cell: name},
    ...pairColumns(selection, cell)
  ];
  const complete = `${fixed(count - losing.length)} of ${fixed(count)} are placed in full.`;
  const text = "Requests that lose tasks, numbered from 0 by their place in the burst. " +
      (count > losing.length ? `The other ${complete}` : "");
  return [
    make("p", {class: "hint"}, text),
    listTable({caption: "Requests that lose tasks", noun: "request", columns}, losing)
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
  const none = make("p", {}, "Every task finds room.");
  if (metricValue(point, "failed") === 0) return none;
  if (!detail) {
    const text = "The results hold no list of failures for this scenario, only the counts above.";
    return make("p", {class: "notice"}, text);
  }
  if (!detail.failures?.length) return none;
  const settings = {caption: `Failures of ${letter}`, noun: "row", columns: failureColumns};
  return listTable(settings, detail.failures);
}

export function failureLists(model, selection) {
  const side = ([letter, point]) => make(
      "div", {class: "side"}, pairHeading([letter, point]),
      failuresOf(letter, point, model.details.get(point.point)));
  return make("div", {class: "stack"}, selection.pairs().map(side));
}
