// The page of a simulation.
import {orSayWhy, readData} from "../common/data.js";
import {byId} from "../common/dom.js";
import {drawWarnings} from "../common/header.js";

import {drawCharts} from "./charts.js";
import {drawDecisionTable} from "./decision_table.js";
import {Explainer} from "./explainer.js";
import {drawLives} from "./lives.js";
import {modelOf} from "./model.js";
import {drawSettings} from "./settings.js";
import {drawFailures, drawKinds, drawTasks} from "./task_tables.js";
import {drawFacts, drawVerdict} from "./verdict.js";

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
