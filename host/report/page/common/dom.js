// Elements made from plain text. Nothing here reads HTML, so that a name from the input stays a
// name.

function setProperty(node, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith("on"))
    node.addEventListener(name.slice(2), value);
  else if (name.startsWith("--"))
    node.style.setProperty(name, value);
  else
    node.setAttribute(name, value === true ? "" : String(value));
}

const present = (child) => child !== null && child !== undefined && child !== false;

// make("button", {class: "plain", onclick: act}, "text", otherNode, [more, nodes])
export function make(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) setProperty(node, name, value);
  node.append(...children.flat(Infinity).filter(present));
  return node;
}

export function byId(id) {
  return document.getElementById(id);
}

export function fill(node, ...children) {
  node.replaceChildren(...children.flat(Infinity).filter(present));
}

// Text for screen readers alone.
export function unseen(text) {
  return make("span", {class: "unseen"}, text);
}

function option(value, text, selected = false) {
  return make("option", {value, selected}, text);
}

// A labelled <select>; `choices` are [value, text].
export function choice(label, choices, chosen, onChoice) {
  const select = make(
      "select", {onchange: () => onChoice(select.value)},
      choices.map(([value, text]) => option(value, text, value === chosen)));
  return make("label", {class: "choice"}, `${label} `, select);
}

export function checkbox(label, onChange) {
  const box = make("input", {type: "checkbox", onchange: () => onChange(box.checked)});
  return make("label", {class: "choice"}, box, ` ${label}`);
}
