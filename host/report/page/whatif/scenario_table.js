// The ranked table of scenarios: its filters, its columns, and the buttons that choose A and B.
import {checkbox, choice, fill, make, unseen} from "../common/dom.js";
import {dash, fixed, signed} from "../common/format.js";
import {PagedTable} from "../common/paged_table.js";

import {differenceOf, judgement, metricValue} from "./model.js";

const any = "any";

export class Filters {
  #wanted = {text: "", meets: false, front: false, options: new Map()};
  #listener;
  #model;

  // `listener(points)` gets the scenarios that pass, at every change.
  constructor(node, model, listener) {
    this.#model = model;
    this.#listener = listener;
    fill(
        node, this.#search(), model.results.axes.map((axis, number) => this.#axis(axis, number)),
        model.results.requirements?.length > 0 &&
            checkbox("meets the requirements", (on) => this.#set("meets", on)),
        checkbox("on the Pareto front", (on) => this.#set("front", on)));
  }

  #search() {
    const input = make("input", {
      type: "search",
      id: "search",
      placeholder: "part of the name",
      oninput: () => this.#set("text", input.value.trim().toLowerCase())
    });
    return make("label", {class: "choice"}, "Find ", input);
  }

  #axis(axis, number) {
    const choices = [[any, "any"], ...axis.options.map((name, index) => [String(index), name])];
    return choice(axis.name, choices, any, (value) => {
      if (value === any)
        this.#wanted.options.delete(number);
      else
        this.#wanted.options.set(number, Number(value));
      this.apply();
    });
  }

  #set(name, value) {
    this.#wanted[name] = value;
    this.apply();
  }

  #passes(point) {
    const {text, meets, front, options} = this.#wanted;
    return (!meets || point.meetsRequirements) && (!front || point.onParetoFront) &&
        [...options].every(([axis, option]) => point.options[axis] === option) &&
        (!text || point.name.toLowerCase().includes(text));
  }

  apply() {
    this.#listener(this.#model.points.filter((point) => this.#passes(point)));
  }
}

const mostAxisColumns = 6;

function pickColumn(selection) {
  const button = (letter, point) => make(
      "button", {
        type: "button",
        class: `pick ${letter.toLowerCase()}`,
        "aria-pressed": String(selection[letter.toLowerCase()] === point),
        "aria-label": `Show ${point.name} as ${letter}`,
        onclick: () => selection.choose(letter.toLowerCase(), point),
      },
      letter);
  return {
    key: "pick",
    title: "Compare",
    kind: "picks",
    cell: (point) => [button("A", point), button("B", point)]
  };
}

function badge(point, model) {
  return point === model.base && make("span", {class: "badge"}, "base");
}

// A column an axis; where there are many axes, the whole name.
function nameColumns(model) {
  const {axes} = model.results;
  if (axes.length === 0 || axes.length > mostAxisColumns) {
    return [{
      key: "name",
      title: "Scenario",
      kind: "name",
      rowHeader: true,
      value: ({name}) => name,
      cell: (point) => [point.name, badge(point, model)]
    }];
  }
  return axes.map(
      (axis, number) => ({
        key: `axis ${number}`,
        title: axis.name,
        kind: "name",
        rowHeader: number === 0,
        value: ({options}) => options[number],
        cell: (point) =>
            [axis.options[point.options[number]] ?? dash, number === 0 && badge(point, model)],
      }));
}

function yesNo(key, title, value, note) {
  const mark = (yes) =>
      (yes ? [make("span", {"aria-hidden": "true", class: "yes"}, "✓"), unseen("yes")] :
             [make("span", {"aria-hidden": "true", class: "no"}, dash), unseen("no")]);
  return {
    key,
    title,
    kind: "mark",
    note,
    value: (point) => (value(point) ? 0 : 1),
    cell: (point) => mark(value(point))
  };
}

