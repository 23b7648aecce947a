// Numbers and names as people read them.

export const dash = "–";
const minus = "−";

const formats = new Map();
function formatOf(decimals) {
  if (!formats.has(decimals)) {
    formats.set(
        decimals,
        new Intl.NumberFormat(
            "en-US", {minimumFractionDigits: decimals, maximumFractionDigits: decimals}));
  }
  return formats.get(decimals);
}

export function isNumber(value) {
  return typeof value === "number" && Number.isFinite(value);
}

// "1,234.50"
export function fixed(value, decimals = 0) {
  if (!isNumber(value)) return dash;
  const text = formatOf(decimals).format(Math.abs(value));
  return value < 0 && /[1-9]/.test(text) ? minus + text : text;
}

// "+1.20", "−0.30", "0.00"
export function signed(value, decimals = 0) {
  const text = fixed(value, decimals);
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

export function withUnit(text, unit) {
  return unit && text !== dash ? `${text} ${unit}` : text;
}

// "1 task", "9,403 tasks"
export function counted(number, noun) {
  return `${fixed(number)} ${noun}${number === 1 ? "" : "s"}`;
}

// "61.3 %"; a dash where there is no whole.
export function percent(part, whole) {
  return isNumber(part) && whole > 0 ? `${fixed((100 * part) / whole, 1)} %` : dash;
}

// Names of container instances are long numbers of which the end tells them apart.
export function shortInstance(arn) {
  const name = shortName(arn);
  return name.length > 20 ? `…${name.slice(-12)}` : name;
}

// The part of an ARN behind the last '/'.
export function shortName(arn) {
  return String(arn ?? dash).replace(/^.*\//, "") || String(arn);
}

// "cost-per-hour" -> "Cost per hour"
export function spelt(name) {
  const words = String(name).replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

// How many decimals a column of such values needs: whole numbers none, money cents.
export function decimalsFor(values, isMoney) {
  const numbers = values.filter(isNumber);
  const largest = numbers.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (isMoney) return largest > 0 && largest < 0.1 ? 4 : 2;
  if (numbers.every(Number.isInteger)) return 0;
  return largest < 10 ? 3 : 1;
}

const timeUnits = [["d", 86400], ["h", 3600], ["min", 60]];

// "2 min 35 s", "1 d 2 h", "4.25 s": from a minute on to the second.
export function durationText(seconds) {
  if (!isNumber(seconds)) return dash;
  const parts = [];
  const precision = Math.abs(seconds) < 60 ? 1000 : 1;
  let left = Math.round(Math.abs(seconds) * precision) / precision;
  for (const [unit, length] of timeUnits) {
    if (left >= length) parts.push(`${Math.floor(left / length)} ${unit}`);
    left = Math.round((left % length) * 1000) / 1000;
  }
  if (left > 0 || parts.length === 0) parts.push(`${left} s`);
  return (seconds < 0 ? minus : "") + parts.join(" ");
}
