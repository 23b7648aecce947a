// Scaling decisions: one at a time with its reason, chosen by a slider or by pointing at a chart,
// and all of them in a table.
import {checkbox, choice, fill, make} from "../common/dom.js";
import {counted, durationText, fixed} from "../common/format.js";
import {countColumn, PagedTable} from "../common/paged_table.js";

import {changeOf} from "./model.js";

function changeText(decision) {
  const change = changeOf(decision);
  const text = `${fixed(decision.desiredBefore)} → ${fixed(decision.desiredAfter)}`;
  const kind = change > 0 ? "up" : change < 0 ? "down" : "same";
  return make("span", {class: `change ${kind}`}, change === 0 ? "stays" : text);
}

function decisionText(decision) {
  return `${durationText(decision.at)}, ${decision.capacityProvider}: ${decision.why}`;
}

export class Explainer {
  #decisions;
  #listeners = [];
  #slider;
  #text = make("p", {role: "status"});
  #place = make("span", {class: "hint"});

  constructor(node, decisions) {
    this.#decisions = decisions;
    if (decisions.length === 0) {
      fill(node, make("p", {}, "No scaling decision changed a group."));
      return;
    }
    this.#slider = make("input", {
      type: "range",
      min: 0,
      max: decisions.length - 1,
      value: 0,
      id: "decision-slider",
      oninput: () => this.choose(decisions[Number(this.#slider.value)])
    });
    const walk = make(
        "div", {class: "walk"}, make("label", {}, "Scaling decision", this.#slider), this.#place);
    fill(node, walk, this.#text);
  }

  onChoice(listener) {
    this.#listeners.push(listener);
  }

  choose(decision) {
    const number = this.#decisions.indexOf(decision);
    if (number < 0) return;
    this.#slider.value = String(number);
    this.#slider.setAttribute("aria-valuetext", decisionText(decision));
    fill(this.#place, `${fixed(number + 1)} of ${counted(this.#decisions.length, "decision")}`);
    fill(
        this.#text, make("strong", {}, durationText(decision.at)), " · ", decision.capacityProvider,
        " ", changeText(decision), make("br"), decision.why);
    for (const listener of this.#listeners) listener(decision);
  }

  chooseFirst() {
    if (this.#decisions.length > 0) this.choose(this.#decisions[0]);
  }
}

const allProviders = "all";

function decisionColumns(explainer, model) {
  const notable = new Set(model.notable);
  const show = (row) => make(
      "button", {
        type: "button",
        class: "link",
        title: "Show this moment in the charts",
        onclick: () => explainer.choose(row)
      },
      durationText(row.at));
  return [
    {
      key: "at",
      title: "Time",
      rowHeader: true,
      value: ({at}) => at,
      cell: (row) => (notable.has(row) ? show(row) : durationText(row.at))
    },
    {
      key: "provider",
      title: "Capacity provider",
      kind: "name",
      value: ({capacityProvider}) => capacityProvider
    },
    countColumn("instances", "N"),
    countColumn("wanted", "M"),
    countColumn("metric", "Metric", "percent"),
    countColumn("datapoints", "Datapoints", "in a row"),
    {key: "change", title: "Desired", value: changeOf, cell: changeText},
    {key: "why", title: "Why", kind: "why", cell: ({why}) => why},
  ];
}

export function drawDecisionTable(node, model, explainer) {
  const {decisions, providers} = model.results;
  const wanted = {changed: model.notable.length > 0, provider: allProviders};
  const table = new PagedTable({
    caption: "Scaling decisions",
    noun: "decision",
    columns: decisionColumns(explainer, model),
    total: decisions.length
  });
  const apply = () =>
      table.setRows((wanted.changed ? model.notable : decisions)
                        .filter(
                            ({capacityProvider}) => wanted.provider === allProviders ||
                                capacityProvider === wanted.provider));
  const change = (name, value) => {
    wanted[name] = value;
    apply();
  };
  const box = checkbox("every datapoint", (on) => change("changed", !on));
  box.querySelector("input").checked = !wanted.changed;
  const names = providers.map(({name}) => [name, name]);
  const ofProvider = choice(
      "Capacity provider", [[allProviders, "all"], ...names], allProviders,
      (name) => change("provider", name));
  apply();
  fill(node, make("div", {class: "choices"}, ofProvider, box), table.element);
}
