// The settings that the simulation ran with.
import {fill, make} from "../common/dom.js";
import {counted, durationText, fixed, percent} from "../common/format.js";

const lengths = {
  fixed: ({seconds}) => durationText(seconds),
  uniform: ({leastSeconds, mostSeconds}) =>
      `${durationText(leastSeconds)} to ${durationText(mostSeconds)}, evenly`,
  exponential: ({meanSeconds}) => `exponential, mean ${durationText(meanSeconds)}`,
  normal: ({meanSeconds, deviationSeconds}) =>
      `normal, mean ${durationText(meanSeconds)}, deviation ${durationText(deviationSeconds)}`,
  logNormal: ({medianSeconds, sigma}) =>
      `log-normal, median ${durationText(medianSeconds)}, sigma ${sigma}`,
};

function lengthText(length) {
  return lengths[length.kind](length);
}

function list(title, entries) {
  const rows = entries.map(([name, text]) => [make("dt", {}, name), make("dd", {}, text)]);
  return make("div", {}, make("h3", {}, title), make("dl", {}, rows));
}

// "provisioningTimeoutSeconds" -> "Provisioning timeout"
function label(name) {
  const words =
      name.replace(/Seconds$/, "").replace(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function settingText(name, value) {
  if (value === null) return "not set";
  if (name.endsWith("Seconds")) return durationText(value);
  if (/(Share|Factor)$/.test(name)) return percent(value, 1);
  if (typeof value === "number") return fixed(value);
  return typeof value === "object" ? lengthText(value) : value;
}

const isGroup = value => value !== null && typeof value === "object" && !("kind" in value);

// The settings that stand for themselves, then those that are settings of something.
function settingLists(title, settings) {
  const entries = Object.entries(settings);
  const own = entries.filter(([, value]) => !isGroup(value))
                  .map(([name, value]) => [label(name), settingText(name, value)]);
  const groups =
      entries.filter(([, value]) => isGroup(value))
          .flatMap(([name, value]) => settingLists(/[.]/.test(name) ? name : label(name), value));
  return own.length > 0 ? [list(title, own), ...groups] : groups;
}

function providerList({name, group, minSize, maxSize, instanceTypes, managedScaling}) {
  const scaling = managedScaling && [
    ["Target capacity", `${fixed(managedScaling.targetCapacity)} %`],
    ["Minimum step", counted(managedScaling.minimumStep, "instance")],
    ["Maximum step", counted(managedScaling.maximumStep, "instance")],
    ["Warm-up", durationText(managedScaling.instanceWarmupSeconds)],
  ];
  return list(`Capacity provider ${name}`, [
    ["Auto Scaling group", group || "none"],
    ["Size", `${fixed(minSize)} to ${fixed(maxSize)}`],
    ["Instance types", instanceTypes.join(", ") || "none"],
    ...(scaling ?? [["Managed scaling", "off"]]),
  ]);
}

export function drawSettings(node, {results}) {
  fill(
      node,
      make(
          "div", {class: "settings"}, settingLists("The model", results.model),
          results.providers.map(providerList)));
}
