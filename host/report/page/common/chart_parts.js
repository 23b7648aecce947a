// Colours, axes and legend of the charts.
import {fixed} from "./format.js";

export function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

// Calls back when the colours change: light to dark, screen to paper.
export function onThemeChange(callback) {
  for (const query of ["(prefers-color-scheme: dark)", "print"]) {
    matchMedia(query).addEventListener("change", callback);
  }
}

// The grace below the least value must not suggest that amounts may be negative.
function startAtZero(axis) {
  const {min} = axis.getMinMax(false);
  if (axis.min < 0 && min >= 0) axis.min = 0;
}

// All ticks with as many decimals as the step between them needs.
function decimalsOf(ticks) {
  const step = ticks.length > 1 ? Math.abs(ticks[1].value - ticks[0].value) : 1;
  return Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
}

// `precision` is the number of decimals that ticks may have.
export function amountScale(title, precision) {
  return {
    type: "linear",
    grace: "6%",
    afterDataLimits: startAtZero,
    title: {display: true, text: title, color: colour("text")},
    grid: {color: colour("line"), drawBorder: false},
    ticks: {
      color: colour("muted"),
      precision,
      callback: (value, index, ticks) => fixed(value, decimalsOf(ticks))
    },
  };
}

export function legendBelow() {
  return {
    position: "bottom",
    align: "start",
    labels: {usePointStyle: true, boxWidth: 8, padding: 16, color: colour("text")}
  };
}
