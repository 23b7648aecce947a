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
