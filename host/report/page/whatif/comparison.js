// Everything about A, and about B beside it.
import {byId, fill, make} from "../common/dom.js";
import {fixed} from "../common/format.js";

import {failureLists, reasonTable, requestTable} from "./failures.js";
import {metricTable, roomTable, shareTable, trialTable, useTable, zoneTable} from "./figures.js";
import {drawMaps} from "./instance_maps.js";
import {letterMark} from "./pair.js";

function badges(point, model) {
  const texts = [
    `rank ${fixed(point.rank)}`, point === model.base && "base",
    point.onParetoFront && "Pareto front",
    model.results.requirements?.length > 0 &&
        (point.meetsRequirements ? "meets the requirements" : "does not meet the requirements")
  ];
  return texts.filter(Boolean).map((text) => make("span", {class: "badge"}, text));
}

function nameCard([letter, point], model) {
  const name = make("strong", {}, point.name);
  return make(
      "div", {class: `card ${letter.toLowerCase()}`}, letterMark(letter),
      make("div", {}, name, make("div", {class: "badges"}, badges(point, model))));
}

// For the line that stays in sight; it may be too narrow for the whole name.
function shortCard([letter, {name}]) {
  return make("span", {class: "chosen-name", title: name}, letterMark(letter), ` ${name}`);
}

function actions(model, selection) {
  const button = (text, act) => make("button", {type: "button", onclick: act}, text);
  const {a, b} = selection;
  return make(
      "div", {class: "choices"}, b && button("Swap A and B", () => selection.swap()),
      b && button("Show A alone", () => selection.set("b", null)),
      model.base && a !== model.base && b !== model.base &&
          button("Compare with the base", () => selection.set("b", model.base)));
}

function drawNames(model, selection) {
  fill(byId("chosen"), selection.pairs().map(shortCard));
  const cards = selection.pairs().map((pair) => nameCard(pair, model));
  fill(byId("names"), make("div", {class: "pair"}, cards), actions(model, selection));
}

// A section that has nothing to say is not shown, nor is the way to it.
function drawSection(id, content) {
  const nodes = [content].flat(Infinity).filter(Boolean);
  byId(id).hidden = nodes.length === 0;
  for (const link of document.querySelectorAll(`nav a[href="#${id}"]`))
    link.hidden = byId(id).hidden;
  fill(byId(id).querySelector(".content"), nodes);
}

function failureCounts(model, selection, reasons) {
  const tables = [reasonTable(selection, reasons), requestTable(model, selection)].filter(Boolean);
  if (tables.length === 0) return null;
  return make("div", {class: "pair"}, tables.map((table) => make("div", {class: "side"}, table)));
}

export function drawComparison(model, selection, reasons) {
  const isPlaced = !model.results.overTime;  // simulations leave no one state to show
  const draw = () => {
    drawNames(model, selection);
    drawSection("figures", metricTable(model, selection));
    drawSection("trials", trialTable(model, selection));
    drawSection("use", isPlaced && useTable(selection));
    drawSection("zones", isPlaced && [zoneTable(selection), shareTable(selection)]);
    drawSection("maps", isPlaced && drawMaps(model, selection));
    drawSection(
        "failures",
        isPlaced && [failureCounts(model, selection, reasons), failureLists(model, selection)]);
    drawSection("room", roomTable(selection));
  };
  selection.onChange(draw);
  draw();
}
