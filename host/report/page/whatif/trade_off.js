// Two metrics against each other, every scenario a point, the Pareto front marked.
import {byId, choice, fill} from "../common/dom.js";
import {counted, fixed} from "../common/format.js";
import {ScatterChart} from "../common/scatter_chart.js";

import {metricText, metricValue, taskMetrics} from "./model.js";

// A line tells of a front only where it rises or falls throughout.
function isMonotone(points) {
  const steps = points.slice(1).map((point, i) => Math.sign(point.y - points[i].y)).filter(Boolean);
  return new Set(steps).size <= 1;
}

function pointOn(point, x, y) {
  return {
    x: metricValue(point, x.name),
    y: metricValue(point, y.name),
    row: point,
    label: `${point.name}: ${metricText(x, point)}, ${metricText(y, point)}`
  };
}

function seriesOf(model, drawn, x, y) {
  const pick = (test) => drawn.filter(test).map((point) => pointOn(point, x, y));
  const front = pick((point) => point.onParetoFront).sort((a, b) => a.x - b.x || a.y - b.y);
  const required = model.results.requirements?.length > 0;
  const other = (meets) =>
      pick((point) => !point.onParetoFront && point.meetsRequirements === meets);
  const series = [
    {
      name: "Pareto front",
      points: front,
      colour: "front",
      radius: 5,
      style: "rectRot",
      line: isMonotone(front)
    },
    {
      name: required ? "meets the requirements" : "other scenarios",
      points: other(true),
      colour: "point"
    },
    {
      name: required ? "does not meet the requirements" : "other scenarios",
      points: other(false),
      colour: "point-faint",
      style: "crossRot"
    },
  ];
  return series.filter(({points}) => points.length > 0);
}

function marksOf(pairs, x, y) {
  const marks = pairs.map(
      ([letter, point]) => ({letter, colour: letter.toLowerCase(), ...pointOn(point, x, y)}));
  const [a, b] = marks;
  if (a && b && a.x === b.x && a.y === b.y) b.offset = 4;
  return marks;
}

export class TradeOff {
  #model;
  #selection;
  #chart;
  #points = [];
  #x;
  #y;

  constructor(model, selection) {
    this.#model = model;
    this.#selection = selection;
    const {cost, done} = taskMetrics(model.results);
    this.#x = model.metricOf(cost) ?? model.metrics[0];
    this.#y = model.metricOf(model.results.overTime ? "all-running" : done) ?? model.metrics[1] ??
        model.metrics[0];
    this.#chart = new ScatterChart(
        byId("trade-off-canvas"),
        (point, event) => selection.choose(event.shiftKey ? "b" : "a", point));
    this.#drawChoices();
    selection.onChange(() => this.#draw());
  }

  setPoints(points) {
    this.#points = points;
    this.#draw();
  }

  #drawChoices() {
    const metrics = this.#model.metrics.map(({name, title}) => [name, title]);
    const pick = (label, chosen, set) => choice(label, metrics, chosen.name, (name) => {
      set(this.#model.metricOf(name));
      this.#draw();
    });
    const across = pick("Across", this.#x, (metric) => (this.#x = metric));
    const upwards = pick("Upwards", this.#y, (metric) => (this.#y = metric));
    fill(byId("trade-off-choices"), across, upwards);
  }

  #draw() {
    const [x, y] = [this.#x, this.#y];
    const drawn = this.#points.filter(
        (point) => metricValue(point, x.name) !== null && metricValue(point, y.name) !== null);
    const axis = ({title, unit}) => (unit ? `${title}, ${unit}` : title);
    this.#chart.draw({
      x: axis(x),
      y: axis(y),
      series: seriesOf(this.#model, drawn, x, y),
      marks: marksOf(this.#selection.pairs().filter(([, point]) => drawn.includes(point)), x, y)
    });
    this.#say(drawn.length);
  }

  #say(drawn) {
    const lacking = this.#points.length - drawn;
    const rest = `; ${fixed(lacking)} that pass the filters lack one of the two figures`;
    const all = counted(this.#model.points.length, "scenario");
    const text = `${fixed(drawn)} of ${all} drawn${lacking > 0 ? rest : ""}.`;
    fill(
        byId("trade-off-text"), `${text} A click on a point makes it A, with Shift it makes it B.`);
    const axes = `${this.#y.title} against ${this.#x.title.toLowerCase()}`;
    const label = `${axes}: ${text} The table below has the same figures.`;
    byId("trade-off-canvas").setAttribute("aria-label", label);
  }
}
