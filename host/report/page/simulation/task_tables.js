// Tasks by definition, what failed, and each task by itself.
import {choice, fill, make} from "../common/dom.js";
import {dash, durationText, fixed, shortInstance} from "../common/format.js";
import {listTable, PagedTable} from "../common/paged_table.js";

const kindTitle = ({taskDefinition, group, service, capacityProvider}) =>
    [taskDefinition, service ? `service ${service}` : group, capacityProvider].filter(Boolean).join(
        ", ");

// Counts that are 0 throughout are left out, as most simulations have few of them.
function kindColumns(kinds) {
  const count = (key, title) => ({
    key,
    title,
    numeric: true,
    value: (kind) => kind[key],
    cell: (kind) => fixed(kind[key])
  });
  const wait = (key, title) => ({
    key,
    title,
    unit: "wait",
    numeric: true,
    value: ({waitSeconds}) => (waitSeconds.tasks > 0 ? waitSeconds[key] : null),
    cell: ({waitSeconds}) => (waitSeconds.tasks > 0 ? durationText(waitSeconds[key]) : dash)
  });
  return [
    {key: "kind", title: "Tasks of", rowHeader: true, value: kindTitle},
    count("tasks", "Asked"), count("started", "Ran"),
    ...[count("finished", "Finished"), count("stopped", "Stopped"), count("refused", "Refused"),
        count("givenUp", "Gave up"), count("interrupted", "Interrupted"),
        count("running", "Running at the end"), count("waiting", "Waiting at the end")]
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
  {key: "definition", title: "Task definition", rowHeader: true, value: (row) => row.taskDefinition},
  {
    key: "tasks",
    title: "Tasks",
    numeric: true,
    value: ({tasks}) => tasks,
    cell: ({tasks}) => fixed(tasks)
  },
  {
    key: "first",
    title: "First at",
    numeric: true,
    value: ({first}) => first,
    cell: ({first}) => durationText(first)
  },
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
  const time = (key, title, value) => ({
    key,
    title,
    numeric: true,
    value,
    cell: (task) => durationText(value(task))
  });
  return [
    {
      key: "number",
      title: "Task",
      numeric: true,
      value: ({number}) => number,
      cell: ({number}) => fixed(number)
    },
    {key: "kind", title: "Of", kind: "name", value: ({kind}) => kindTitle(kind)},
    {
      key: "instance",
      title: "Instance",
      value: ({instance}) => instance?.containerInstanceArn ?? null,
      cell: placeText
    },
    time("created", "Created", ({created}) => created),
    time("wait", "Waited", waitOf),
    time("run", "Ran for", runOf),
    time("stopped", "Stopped", ({stopped}) => stopped),
    {key: "outcome", title: "Outcome", value: ({outcome}) => outcome},
  ];
}

const anyChoice = "any";

export function drawTasks(node, model) {
  const wanted = {kind: anyChoice, outcome: anyChoice};
  const table = new PagedTable({
    caption: "Tasks",
    noun: "task",
    columns: taskColumns(),
    total: model.tasks.length
  });
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
