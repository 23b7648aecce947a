// Every datapoint of the metric and what was done about it.
import {countColumn} from "../common/columns.js";
import {checkbox, choice, fill, make} from "../common/dom.js";
import {durationText} from "../common/format.js";
import {PagedTable} from "../common/paged_table.js";

import {changeText} from "./explainer.js";
import {changeOf} from "./model.js";

const allProviders = "all";

function decisionColumns(explainer, model) {
  const notable = new Set(model.notable);
  const show = (row) => make(
      "button", {
        type: "button",
        class: "link",
        title: "Show this moment in the charts",
        onclick: () => explainer.choose(row)
      },
      durationText(row.at));
  return [
    {
      key: "at",
      title: "Time",
      rowHeader: true,
      value: ({at}) => at,
      cell: (row) => (notable.has(row) ? show(row) : durationText(row.at))
    },
    {
      key: "provider",
      title: "Capacity provider",
      kind: "name",
      value: ({capacityProvider}) => capacityProvider
    },
    countColumn("instances", "N"),
    countColumn("wanted", "M"),
    countColumn("metric", "Metric", "percent"),
    countColumn("datapoints", "Datapoints", "in a row"),
    {key: "change", title: "Desired", value: changeOf, cell: changeText},
    {key: "why", title: "Why", kind: "why", cell: ({why}) => why},
  ];
}

export function drawDecisionTable(node, model, explainer) {
  const {decisions, providers} = model.results;
  const wanted = {changed: model.notable.length > 0, provider: allProviders};
  const table = new PagedTable({
    caption: "Scaling decisions",
    noun: "decision",
    columns: decisionColumns(explainer, model),
    total: decisions.length
  });
  const apply = () =>
      table.setRows((wanted.changed ? model.notable : decisions)
                        .filter(
                            ({capacityProvider}) => wanted.provider === allProviders ||
                                capacityProvider === wanted.provider));
  const change = (name, value) => {
    wanted[name] = value;
    apply();
  };
  const box = checkbox("every datapoint", (on) => change("changed", !on));
  box.querySelector("input").checked = !wanted.changed;
  const names = providers.map(({name}) => [name, name]);
  const ofProvider = choice(
      "Capacity provider", [[allProviders, "all"], ...names], allProviders,
      (name) => change("provider", name));
  apply();
  fill(node, make("div", {class: "choices"}, ofProvider, box), table.element);
}
