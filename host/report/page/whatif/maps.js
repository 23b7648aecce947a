// The maps of A and B beside each other, painted by the same choices.
import {choice, fill, make} from "../common/dom.js";
import {counted, fixed} from "../common/format.js";

import {InstanceMap} from "./instance_map.js";
import {instancePanel} from "./instance_panel.js";
import {resources} from "./use.js";

const painted = {
  resource: "cpu",
  taskDefinition: ""
};

function heading(letter, point) {
  return make(
      "h3", {}, make("span", {class: `letter ${letter.toLowerCase()}`}, letter), ` ${point.name}`);
}

// Says that there is no map, and offers the scenarios that have one.
function missing(letter, model, selection) {
  const known = [...model.details.keys()].map(model.pointOf).filter(Boolean);
  const button = (point) => make(
      "button",
      {type: "button", class: "link", onclick: () => selection.choose(letter.toLowerCase(), point)},
      point.name);
  return [
    make(
        "p", {class: "notice"},
        `The results hold no instances of this scenario. Those of ${fixed(known.length)} of ` +
            `${counted(model.points.length, "scenario")} are in the file:`),
    make("ul", {class: "offers"}, known.map((point) => make("li", {}, button(point)))),
  ];
}

function mapWithPanel(letter, point, detail) {
  const panel = make(
      "div", {class: "panel", role: "region", "aria-label": `Chosen instance of ${letter}`},
      make("p", {class: "hint"}, "Choose an instance to see what it has and what runs there."));
  const label = `Instances of ${letter}, ${
      point.name}: arrow keys go from one to the next, up and down to the next type`;
  const map = new InstanceMap(detail, label, (instance) => fill(panel, instancePanel(instance)));
  const summary = make("p", {class: "hint"});
  const paint = () => {
    const running = map.paint(painted.resource, painted.taskDefinition);
    const all = counted(detail.instances.length, "instance");
    fill(
        summary,
        painted.taskDefinition ? `${painted.taskDefinition} runs on ${fixed(running)} of ${all}.` :
                                 `${all}, all of them in the map.`);
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

function taskDefinitionsOf(details) {
  const names = details.flatMap(
      ({instances}) =>
          instances.flatMap(({tasks}) => (tasks ?? []).map(({taskDefinition}) => taskDefinition)));
  return [...new Set(names)].sort();
}

function controls(details, paint) {
  const names = taskDefinitionsOf(details);
  if (!names.includes(painted.taskDefinition)) painted.taskDefinition = "";
  const set = (name) => (value) => {
    painted[name] = value;
    paint();
  };
  const shown = resources.filter(
      ({name}) => details.some(
          ({instances}) => instances.some((instance) => instance[name]?.registered > 0)));
  if (!shown.some(({name}) => name === painted.resource))
    painted.resource = shown[0]?.name ?? "cpu";
  return make(
      "div", {class: "choices"},
      choice(
          "Fill by", shown.map(({name, title}) => [name, title]), painted.resource,
          set("resource")),
      choice(
          "Only where this runs",
          [["", "any task definition"], ...names.map((name) => [name, name])],
          painted.taskDefinition, set("taskDefinition")));
}

export function drawMaps(model, selection) {
  const paints = [];
  const paint = () => paints.forEach((paintMap) => paintMap());
  const sides = selection.pairs().map(([letter, point]) => {
    const detail = model.details.get(point.point);
    if (!detail)
      return make(
          "div", {class: "side"}, heading(letter, point), missing(letter, model, selection));
    const {paint: paintMap, nodes} = mapWithPanel(letter, point, detail);
    paints.push(paintMap);
    return make("div", {class: "side"}, heading(letter, point), nodes);
  });
  const details =
      selection.pairs().map(([, point]) => model.details.get(point.point)).filter(Boolean);
  const choices = details.length > 0 && [controls(details, paint), legend()];
  paint();
  return [choices, make("div", {class: "pair"}, sides)];
}
