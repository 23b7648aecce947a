// A scatter chart by Chart.js in the page's colours, with letters at marked points.
//
// draw() takes {x, y, series, marks}: x and y are the titles of the axes, series {name, points,
// colour, style, radius, line}, points {x, y, label, row}, marks {letter, x, y, colour}. Colours
// are names of the style sheet.
/* global Chart */
import {amountScale, legendBelow} from "./chart_parts.js";
import {counted} from "./format.js";
import {colour, onThemeChange} from "./theme.js";

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

export class ScatterChart {
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
