// The results as the page sees them, and which two scenarios are chosen as A and B.
import {decimalsFor, fixed, spelt, withUnit} from "../common/format.js";

function prepareMetric(metric, results) {
  const values = results.points.map((point) => point.metrics?.[metric.name]);
  const isMoney = Boolean(results.currency) && String(metric.unit ?? "").includes(results.currency);
  return {...metric, title: spelt(metric.name), decimals: decimalsFor(values, isMoney)};
}

function wordsOf(texts) {
  return new Set((texts ?? []).join(" ").match(/[a-z][a-z0-9-]*/g) ?? []);
}

// What a reader wants first: what is ranked by, what is required, how many are placed, what it
// costs.
function firstMetrics(metrics, results) {
  const wanted = wordsOf([
    ...(results.objective ?? []), ...(results.requirements ?? []),
    ...(results.overTime ? ["not-run", "all-running", "wait-p90", "cost"] :
                           ["placed", "failed", "cost-per-hour"])
  ]);
  return metrics.filter(({name}) => wanted.has(name));
}

// The groups of requests, as far as a list of failures names them.
function groupsOf(results) {
  const failures = (results.details ?? []).flatMap(({failures}) => failures ?? []);
  return new Map(failures.map(({requestIndex, group}) => [requestIndex, group]));
}

export function modelOf(results) {
  const metrics = results.metrics.map((metric) => prepareMetric(metric, results));
  const byNumber = new Map(results.points.map((point) => [point.point, point]));
  return {
    results,
    metrics,
    firstMetrics: firstMetrics(metrics, results),
    points: results.points,
    byRank: [...results.points].sort((a, b) => a.rank - b.rank),
    base: byNumber.get(results.base),
    pointOf: (number) => byNumber.get(number),
    metricOf: (name) => metrics.find((metric) => metric.name === name),
    groups: groupsOf(results),
    details: new Map((results.details ?? []).map((detail) => [detail.point, detail])),
  };
}

export function metricValue(point, name) {
  return point?.metrics?.[name] ?? null;
}

export function metricText(metric, point) {
  return withUnit(fixed(metricValue(point, metric.name), metric.decimals), metric.unit);
}

// null where either point lacks the metric.
export function differenceOf(metric, point, other) {
  const [a, b] = [metricValue(point, metric.name), metricValue(other, metric.name)];
  return a === null || b === null ? null : a - b;
}

// "better", "worse", or nothing where it is the same or neither is better.
export function judgement(metric, difference) {
  if (!difference || !["lower", "higher"].includes(metric.better)) return "";
  return (difference < 0) === (metric.better === "lower") ? "better" : "worse";
}

// The metrics of tasks that found room, or over time that ran, and of the others.
export function taskMetrics({overTime}) {
  return overTime ? {done: "started", lacking: "not-run", cost: "cost"} :
                    {done: "placed", lacking: "failed", cost: "cost-per-hour"};
}

export function requestedOf(point, {done, lacking}) {
  if (point.requests) return point.requests.reduce((sum, {requested}) => sum + requested, 0);
  return metricValue(point, done) + metricValue(point, lacking);
}

export class Selection {
  #listeners = [];

  constructor(a, b) {
    this.a = a;
    this.b = b;
  }

  onChange(listener) {
    this.#listeners.push(listener);
  }

  set(letter, point) {
    this[letter] = point;
    for (const listener of this.#listeners) listener();
  }

  // Chooses a scenario. B is taken away by choosing it again; what is the other one already changes
  // places with it, since a scenario beside itself says nothing.
  choose(letter, point) {
    const other = letter === "a" ? "b" : "a";
    if (this[other] === point)
      this.swap();
    else
      this.set(letter, letter === "b" && this.b === point ? null : point);
  }

  swap() {
    if (!this.b) return;
    [this.a, this.b] = [this.b, this.a];
    this.set("a", this.a);
  }

  // [["A", point], ["B", point]], the second only where there is one.
  pairs() {
    return [["A", this.a], ["B", this.b]].filter(([, point]) => point);
  }
}
