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

function lengthText(length, absent) {
  return length === null ? absent : lengths[length.kind](length);
}

function list(title, entries) {
  const rows = entries.map(([name, text]) => [make("dt", {}, name), make("dd", {}, text)]);
  return make("div", {}, make("h3", {}, title), make("dl", {}, rows));
}

function modelList(model) {
  const base =
      model.estimateBase === "usedInstances" ? "instances that run tasks" : "all instances";
  return list("ECS and Auto Scaling", [
    ["Tasks in PROVISIONING at most", fixed(model.provisioningLimit)],
    ["A task gives up after", durationText(model.provisioningTimeoutSeconds)],
    ["Between datapoints", durationText(model.metricPeriodSeconds)],
    ["Datapoints to scale out", fixed(model.scaleOutDatapoints)],
    ["Datapoints to scale in", fixed(model.scaleInDatapoints)],
    ["A step of scale-in takes less than", percent(model.scaleInShare, 1)],
    [
      "From an empty group",
      model.fromZero === null ? "as the estimate says" : counted(model.fromZero, "instance")
    ],
    ["The estimate is added to", base],
    ["A service tries again after", durationText(model.serviceRetrySeconds)],
    [
      "A draining instance goes after",
      model.drainLimitSeconds === null ? "its last task" : durationText(model.drainLimitSeconds)
    ],
  ]);
}

function delayList(model) {
  const delays = (name, {launch, registration}) => [
      [`${name}: launch`, lengthText(launch)], [`${name}: registration`, lengthText(registration)]];
  return list("Delays", [
    ["From PENDING to RUNNING", lengthText(model.taskStart)],
    ["From its end to STOPPED", lengthText(model.taskStop)],
    ["The snapshot's own tasks end after", lengthText(model.runningTasksEnd, "never")],
    ...delays("Instances", model.delays),
    ...Object.entries(model.delaysOfType).flatMap(([type, value]) => delays(type, value)),
    ["Memory that new instances register", percent(model.registeredMemoryFactor, 1)],
  ]);
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
          "div", {class: "settings"}, modelList(results.model), delayList(results.model),
          results.providers.map(providerList)));
}
