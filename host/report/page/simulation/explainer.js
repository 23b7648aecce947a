// One scaling decision at a time, with its reason: chosen by a slider, or by pointing at a chart.
import {fill, make} from "../common/dom.js";
import {counted, durationText, fixed} from "../common/format.js";

import {changeOf} from "./model.js";

export function changeText(decision) {
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