function trialColumn(model) {
  if (!model.points.some(({trials}) => trials)) return [];
  return [{
    key: "trials",
    title: model.results.overTime ? "Ran all" : "Placed all",
    unit: "of the trials",
    numeric: true,
    note: `trials in which every task ${model.results.overTime ? "ran" : "found room"}`,
    value: ({trials}) => (trials ? trials.placedAll / trials.count : null),
    cell: ({trials}) => (trials ? `${fixed(trials.placedAll)} of ${fixed(trials.count)}` : dash)
  }];
}

function metricColumn(metric) {
  return {
    key: `metric ${metric.name}`,
    title: metric.title,
    unit: metric.unit,
    numeric: true,
    note: metric.text,
    value: (point) => metricValue(point, metric.name),
    cell: (point) => fixed(metricValue(point, metric.name), metric.decimals)
  };
}

function differenceColumn(metric, base) {
  const value = (point) => differenceOf(metric, point, base);
  return {
    ...metricColumn(metric),
    value,
    cell: (point) => make(
        "span", {class: judgement(metric, value(point))}, signed(value(point), metric.decimals))
  };
}

function columnsOf(model, selection, shown) {
  const column =
      shown.differences ? (metric) => differenceColumn(metric, model.base) : metricColumn;
  return [
    pickColumn(selection),
    {
      key: "rank",
      title: "Rank",
      numeric: true,
      value: ({rank}) => rank,
      cell: ({rank}) => fixed(rank)
    },
    ...nameColumns(model),
    ...(model.results.requirements?.length ?
            [yesNo(
                "meets", "Meets", (point) => point.meetsRequirements,
                `meets ${model.results.requirements.join(", ")}`)] :
            []),
    yesNo("front", "Pareto", (point) => point.onParetoFront, "on the Pareto front"),
    ...trialColumn(model),
    ...model.metrics.filter((metric) => shown.metrics.has(metric.name)).map(column),
  ];
}

// Checkboxes for the metrics; the summary says how many of them are shown.
function columnPicker(model, {metrics: shown}, onChange) {
  const summary = make("summary");
  const say = () => fill(summary, `Columns: ${shown.size} of ${model.metrics.length} metrics`);
  const box = (metric) => {
    const input = make("input", {
      type: "checkbox",
      checked: shown.has(metric.name),
      onchange: () => {
        shown[input.checked ? "add" : "delete"](metric.name);
        say();
        onChange();
      }
    });
    return make("label", {class: "choice", title: metric.text}, input, ` ${metric.title}`);
  };
  say();
  return make(
      "details", {class: "columns"}, summary,
      make("div", {class: "choices"}, model.metrics.map(box)));
}

// Amounts, or how far they are from those of the base.
function amountPicker(shown, onChange) {
  return choice(
      "Figures as", [["amounts", "amounts"], ["differences", "differences from the base"]],
      "amounts", (value) => {
        shown.differences = value === "differences";
        onChange();
      });
}

// Returns what takes the points that pass the filters.
export function drawScenarioTable(node, model, selection) {
  const shown = {metrics: new Set(model.firstMetrics.map(({name}) => name)), differences: false};
  const columns = () => columnsOf(model, selection, shown);
  const table = new PagedTable({
    caption: "Scenarios",
    noun: "scenario",
    columns: columns(),
    sortKey: "rank",
    total: model.points.length,
    decorate: (tr, point) => {
      if (point === selection.a) tr.classList.add("is-a");
      if (point === selection.b) tr.classList.add("is-b");
    },
    onRow: (point, event) => selection.choose(event.shiftKey ? "b" : "a", point),
  });
  selection.onChange(() => table.redraw());
  const redraw = () => table.setColumns(columns());
  fill(
      node,
      make(
          "div", {class: "choices"}, model.base && amountPicker(shown, redraw),
          columnPicker(model, shown, redraw)),
      table.element);
  return (points) => table.setRows(points);
}
