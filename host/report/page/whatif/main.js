// The page of a what-if sweep.
import {orSayWhy, readData} from "../common/data.js";
import {byId} from "../common/dom.js";
import {drawWarnings} from "../common/header.js";

import {drawComparison} from "./comparison.js";
import {Filters} from "./filters.js";
import {modelOf} from "./model.js";
import {drawScenarioTable} from "./scenario_table.js";
import {Selection} from "./selection.js";
import {TradeOff} from "./trade_off.js";
import {drawFacts, drawVerdict} from "./verdict.js";

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
