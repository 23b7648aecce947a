// The maps of A and B beside each other, painted by the same choices.
import {choice, fill, make} from "../common/dom.js";
import {counted, fixed} from "../common/format.js";

import {InstanceMap} from "./instance_map.js";
import {instancePanel} from "./instance_panel.js";
import {pairHeading} from "./pair.js";
import {resources} from "./use.js";

const painted = {
  resource: "cpu",
  taskDefinition: ""
};

// Says that there is no map, and offers the scenarios that have one.
function missing(letter, model, selection) {
  const known = [...model.details.keys()].map(model.pointOf).filter(Boolean);
  const offer = (point) => {
    const onclick = () => selection.choose(letter.toLowerCase(), point);
    return make("li", {}, make("button", {type: "button", class: "link", onclick}, point.name));
  };
  const count = `${fixed(known.length)} of ${counted(model.points.length, "scenario")}`;
  const text = `The results hold no instances of this scenario. Those of ${count} are in the file:`;
  return [make("p", {class: "notice"}, text), make("ul", {class: "offers"}, known.map(offer))];
}

function mapWithPanel(letter, point, detail) {
  const panel = make(
      "div", {class: "panel", role: "region", "aria-label": `Chosen instance of ${letter}`},
      make("p", {class: "hint"}, "Choose an instance to see what it has and what runs there."));
  const keys = "arrow keys go from one to the next, up and down to the next type";
  const label = `Instances of ${letter}, ${point.name}: ${keys}`;
  const map = new InstanceMap(detail, label, (instance) => fill(panel, instancePanel(instance)));
  const summary = make("p", {class: "hint"});
  const paint = () => {
    const running = map.paint(painted.resource, painted.taskDefinition);
    const all = counted(detail.instances.length, "instance");
    const {taskDefinition} = painted;
    const where = `${taskDefinition} runs on ${fixed(running)} of ${all}.`;
    fill(summary, taskDefinition ? where : `${all}, all of them in the map.`);
  };
  return {paint, nodes: [summary, map.element, panel]};
}

function legend() {
  const entry = (kind, text) => make(
      "span", {}, make("span", {class: `cell ${kind}`, "--level": "60%", "aria-hidden": "true"}),
      ` ${text}`);
  return make(
      "p", {class: "legend"}, entry("has-new", "takes tasks of the burst"),
      entry("has-old", "runs tasks from before only"), entry("idle", "runs no task"),
      entry("has-old inactive", "not ACTIVE"),
      make("span", {}, "The height of the filling is the share that is used."));
}

function taskDefinitionsOf(instances) {
  const names = instances.flatMap(({tasks}) => (tasks ?? []).map((task) => task.taskDefinition));
  return [...new Set(names)].sort();
}

// What was chosen for other scenarios stays, as far as these have it.
function controls(details, paint) {
  const instances = details.flatMap((detail) => detail.instances);
  const names = taskDefinitionsOf(instances);
  const shown = resources.filter(({name}) => instances.some((i) => i[name]?.registered > 0));
  if (!names.includes(painted.taskDefinition)) painted.taskDefinition = "";
  if (!shown.some(({name}) => name === painted.resource))
    painted.resource = shown[0]?.name ?? "cpu";
  const pick = (label, name, choices) => choice(label, choices, painted[name], (value) => {
    painted[name] = value;
    paint();
  });
  const any = ["", "any task definition"];
  return make(
      "div", {class: "choices"},
      pick("Fill by", "resource", shown.map(({name, title}) => [name, title])),
      pick("Only where this runs", "taskDefinition", [any, ...names.map((name) => [name, name])]));
}

export function drawMaps(model, selection) {
  const paints = [];
  const paint = () => paints.forEach((paintMap) => paintMap());
  const sides = selection.pairs().map(([letter, point]) => {
    const detail = model.details.get(point.point);
    if (!detail)
      return make(
          "div", {class: "side"}, pairHeading([letter, point]), missing(letter, model, selection));
    const {paint: paintMap, nodes} = mapWithPanel(letter, point, detail);
    paints.push(paintMap);
    return make("div", {class: "side"}, pairHeading([letter, point]), nodes);
  });
  const details =
      selection.pairs().map(([, point]) => model.details.get(point.point)).filter(Boolean);
  const choices = details.length > 0 && [controls(details, paint), legend()];
  paint();
  return [choices, make("div", {class: "pair"}, sides)];
}
