// Tasks, instances and the metric over time, one below the other on the same axis.
/* global Chart */
import {amountScale, colour, legendBelow, onThemeChange} from "../common/chart_parts.js";
import {byId, fill} from "../common/dom.js";
import {counted, durationText, fixed, spelt} from "../common/format.js";
import {countColumn, listTable, timeColumn} from "../common/paged_table.js";

import {changeOf, providerColour, providerDash} from "./model.js";

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

// A chart by Chart.js in the page's colours: lines or stacked areas, with marks at moments that can
// be pointed at.
//
// draw() takes {y, from, to, series, marks}: y is the title of the axis, times are seconds. Series
// are {name, points, colour, stacked, dash}, points {x, y}; colours are names of
// the style sheet. Marks are {at, up, row}: a triangle that points up or down.
class TimeChart {
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
function thinnedOut(items, most, weight) {
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

const mostPoints = 1500;

const states = [
  ["running", "RUNNING", "running"], ["pending", "PENDING", "pending"],
  ["provisioning", "PROVISIONING", "provisioning"]
];

const waitingIn = (minute) => minute.provisioning + minute.pending;

function taskSeries(minutes) {
  const shown = thinnedOut(minutes, mostPoints, waitingIn);
  const points = (key) => shown.map((minute) => ({x: minute.at, y: minute[key]}));
  return states.map(([key, name, colour]) => ({name, colour, points: points(key), stacked: true}));
}

const instancesIn = (minute) =>
    minute.providers.reduce((sum, one) => sum + one.active + one.draining + one.launching, 0);

function instanceSeries({results}) {
  const shown = thinnedOut(results.minutes, mostPoints, instancesIn);
  const points = (count) => shown.map((minute) => ({x: minute.at, y: count(minute)}));
  const there = (one) => one.active + one.draining;
  const launching = ({providers}) => providers.reduce((sum, one) => sum + one.launching, 0);
  const series = results.providers.map(({name}, number) => ({
                                         name,
                                         colour: providerColour(number),
                                         stacked: true,
                                         points: points(({providers}) => there(providers[number]))
                                       }));
  const apart = points(({withoutProvider}) => there(withoutProvider));
  if (apart.some(({y}) => y > 0)) {
    series.unshift({name: "no capacity provider", colour: "stopped", stacked: true, points: apart});
  }
  series.push(
      {name: "launching", colour: "provisioning", stacked: true, points: points(launching)});
  return series;
}

function reservationSeries({results, targets}) {
  const farthest = ({capacityProvider, metric}) => Math.abs(metric - targets.get(capacityProvider));
  return results.providers
      .map(({name}, number) => {
        const decisions = results.decisions.filter((one) => one.capacityProvider === name);
        const points =
            thinnedOut(decisions, mostPoints, farthest).map(({at, metric}) => ({x: at, y: metric}));
        return {name, colour: providerColour(number), dash: providerDash(number), points};
      })
      .filter(({points}) => points.length > 0);
}

function targetSeries({targets, end}) {
  return [...new Set(targets.values())].map((target) => ({
                                              name: `target ${fixed(target)} %`,
                                              colour: "text",
                                              dash: [3, 4],
                                              points: [{x: 0, y: target}, {x: end, y: target}]
                                            }));
}

function minuteColumns({results}) {
  const ofProvider = ({name}, number) => countColumn(
      `provider ${number}`, name, "instances",
      ({providers}) => providers[number].active + providers[number].draining);
  return [
    {...timeColumn("at", "Time"), rowHeader: true},
    ...["provisioning", "pending", "running", "stopped", "refused"].map(
        (state) => countColumn(state, spelt(state))),
    ...results.providers.map(ofProvider)
  ];
}

// A table costs only when it is looked at.
function drawMinutes(model) {
  const {minutes} = model.results;
  const details = byId("minutes");
  details.querySelector("summary").textContent =
      `The same as a table, minute by minute (${counted(minutes.length, "row")})`;
  const open = () => fill(
      details.querySelector(".content"),
      listTable(
          {caption: "State at full minutes", noun: "minute", columns: minuteColumns(model)},
          minutes));
  details.addEventListener("toggle", open, {once: true});
}

function sayWhatIsDrawn(model) {
  const {minutes, decisions} = model.results;
  const thin = minutes.length > mostPoints || decisions.length > mostPoints;
  fill(
      byId("chart-text"),
      "Areas show each minute as it was at its end. A triangle is a scaling decision: upwards a group grew, " +
          "downwards it shrank or stayed; pointing at it tells why.",
      thin &&
          ` Drawn are about ${fixed(mostPoints)} moments of each line, in each stretch of ` +
              "time the one with most waiting tasks, most instances, or farthest from the target.");
}

function draw(id, label, content, marks, model, explainer) {
  const chart = new TimeChart(byId(id), (row) => explainer.choose(row));
  chart.draw({...content, from: 0, to: model.end, marks});
  byId(id).setAttribute(
      "aria-label", `${label} over ${durationText(model.end)}. The table below has the figures.`);
  explainer.onChoice((row) => chart.choose(row));
}

export function drawCharts(model, explainer) {
  const marks = model.notable.map((row) => ({at: row.at, up: changeOf(row) > 0, row}));
  const {minutes} = model.results;
  draw(
      "tasks-canvas", "Tasks by state", {y: "Tasks", series: taskSeries(minutes)}, marks, model,
      explainer);
  draw(
      "instances-canvas", "Instances by capacity provider",
      {y: "Instances", series: instanceSeries(model)}, marks, model, explainer);
  const series = [...targetSeries(model), ...reservationSeries(model)];
  byId("reservation-canvas").closest("figure").hidden = model.results.decisions.length === 0;
  draw(
      "reservation-canvas", "CapacityProviderReservation", {y: "Percent", series}, marks, model,
      explainer);
  sayWhatIsDrawn(model);
  drawMinutes(model);
}
