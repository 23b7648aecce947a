// The page of a simulation: its verdict, and everything below it in order.
import {byId, fill, make} from "../common/dom.js";
import {counted, durationText, fixed, isNumber} from "../common/format.js";
import {drawWarnings, fact, orSayWhy, readData} from "../common/frame.js";

import {drawCharts} from "./charts.js";
import {drawDecisionTable, Explainer} from "./decisions.js";
import {drawFailures, drawKinds, drawLives, drawTasks} from "./lives.js";
import {modelOf} from "./model.js";
import {drawSettings} from "./settings.js";

function moneyText(amount, currency) {
  return `${fixed(amount, amount > 0 && amount < 0.1 ? 4 : 2)} ${currency}`;
}

function hoursOf({totals}) {
  return Object.values(totals.instanceHours).reduce((sum, hours) => sum + hours, 0);
}

// "2 of 2 tasks ran; all were running after 2 min 35 s; 0.70 instance-hours, 0.35 USD."
function firstSentence(model) {
  const {totals, results} = model;
  if (totals.tasks === 0) return "No task was asked for.";
  const ran = `${fixed(totals.started)} of ${counted(totals.tasks, "task")} ran`;
  const when = isNumber(totals.allRunning) ?
      `; all were running after ${durationText(totals.allRunning)}` :
      "";
  const hours = `; ${fixed(hoursOf(model), 2)} instance-hours`;
  return `${ran}${when}${hours}, ${moneyText(totals.cost, results.currency)}.`;
}

function failureSentence({totals}) {
  const parts =
      [
        [totals.refused, "refused"], [totals.givenUp, "gave up waiting"],
        [totals.interrupted, "lost their instance"], [totals.waiting, "still waiting at the end"]
      ].filter(([count]) => count > 0)
          .map(([count, what]) => `${fixed(count)} ${what}`);
  if (parts.length === 0) return "";
  return `Not all went well: ${new Intl.ListFormat("en").format(parts)}.`;
}

function drawVerdict(node, model) {
  const failed = failureSentence(model);
  fill(node, make("p", {class: "first"}, firstSentence(model)), failed && make("p", {}, failed));
}

function waitText({waitSeconds: waits}) {
  if (waits.tasks === 0) return "no task ran";
  const parts =
      [["half", waits.p50], ["90 %", waits.p90], ["99 %", waits.p99], ["all", waits.maximum]];
  return parts.map(([share, wait]) => `${share} within ${durationText(wait)}`).join(", ");
}

function drawFacts(node, model) {
  const {results, totals} = model;
  const unpriced = totals.unpricedInstanceHours;
  fill(
      node, fact("From request to RUNNING", waitText(totals)),
      fact("Simulated", durationText(totals.ended)), fact("Start", results.start),
      fact("Most instances at a time", fixed(totals.peakInstances)),
      fact("Cost of instances without a task", moneyText(totals.idleCost, results.currency)),
      fact(
          "Without a known price",
          unpriced > 0 && `${fixed(unpriced, 2)} instance-hours, not in the cost`),
      fact("Prices", [results.currency, results.priceSource].filter(Boolean).join(", ")),
      fact("Seed", String(results.seed)));
}

const contentOf = (id) => byId(id).querySelector(".content");

function drawPage() {
  const model = modelOf(readData("results"));
  const title = model.results.title || "Simulation";
  document.title = `${title} · berth simulate`;
  byId("title").textContent = title;
  drawVerdict(byId("verdict"), model);
  drawFacts(byId("facts"), model);
  drawWarnings(byId("warnings"), model.results.warnings);
  drawFailures(byId("failures"), model);

  const explainer = new Explainer(byId("explainer"), model.notable);
  drawCharts(model, explainer);
  explainer.chooseFirst();
  drawKinds(contentOf("kinds"), model);
  drawLives(contentOf("lives"), model);
  drawDecisionTable(contentOf("decisions"), model, explainer);
  drawTasks(contentOf("tasks"), model);
  drawSettings(contentOf("settings"), model);
}

orSayWhy(drawPage);
