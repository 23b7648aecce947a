// One figure against another as a cloud of points, the Pareto front marked.
/* global Chart */
import {amountScale, colour, legendBelow, onThemeChange} from "../common/chart_parts.js";
import {byId, choice, fill} from "../common/dom.js";
import {counted, fixed} from "../common/format.js";

import {metricText, metricValue, taskMetrics} from "./model.js";

const mostNames = 5;

const letters = {
  id: "letters",
  afterDatasetsDraw(chart) {
    const {ctx, scales, $marks = []} = chart;
    for (const mark of $marks) {
      drawLetter(ctx, scales.x.getPixelForValue(mark.x), scales.y.getPixelForValue(mark.y), mark);
    }
  },
};

function drawLetter(ctx, x, y, {letter, colour: name, offset = 0}) {
  ctx.save();
  ctx.strokeStyle = ctx.fillStyle = colour(name);
  ctx.lineWidth = 2.5;
  ctx.beginPath();
  ctx.arc(x, y, 9 + offset, 0, 2 * Math.PI);
  ctx.stroke();
  ctx.font = "700 14px system-ui, sans-serif";
  ctx.textBaseline = "middle";
  ctx.strokeStyle = colour("surface");
  ctx.lineWidth = 4;
  const aside = offset ? -24 - offset : 14;
  ctx.strokeText(letter, x + aside, y);
  ctx.fillText(letter, x + aside, y);
  ctx.restore();
}

function dataset({
  name,
  points,
  colour: colourName,
  style = "circle",
  radius = 3.5,
  line = false,
  hollow = false
}) {
  const main = colour(colourName);
  return {
    label: name,
    data: points,
    pointStyle: style,
    pointRadius: radius,
    pointHoverRadius: radius + 2,
    borderColor: main,
    backgroundColor: hollow ? "transparent" : main,
    pointBorderWidth: 1.5,
    showLine: line,
    borderWidth: 1.5,
    borderDash: [5, 4],
    stepped: line ? "before" : false,
    clip: 8,
  };
}

function tooltip() {
  return {
    displayColors: false,
    filter: (item, index) => index < mostNames,
    callbacks: {
      label: (item) => item.raw.label,
      footer: (items) => {
        const more = (items[0]?.chart.getActiveElements().length ?? 0) - items.length;
        return more > 0 ? `and ${counted(more, "more point")} here` : "";
      },
    },
  };
}

// A scatter chart by Chart.js in the page's colours, with letters at marked points.
//
// draw() takes {x, y, series, marks}: x and y are the titles of the axes, series {name, points,
// colour, style, radius, line}, points {x, y, label, row}, marks {letter, x, y, colour}. Colours
// are names of the style sheet.
class ScatterChart {
  #chart;
  #onPick;
  #drawn = null;

  // `onPick(row, event)` is called for the point that was clicked.
  constructor(canvas, onPick) {
    this.#onPick = onPick;
    this.#chart = new Chart(canvas, {type: "scatter", data: {datasets: []}, plugins: [letters]});
    onThemeChange(() => this.#drawn && this.draw(this.#drawn));
  }

  #options({x, y}) {
    return {
      scales: {x: amountScale(x), y: amountScale(y)},
      animation: false,
      maintainAspectRatio: false,
      parsing: false,
      interaction: {mode: "nearest", intersect: true},
      onClick: (event, found, chart) => {
        if (found.length)
          this.#onPick(
              chart.data.datasets[found[0].datasetIndex].data[found[0].index].row, event.native);
      },
      onHover: (event, found) => {
        event.native.target.style.cursor = found.length ? "pointer" : "default";
      },
      plugins: {
        tooltip: tooltip(),
        legend: legendBelow(),
      },
    };
  }

  draw(content) {
    this.#drawn = content;
    const chart = this.#chart;
    chart.options = this.#options(content);
    chart.data.datasets = content.series.map(dataset);
    chart.$marks = content.marks;
    chart.update();
  }
}

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
