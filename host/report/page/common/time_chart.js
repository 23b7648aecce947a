// A chart over time by Chart.js in the page's colours: lines or stacked areas, with marks at
// moments that can be pointed at.
//
// draw() takes {y, from, to, series, marks}: y is the title of the axis, times are seconds. Series
// are {name, points, colour, stacked, dash}, points {x, y}; colours are names of
// the style sheet. Marks are {at, up, row}: a triangle that points up or down.
/* global Chart */
import {amountScale, legendBelow} from "./chart_parts.js";
import {durationText, fixed} from "./format.js";
import {colour, onThemeChange} from "./theme.js";

const mostTicks = 10;
const tickSteps =
    [1, 5, 10, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 21600, 43200, 86400, 172800];
const nearby = 10;  // pixels

function tickStep(span) {
  return tickSteps.find((step) => span / step <= mostTicks) ?? Math.ceil(span / mostTicks);
}

function timeScale(from, to) {
  const span = Math.max(to - from, 1);
  return {
    ...amountScale("Time since the start"),
    grace: 0,
    min: from,
    max: from + span,
    ticks: {
      color: colour("muted"),
      stepSize: tickStep(span),
      maxRotation: 0,
      callback: (value) => durationText(value)
    },
  };
}

// A line's value holds until the next one. An area's value is what held up to its moment, and it
// reaches down to the area below it.
function timeSeries({name, points, colour: colourName, stacked, dash: pattern}, number) {
  const main = colour(colourName);
  return {
    label: name,
    data: points,
    fill: stacked ? (number === 0 ? "origin" : "-1") : false,
    borderColor: main,
    backgroundColor: stacked ? `${main}99` : main,
    borderWidth: stacked ? 1 : 2,
    borderDash: pattern ?? [],
    stepped: stacked ? "after" : "before",
    pointRadius: points.length === 1 ? 3 : 0,
    pointHoverRadius: 3,
    pointStyle: stacked ? "rect" : "line",
  };
}

const marksAtTop = {
  id: "marksAtTop",
  afterDatasetsDraw({ctx, chartArea, scales, $marks = [], $chosen}) {
    for (const mark of $marks) {
      const x = scales.x.getPixelForValue(mark.at);
      if (mark.row === $chosen) drawMoment(ctx, x, chartArea);
      drawTriangle(ctx, x, chartArea.top, mark, mark.row === $chosen);
    }
  },
};

function drawMoment(ctx, x, {top, bottom}) {
  ctx.save();
  ctx.strokeStyle = colour("text");
  ctx.setLineDash([4, 3]);
  ctx.beginPath();
  ctx.moveTo(x, top);
  ctx.lineTo(x, bottom);
  ctx.stroke();
  ctx.restore();
}

function drawTriangle(ctx, x, top, {up}, chosen) {
  const half = chosen ? 7 : 5;
  const [tip, base] = up ? [top - 2 * half - 1, top - 1] : [top - 1, top - 2 * half - 1];
  ctx.save();
  ctx.fillStyle = colour(chosen ? "text" : up ? "up" : "down");
  ctx.beginPath();
  ctx.moveTo(x, tip);
  ctx.lineTo(x - half, base);
  ctx.lineTo(x + half, base);
  ctx.fill();
  ctx.restore();
}

export class TimeChart {
  #chart;
  #onPoint;
  #drawn = null;

  // `onPoint(row)` is called for the mark that the pointer is at.
  constructor(canvas, onPoint) {
    this.#onPoint = onPoint;
    this.#chart = new Chart(canvas, {type: "line", data: {datasets: []}, plugins: [marksAtTop]});
    onThemeChange(() => this.#drawn && this.draw(this.#drawn));
  }

  #markAt(x) {
    const {$marks = [], scales} = this.#chart;
    const distance = (mark) => Math.abs(scales.x.getPixelForValue(mark.at) - x);
    const nearest = $marks.reduce(
        (best, mark) => (best === null || distance(mark) < distance(best) ? mark : best), null);
    return nearest && distance(nearest) <= nearby ? nearest : null;
  }

  #options({y, from, to, series}) {
    const stacked = series.some((one) => one.stacked);
    return {
      scales: {x: timeScale(from, to), y: {...amountScale(y, 0), stacked, min: 0}},
      animation: false,
      maintainAspectRatio: false,
      parsing: false,
      normalized: true,
      layout: {padding: {top: 18}},
      interaction: {mode: "index", axis: "x", intersect: false},
      onHover: ({x}) => {
        const mark = this.#markAt(x);
        if (mark && mark.row !== this.#chart.$chosen) this.#onPoint(mark.row);
      },
      plugins: {
        tooltip: {
          callbacks: {
            title: (items) => durationText(items[0]?.parsed.x),
            label: ({dataset, parsed}) => ` ${dataset.label}: ${fixed(parsed.y)}`
          },
        },
        legend: legendBelow(),
      },
    };
  }

  draw(content) {
    this.#drawn = content;
    const chart = this.#chart;
    chart.options = this.#options(content);
    chart.data.datasets = content.series.map(timeSeries);
    chart.$marks = content.marks;
    chart.update();
  }

  choose(row) {
    this.#chart.$chosen = row;
    this.#chart.draw();
  }
}

// At most about so many items: of each stretch the one that weighs most, and both ends.
export function thinnedOut(items, most, weight) {
  if (items.length <= most) return items;
  const kept = [items[0]];
  const stretch = (items.length - 2) / most;
  for (let i = 0; i < most; ++i) {
    const part = items.slice(1 + Math.floor(i * stretch), 1 + Math.floor((i + 1) * stretch));
    if (part.length > 0) {
      kept.push(part.reduce((best, item) => (weight(item) > weight(best) ? item : best)));
    }
  }
  return [...kept, items.at(-1)];
}
