// The instances of a scenario as a map: by zone and type a box for each, filled as far as it is
// used.
//
// One element of the map is in the tab order; the arrow keys go from instance to instance.
import {make} from "../common/dom.js";
import {counted, fixed, isNumber} from "../common/format.js";

import {instanceNote, instanceText, tasksOn} from "./instance_panel.js";

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

export class InstanceMap {
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
