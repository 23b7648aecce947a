// One instance in words and numbers: what it has, and what runs there.
import { make } from "../common/dom.js";
import { stackedBar } from "../common/bars.js";
import { counted, fixed, percent, shortName } from "../common/format.js";
import { listTable } from "../common/paged_table.js";
import { resources } from "./use.js";

export function tasksOn(instance) {
  const sum = (name) => (instance.tasks ?? []).reduce((total, task) => total + (task[name] ?? 0), 0);
  return { before: sum("before"), added: sum("new") };
}

// One line: for the pointer that passes over it, and for screen readers.
export function instanceText(instance) {
  const { before, added } = tasksOn(instance);
  const amounts = resources.map(({ name, title }) => ({ title, use: instance[name] }))
    .filter(({ use }) => use?.registered > 0)
    .map(({ title, use }) => `${title} ${percent(use.used, use.registered)}`);
  const status = instance.status && instance.status !== "ACTIVE" ? [instance.status] : [];
  return [`${shortName(instance.containerInstanceArn)} (${instance.instanceType}, ${instance.availabilityZone})`, ...status,
    ...amounts, `${counted(added, "new task")}, ${fixed(before)} from before`].join(" · ");
}

function amountLine({ title, unit }, use) {
  const free = Math.max(0, use.registered - use.used);
  const parts = [{ name: "used", value: use.used, kind: "used" }, { name: "free", value: free, kind: "free" }];
  return make("div", { class: "amount" }, make("span", {}, title),
    stackedBar(parts, use.registered, (value) => `${fixed(value)} ${unit}`),
    make("span", { class: "number" }, `${fixed(use.used)} of ${fixed(use.registered)} ${unit} (${percent(use.used, use.registered)})`));
}

function taskTable(instance) {
  const columns = [
    { key: "name", title: "Task definition", rowHeader: true, value: ({ taskDefinition }) => taskDefinition },
    { key: "before", title: "From before", numeric: true, value: ({ before }) => before, cell: ({ before }) => fixed(before ?? 0) },
    { key: "new", title: "New", numeric: true, value: (task) => task.new, cell: (task) => fixed(task.new ?? 0) },
  ];
  return listTable({ caption: "Tasks on the instance", noun: "task definition", columns }, instance.tasks ?? []);
}

export function instancePanel(instance) {
  const where = [instance.instanceType, instance.availabilityZone, instance.status].filter(Boolean).join(", ");
  return [
    make("h4", {}, shortName(instance.containerInstanceArn), make("span", { class: "aside" }, where)),
    make("p", { class: "arn" }, instance.containerInstanceArn),
    resources.filter(({ name }) => instance[name]?.registered > 0)
      .map((resource) => amountLine(resource, instance[resource.name])),
    (instance.tasks ?? []).length > 0 ? taskTable(instance) : make("p", { class: "hint" }, "Runs no task."),
  ];
}
