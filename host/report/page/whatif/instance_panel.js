// One instance in words and numbers: what it has, and what runs there.
import {stackedBar} from "../common/bars.js";
import {make} from "../common/dom.js";
import {counted, fixed, percent, shortName} from "../common/format.js";
import {listTable} from "../common/paged_table.js";

import {resources} from "./use.js";

export function tasksOn(instance) {
  const sum = (name) =>
      (instance.tasks ?? []).reduce((total, task) => total + (task[name] ?? 0), 0);
  return {before: sum("before"), added: sum("new")};
}

// "0f3a (m5.large, us-east-1a, DRAINING)"
function headline({containerInstanceArn, instanceType, availabilityZone, status}) {
  return `${shortName(containerInstanceArn)} (${
          [instanceType, availabilityZone, status].filter(Boolean).join(", ")})`;
}

// One line, for screen readers.
export function instanceText(instance) {
  const {before, added} = tasksOn(instance);
  const amounts = resources.map(({name, title}) => ({title, use: instance[name]}))
                      .filter(({use}) => use?.registered > 0)
                      .map(({title, use}) => `${title} ${percent(use.used, use.registered)}`);
  return [
    headline(instance), ...amounts, `${counted(added, "new task")}, ${fixed(before)} from before`
  ].join(" · ");
}

// Several lines, for the pointer that rests on it: the amounts and the tasks.
export function instanceNote(instance) {
  const amounts =
      resources.filter(({name}) => instance[name]?.registered > 0)
          .map((resource) => `${resource.title}: ${amountText(resource, instance[resource.name])}`);
  const tasks = (instance.tasks ?? [])
                    .map(
                        (task) => `${task.taskDefinition}: ${fixed(task.new ?? 0)} new, ${
                            fixed(task.before ?? 0)} from before`);
  return [headline(instance), ...amounts, ...(tasks.length > 0 ? tasks : ["runs no task"])].join(
      "\n");
}

// "1,024 of 2,048 units (50.0 %)"
function amountText({unit}, use) {
  return `${fixed(use.used)} of ${fixed(use.registered)} ${unit} (${
      percent(use.used, use.registered)})`;
}

function amountLine(resource, use) {
  const {title, unit} = resource;
  const free = Math.max(0, use.registered - use.used);
  const parts =
      [{name: "used", value: use.used, kind: "used"}, {name: "free", value: free, kind: "free"}];
  return make(
      "div", {class: "amount"}, make("span", {}, title),
      stackedBar(parts, use.registered, (value) => `${fixed(value)} ${unit}`),
      make("span", {class: "number"}, amountText(resource, use)));
}

function taskTable(instance) {
  const columns = [
    {
      key: "name",
      title: "Task definition",
      rowHeader: true,
      value: ({taskDefinition}) => taskDefinition
    },
    {
      key: "before",
      title: "From before",
      numeric: true,
      value: ({before}) => before,
      cell: ({before}) => fixed(before ?? 0)
    },
    {
      key: "new",
      title: "New",
      numeric: true,
      value: (task) => task.new,
      cell: (task) => fixed(task.new ?? 0)
    },
  ];
  return listTable(
      {caption: "Tasks on the instance", noun: "task definition", columns}, instance.tasks ?? []);
}

export function instancePanel(instance) {
  const where = [
    instance.instanceType, instance.availabilityZone, instance.status
  ].filter(Boolean).join(", ");
  return [
    make("h4", {}, shortName(instance.containerInstanceArn), make("span", {class: "aside"}, where)),
    make("p", {class: "arn"}, instance.containerInstanceArn),
    resources.filter(({name}) => instance[name]?.registered > 0)
        .map((resource) => amountLine(resource, instance[resource.name])),
    (instance.tasks ?? []).length > 0 ? taskTable(instance) :
                                        make("p", {class: "hint"}, "Runs no task."),
  ];
}
