// Which scenarios the table and the chart show.
import {checkbox, choice, fill, make} from "../common/dom.js";

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
