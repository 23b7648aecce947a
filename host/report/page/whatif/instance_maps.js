// The instances of A and B as maps: by zone and type a box for each, filled as far as it is used.
//
// One element of a map is in the tab order; the arrow keys go from instance to instance.
import {choice, fill, make} from "../common/dom.js";
import {counted, fixed, isNumber} from "../common/format.js";

import {resources} from "./figures.js";
import {instanceNote, instancePanel, instanceText, tasksOn} from "./instance_panel.js";
import {pairHeading} from "./pair.js";

function sizeFor(count) {
  if (count <= 150) return "large";
  return count <= 1200 ? "medium" : "small";
}

function kindOf(instance) {
  const {before, added} = tasksOn(instance);
  if (added > 0) return "has-new";
  return before > 0 ? "has-old" : "idle";
}

function level(instance, resource) {
  const use = instance[resource];
  return isNumber(use?.used) && use.registered > 0 ?
      `${Math.min(100, (100 * use.used) / use.registered)}%` :
      null;
}

function groupBy(items, keyOf) {
  const groups = new Map();
  for (const item of items) {
    const key = keyOf(item);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(item);
  }
  return [...groups].sort(([a], [b]) => String(a).localeCompare(String(b), "en", {numeric: true}));
}

class InstanceMap {
  #instances = [];
  #cells = [];
  #current = 0;
  #onShow;

  // `onShow(instance)` is called for the instance that was clicked or reached by key.
  constructor(detail, label, onShow) {
    this.#onShow = onShow;
    const zones = groupBy(detail.instances, ({availabilityZone}) => availabilityZone ?? "no zone");
    this.element = make(
        "div",
        {class: `map ${sizeFor(detail.instances.length)}`, role: "listbox", "aria-label": label},
        zones.map(([zone, instances]) => this.#zone(zone, instances)));
    this.#cells[0]?.setAttribute("tabindex", "0");
    this.element.addEventListener("click", (event) => this.#clicked(event));
    this.element.addEventListener("pointerover", (event) => this.#passed(event));
    this.element.addEventListener("keydown", (event) => this.#pressed(event));
  }

  // Fills the boxes by a resource, and dims those that do not run a task definition. Returns how
  // many are not dimmed.
  paint(resource, taskDefinition) {
    let running = 0;
    this.#instances.forEach((instance, number) => {
      const cell = this.#cells[number];
      const share = level(instance, resource);
      cell.style.setProperty("--level", share ?? "0%");
      cell.classList.toggle("lacks", share === null);
      const runs = !taskDefinition ||
          (instance.tasks ?? []).some((task) => task.taskDefinition === taskDefinition);
      cell.classList.toggle("dim", !runs);
      running += runs;
    });
    return running;
  }

  #zone(zone, instances) {
    const types = groupBy(instances, ({instanceType}) => instanceType ?? "no type");
    return make(
        "div", {class: "zone"},
        make(
            "div", {class: "zone-name", "aria-hidden": "true"}, zone,
            make("span", {class: "aside"}, counted(instances.length, "instance"))),
        types.map(([type, members]) => this.#type(type, members, zone)));
  }

  #type(type, instances, zone) {
    const ordered =
        [...instances].sort((a, b) => (a.containerInstanceArn < b.containerInstanceArn ? -1 : 1));
    return make(
        "div", {
          class: "type",
          role: "group",
          "aria-label": `${counted(instances.length, "instance")} of ${type} in ${zone}`
        },
        make(
            "span", {class: "type-name", "aria-hidden": "true"}, type,
            make("span", {class: "aside"}, `× ${fixed(instances.length)}`)),
        make("div", {class: "cells"}, ordered.map((instance) => this.#cell(instance))));
  }

  #cell(instance) {
    const inactive = instance.status && instance.status !== "ACTIVE" ? "inactive" : "";
    const cell = make("span", {
      class: `cell ${kindOf(instance)} ${inactive}`,
      role: "option",
      tabindex: "-1",
      "aria-selected": "false",
      "aria-label": instanceText(instance)
    });
    cell.number = this.#cells.length;
    this.#instances.push(instance);
    this.#cells.push(cell);
    return cell;
  }

  #goTo(number) {
    const before = this.#cells[this.#current];
    before.setAttribute("tabindex", "-1");
    before.setAttribute("aria-selected", "false");
    this.#current = Math.max(0, Math.min(this.#cells.length - 1, number));
    const cell = this.#cells[this.#current];
    cell.setAttribute("tabindex", "0");
    cell.setAttribute("aria-selected", "true");
    cell.focus({preventScroll: false});
    this.#onShow(this.#instances[this.#current]);
  }

  // The note is written when it is wanted, as there are thousands of boxes.
  #passed(event) {
    const cell = event.target.closest(".cell");
    if (cell && !cell.title) cell.title = instanceNote(this.#instances[cell.number]);
  }

  #clicked(event) {
    const cell = event.target.closest(".cell");
    if (cell) this.#goTo(cell.number);
  }

  // The first instance of the next or previous type.
  #otherType(step) {
    const types = [...this.element.querySelectorAll(".cells")];
    const here = types.indexOf(this.#cells[this.#current].parentElement);
    return types[here + step]?.firstElementChild.number ?? this.#current;
  }

  #pressed(event) {
    const target = {
      ArrowRight: () => this.#current + 1,
      ArrowLeft: () => this.#current - 1,
      ArrowDown: () => this.#otherType(1),
      ArrowUp: () => this.#otherType(-1),
      Home: () => 0,
      End: () => this.#cells.length - 1,
      Enter: () => this.#current,
      " ": () => this.#current,
    }[event.key];
    if (!target || this.#cells.length === 0) return;
    event.preventDefault();
    this.#goTo(target());
  }
}

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
