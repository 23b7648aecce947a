// Tasks, instances and the metric over time, one below the other on the same axis.
import {countColumn, timeColumn} from "../common/columns.js";
import {byId, fill} from "../common/dom.js";
import {counted, durationText, fixed, spelt} from "../common/format.js";
import {listTable} from "../common/paged_table.js";
import {thinnedOut, TimeChart} from "../common/time_chart.js";

import {changeOf, providerColour, providerDash} from "./model.js";

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
