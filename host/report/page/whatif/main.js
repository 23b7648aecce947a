// The page of a sweep: its verdict, and everything below it in order.
import {byId, fill, make} from "../common/dom.js";
import {counted, fixed, percent} from "../common/format.js";
import {drawWarnings, fact, orSayWhy, readData} from "../common/frame.js";

import {drawComparison} from "./comparison.js";
import {differenceOf, metricText, metricValue, modelOf, requestedOf, Selection, taskMetrics} from "./model.js";
import {drawScenarioTable, Filters} from "./scenario_table.js";
import {TradeOff} from "./trade_off.js";

const list = new Intl.ListFormat("en");

function objectiveText({results, metricOf}) {
  const names =
      (results.objective ?? []).map((name) => metricOf(name)?.title.toLowerCase() ?? name);
  return list.format(names) || "rank";
}

function requirementText({results}) {
  return list.format(results.requirements ?? []);
}

// "places 38 of 38 tasks"
function placedText(model, point) {
  const names = taskMetrics(model.results);
  const placed = metricValue(point, names.done);
  if (placed === null) return "";
  const verb = model.results.overTime ? "runs" : "places";
  return `${verb} ${fixed(placed)} of ${counted(requestedOf(point, names), "task")}`;
}

// "12.30 USD/h, 1.20 USD/h less than the base"
function costText(model, point) {
  const metric = model.metricOf(taskMetrics(model.results).cost);
  if (!metric || metricValue(point, metric.name) === null) return "";
  const text = `costs ${metricText(metric, point)}`;
  const difference = model.base && differenceOf(metric, point, model.base);
  if (point === model.base || difference === null || difference === undefined) return text;
  if (fixed(difference, metric.decimals) === fixed(0, metric.decimals))
    return `${text}, the same as the base`;
  const amount = metricText(metric, {metrics: {[metric.name]: Math.abs(difference)}});
  return `${text}, ${amount} ${difference < 0 ? "less" : "more"} than the base`;
}

function firstSentence(model, best, meeting) {
  const facts = [placedText(model, best), costText(model, best)].filter(Boolean).join(" and ");
  const what = facts ? `: it ${facts}.` : ".";
  const required = requirementText(model);
  const name = make("strong", {}, best.name);
  const all = counted(model.points.length, "scenario");
  if (required && meeting.length === 0)
    return [`None of ${all} meets ${required}. Ranked first is `, name, what];
  if (best === model.base)
    return ["No change beats the base, ", name, `, by ${objectiveText(model)}${what}`];
  if (!required) return [name, ` is the best of ${all} by ${objectiveText(model)}${what}`];
  if (meeting.length === 1)
    return [name, ` is the only one of ${all} that meets ${required}${what}`];
  return [
    name,
    ` is the best by ${objectiveText(model)} of the ${fixed(meeting.length)} scenarios (of ` +
        `${fixed(model.points.length)}) that meet ${required}${what}`
  ];
}

// What the base comes to, if it is not the scenario that the first sentence tells of.
function baseSentence(model, best) {
  const {base} = model;
  if (!base || base === best) return null;
  const required = requirementText(model);
  const verdict =
      required && `The base ${base.meetsRequirements ? "meets" : "does not meet"} ${required}`;
  const names = taskMetrics(model.results);
  const failed = metricValue(base, names.lacking);
  if (failed === null) return verdict && `${verdict}.`;
  const count = `${fixed(failed)} of ${counted(requestedOf(base, names), "task")}`;
  const [all, none] = model.results.overTime ?
      ["every task runs", failed === 1 ? "never runs" : "never run"] :
      ["every task finds room", failed === 1 ? "finds no room" : "find no room"];
  const room = failed === 0 ? all : `${count} ${none}`;
  return verdict ? `${verdict}: ${room}.` : `In the base ${room}.`;
}

function frontSentence({points}) {
  const front = points.filter(({onParetoFront}) => onParetoFront).length;
  if (front === 0) return null;
  const count = `${counted(front, "scenario")} ${front === 1 ? "is" : "are"}`;
  return `${count} on the Pareto front: no other is as good in all respects and better in one.`;
}

function drawVerdict(node, model) {
  const best = model.byRank[0];
  if (!best) {
    fill(node, make("p", {class: "first"}, "The sweep has no scenario."));
    return;
  }
  const meeting = model.points.filter(({meetsRequirements}) => meetsRequirements);
  const rest = [baseSentence(model, best), frontSentence(model)];
  fill(
      node, make("p", {class: "first"}, firstSentence(model, best, meeting)),
      make("p", {}, rest.filter(Boolean).join(" ")));
}

function drawFacts(node, model) {
  const {results} = model;
  const trials = results.trials > 1 ?
      `${fixed(results.trials)} a scenario, seeds from ${results.seed}` :
      `one a scenario, seed ${results.seed}`;
  const memory = results.registeredMemoryFactor &&
      `${percent(results.registeredMemoryFactor, 1)} of what the type has`;
  fill(
      node, fact("Ranked by", objectiveText(model)),
      fact("Required", requirementText(model) || "nothing"), fact("Trials", trials),
      fact("Prices", [results.currency, results.priceSource].filter(Boolean).join(", ")),
      fact("Period", results.hours && counted(results.hours, "hour")),
      fact("Memory that new instances register", memory));
}

// The best scenario beside the base; where the base is the best, beside the one that follows.
function firstSelection(model) {
  const [best, next] = model.byRank;
  return new Selection(best, model.base && model.base !== best ? model.base : next ?? null);
}

function drawPage() {
  const model = modelOf(readData("results"));
  const title = model.results.title || "What-if results";
  document.title = `${title} · berth whatif`;
  byId("title").textContent = title;
  drawVerdict(byId("verdict"), model);
  drawFacts(byId("facts"), model);
  drawWarnings(byId("warnings"), model.results.warnings);
  byId("scenarios").hidden = byId("comparison").hidden = model.points.length === 0;
  if (model.points.length === 0) return;

  const selection = firstSelection(model);
  const tradeOff = new TradeOff(model, selection);
  const setRows = drawScenarioTable(byId("scenario-table"), model, selection);
  new Filters(byId("filters"), model, (points) => {
    tradeOff.setPoints(points);
    setRows(points);
  }).apply();
  drawComparison(model, selection, readData("reasons"));
}

orSayWhy(drawPage);
