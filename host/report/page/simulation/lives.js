// What became of each instance, as a bar over time.
import {countColumn, timeColumn} from "../common/columns.js";
import {fill, make} from "../common/dom.js";
import {dash, durationText, shortInstance} from "../common/format.js";
import {PagedTable} from "../common/paged_table.js";

const drawnParts = 400;  // of a bar; shorter gaps cannot be seen

function legendEntry(colour, text) {
  return make("span", {}, make("span", {class: "swatch", "--swatch": `var(--${colour})`}), text);
}

// Periods with a gap that is too small to be drawn become one.
function closed(periods, least) {
  const drawn = [];
  for (const [from, to] of periods) {
    const last = drawn.at(-1);
    if (last && from - last[1] < least)
      last[1] = to;
    else
      drawn.push([from, to]);
  }
  return drawn;
}

function phasesOf({launched, registered, draining, gone, fromSnapshot}, end) {
  const over = gone ?? end;
  const begin = fromSnapshot ? 0 : registered;
  const phases = [];
  if (launched !== null) phases.push(["launching", launched, registered ?? over]);
  if (begin !== null) phases.push(["active", begin, draining ?? over]);
  if (draining !== null) phases.push(["draining", draining, over]);
  return phases;
}

function lifeText(instance, end) {
  const phases =
      phasesOf(instance, end)
          .map(([name, from, to]) => `${name} from ${durationText(from)} to ${durationText(to)}`);
  const busy = instance.busy.reduce((sum, [from, to]) => sum + to - from, 0);
  const lost = instance.lost ? ["lost"] : [];
  return [...phases, `with tasks for ${durationText(busy)}`, ...lost].join(", ");
}

function lifeBar(instance, end) {
  const at = (time) => `${(100 * time) / Math.max(end, 1)}%`;
  const part = (kind, from, to) => make("span", {class: kind, "--from": at(from), "--to": at(to)});
  const text = lifeText(instance, end);
  return make(
      "div", {class: "life", role: "img", "aria-label": text, title: text},
      phasesOf(instance, end).map(([kind, from, to]) => part(kind, from, to)),
      closed(instance.busy, end / drawnParts).map(([from, to]) => part("busy", from, to)),
      instance.lost && part("lost", instance.gone ?? end, instance.gone ?? end));
}

function ruler(end) {
  const marks = [0, 0.25, 0.5, 0.75, 1].map(
      (share) =>
          make("span", {"--from": `${100 * share}%`}, durationText(Math.round(share * end))));
  return make("span", {class: "ruler"}, marks);
}

function instanceColumns(end) {
  return [
    {
      key: "name",
      title: "Instance",
      rowHeader: true,
      kind: "name",
      value: ({containerInstanceArn}) => containerInstanceArn,
      cell: ({containerInstanceArn}) =>
          make("span", {title: containerInstanceArn}, shortInstance(containerInstanceArn))
    },
    {
      key: "life",
      title: ruler(end),
      kind: "life-column",
      cell: (instance) => lifeBar(instance, end)
    },
    {key: "type", title: "Type", value: ({instanceType}) => instanceType || dash},
    {key: "zone", title: "Zone", value: ({availabilityZone}) => availabilityZone || dash},
    {
      key: "provider",
      title: "Capacity provider",
      value: ({capacityProvider}) => capacityProvider ?? dash
    },
    timeColumn("launched", "Launched"),
    timeColumn("gone", "Gone"),
    countColumn("tasks", "Tasks"),
  ];
}

export function drawLives(node, model) {
  const table = new PagedTable({
    caption: "Lives of the instances",
    noun: "instance",
    columns: instanceColumns(model.end),
    sortKey: "launched"
  });
  table.setRows(model.results.instances);
  const legend = make(
      "p", {class: "legend"}, legendEntry("provisioning", "launching, until registered"),
      legendEntry("free", "ACTIVE"), legendEntry("running", "with tasks other than daemons'"),
      legendEntry("pending", "DRAINING"), legendEntry("bad", "lost"));
  fill(node, legend, table.element);
}
