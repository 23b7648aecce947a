// One instance in words and numbers: what it has, and what runs there.
import {make} from "../common/dom.js";
import {counted, fixed, percent, shortName} from "../common/format.js";
import {listTable} from "../common/paged_table.js";

import {resources} from "./figures.js";
import {stackedBar} from "./pair.js";

export function tasksOn(instance) {
  const sum = (name) =>
      (instance.tasks ?? []).reduce((total, task) => total + (task[name] ?? 0), 0);
  return {before: sum("before"), added: sum("new")};
}

function placeText({instanceType, availabilityZone, status}) {
  return [instanceType, availabilityZone, status].filter(Boolean).join(", ");
}

// "0f3a (m5.large, us-east-1a, DRAINING)"
function headline(instance) {
  return `${shortName(instance.containerInstanceArn)} (${placeText(instance)})`;
}

// "1,024 of 2,048 units (50.0 %)"
function amountText({unit}, {used, registered}) {
  return `${fixed(used)} of ${fixed(registered)} ${unit} (${percent(used, registered)})`;
}

function registeredResources(instance) {
  return resources.filter(({name}) => instance[name]?.registered > 0);
}

// One line, for screen readers.
export function instanceText(instance) {
  const {before, added} = tasksOn(instance);
  const amount = ({name, title}) =>
      `${title} ${percent(instance[name].used, instance[name].registered)}`;
  const tasks = `${counted(added, "new task")}, ${fixed(before)} from before`;
  return [headline(instance), ...registeredResources(instance).map(amount), tasks].join(" · ");
}

// Several lines, for the pointer that rests on it: the amounts and the tasks.
export function instanceNote(instance) {
  const amounts = registeredResources(instance).map(
      (resource) => `${resource.title}: ${amountText(resource, instance[resource.name])}`);
  const taskText = ({taskDefinition, before = 0, new: added = 0}) =>
      `${taskDefinition}: ${fixed(added)} new, ${fixed(before)} from before`;
  const tasks = (instance.tasks ?? []).map(taskText);
  const lines = [headline(instance), ...amounts, ...(tasks.length > 0 ? tasks : ["runs no task"])];
  return lines.join("\n");
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
  const name = shortName(instance.containerInstanceArn);
  const amounts = registeredResources(instance).map(
      (resource) => amountLine(resource, instance[resource.name]));
  const idle = make("p", {class: "hint"}, "Runs no task.");
  return [
    make("h4", {}, name, make("span", {class: "aside"}, placeText(instance))),
    make("p", {class: "arn"}, instance.containerInstanceArn),
    amounts,
    instance.tasks?.length > 0 ? taskTable(instance) : idle,
  ];
}
