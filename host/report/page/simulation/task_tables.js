// Tasks by definition, what failed, and each task by itself.
import {countColumn, timeColumn} from "../common/columns.js";
import {choice, fill, make} from "../common/dom.js";
import {dash, shortInstance} from "../common/format.js";
import {listTable, PagedTable} from "../common/paged_table.js";

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
