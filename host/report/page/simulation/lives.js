// What became of the tasks and of each instance.
import {choice, fill, make} from "../common/dom.js";
import {dash, durationText, shortInstance} from "../common/format.js";
import {countColumn, listTable, PagedTable, timeColumn} from "../common/paged_table.js";

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

const kindTitle = ({
  taskDefinition,
  group,
  service,
  capacityProvider
}) => [taskDefinition, service ? `service ${service}` : group, capacityProvider]
          .filter(Boolean)
          .join(", ");

// Counts that are 0 throughout are left out, as most simulations have few of them.
function kindColumns(kinds) {
  const wait = (key, title) => timeColumn(
      key, title, "wait", ({waitSeconds}) => (waitSeconds.tasks > 0 ? waitSeconds[key] : null));
  return [
    {key: "kind", title: "Tasks of", rowHeader: true, value: kindTitle},
    countColumn("tasks", "Asked"), countColumn("started", "Ran"),
    ...[countColumn("finished", "Finished"), countColumn("stopped", "Stopped"),
        countColumn("refused", "Refused"), countColumn("givenUp", "Gave up"),
        countColumn("interrupted", "Interrupted"), countColumn("running", "Running at the end"),
        countColumn("waiting", "Waiting at the end")]
        .filter(({value}) => kinds.some(value)),
    wait("p50", "Half within"), wait("p90", "90 % within"), wait("maximum", "All within")
  ];
}

export function drawKinds(node, {results}) {
  const columns = kindColumns(results.taskKinds);
  const settings = {caption: "Tasks by definition", noun: "kind of task", columns};
  fill(node, listTable(settings, results.taskKinds));
}

const failureColumns = [
  {
    key: "definition",
    title: "Task definition",
    rowHeader: true,
    value: (row) => row.taskDefinition
  },
  countColumn("tasks", "Tasks"),
  timeColumn("first", "First at"),
  {key: "why", title: "Why", kind: "why", value: ({message}) => message},
];

export function drawFailures(section, {results}) {
  section.hidden = results.failures.length === 0;
  const settings = {
    caption: "Tasks that did not run to their end",
    noun: "reason",
    columns: failureColumns
  };
  fill(section.querySelector(".content"), listTable(settings, results.failures));
}

const waitOf = ({created, running}) => (running === null ? null : running - created);
const runOf = ({running, stopped}) =>
    running === null || stopped === null ? null : stopped - running;

function placeText({instance, gpus}) {
  if (instance === null) return dash;
  const name = shortInstance(instance.containerInstanceArn);
  const gpuText = gpus.length > 0 ? `, GPU ${gpus.join(", ")}` : "";
  return make(
      "span", {title: instance.containerInstanceArn},
      `${name} (${instance.instanceType || dash})${gpuText}`);
}

function taskColumns() {
  return [
    countColumn("number", "Task"),
    {key: "kind", title: "Of", kind: "name", value: ({kind}) => kindTitle(kind)},
    {
      key: "instance",
      title: "Instance",
      value: ({instance}) => instance?.containerInstanceArn ?? null,
      cell: placeText
    },
    timeColumn("created", "Created"),
    timeColumn("wait", "Waited", null, waitOf),
    timeColumn("run", "Ran for", null, runOf),
    timeColumn("stopped", "Stopped"),
    {key: "outcome", title: "Outcome", value: ({outcome}) => outcome},
  ];
}

const anyChoice = "any";

export function drawTasks(node, model) {
  const wanted = {kind: anyChoice, outcome: anyChoice};
  const table = new PagedTable(
      {caption: "Tasks", noun: "task", columns: taskColumns(), total: model.tasks.length});
  const kinds = model.results.taskKinds;
  const passes = ({kind, outcome}) =>
      (wanted.kind === anyChoice || kind === kinds[Number(wanted.kind)]) &&
      (wanted.outcome === anyChoice || outcome === wanted.outcome);
  const apply = () => table.setRows(model.tasks.filter(passes));
  const pick = (label, key, choices) =>
      choice(label, [[anyChoice, "any"], ...choices], anyChoice, (value) => {
        wanted[key] = value;
        apply();
      });
  const outcomes = [...new Set(model.tasks.map(({outcome}) => outcome))].sort();
  apply();
  fill(
      node,
      make(
          "div", {class: "choices"},
          pick("Of", "kind", kinds.map((kind, number) => [String(number), kindTitle(kind)])),
          pick("Outcome", "outcome", outcomes.map((outcome) => [outcome, outcome]))),
      table.element);
}
