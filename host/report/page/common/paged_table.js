// A table that sorts by its columns and shows a page of its rows, saying how many there are in all.
//
// A column is {key, title, unit, numeric, value(row), cell(row), note}: `value` is what is sorted
// by, `cell` what is shown, the value itself where there is none. Rows without a value come last.
import {choice, fill, make} from "./dom.js";
import {counted, dash, durationText, fixed} from "./format.js";

function figureColumn(key, title, unit, value, text) {
  return {key, title, unit, numeric: true, value, cell: (row) => text(value(row))};
}

// The row's own member of that name unless `value(row)` says otherwise.
export function countColumn(key, title, unit = null, value = (row) => row[key]) {
  return figureColumn(key, title, unit, value, fixed);
}

// Seconds, as a length of time.
export function timeColumn(key, title, unit = null, value = (row) => row[key]) {
  return figureColumn(key, title, unit, value, durationText);
}

const pageSizes = [25, 50, 100, 500];

function compare(a, b) {
  if (typeof a === "number" && typeof b === "number") return a - b;
  return String(a).localeCompare(String(b), "en", {numeric: true});
}

function isMissing(value) {
  return value === null || value === undefined || Number.isNaN(value);
}

function sorted(rows, column, descending) {
  const keyed = rows.map((row) => ({row, value: column.value(row)}));
  keyed.sort((a, b) => {
    if (isMissing(a.value) || isMissing(b.value)) return isMissing(a.value) - isMissing(b.value);
    return descending ? compare(b.value, a.value) : compare(a.value, b.value);
  });
  return keyed.map(({row}) => row);
}

export class PagedTable {
  #rows = [];
  #ordered = [];
  #first = 0;
  #sortKey = null;
  #descending = false;
  #body = make("tbody");
  #head = make("tr");
  #pager = make("div", {class: "pager"});
  #settings;

  // `noun` names a row ("scenario"); `decorate(tr, row)` may add to a row, `onRow(row, event)` is
  // called when it is clicked; `total` counts the rows before any filter.
  constructor({
    caption,
    noun,
    columns,
    pageSize = 25,
    sortKey = null,
    decorate,
    onRow,
    total,
    countsAll = true
  }) {
    this.#settings = {noun, columns, pageSize, decorate, onRow, total, countsAll};
    this.#sortKey = sortKey;
    const table = make(
        "table", {}, make("caption", {class: "unseen"}, caption), make("thead", {}, this.#head),
        this.#body);
    const region =
        make("div", {class: "scroll", tabindex: "0", role: "region", "aria-label": caption}, table);
    this.element = make("div", {class: "paged"}, region, this.#pager);
    this.#body.addEventListener("click", (event) => this.#clicked(event));
  }

  setRows(rows) {
    this.#rows = rows;
    this.#order();
  }

  setColumns(columns) {
    this.#settings.columns = columns;
    this.#order();
  }

  // Draws the rows of the page anew, where what they show has changed.
  redraw() {
    this.#drawRows();
  }

  #order() {
    const column = this.#settings.columns.find(({key}) => key === this.#sortKey);
    this.#ordered = column ? sorted(this.#rows, column, this.#descending) : this.#rows;
    this.#first = 0;
    this.#drawHead();
    this.#drawRows();
  }

  #sortBy(key) {
    this.#descending = this.#sortKey === key && !this.#descending;
    this.#sortKey = key;
    this.#order();
    this.#head.querySelector("[aria-sort] button")?.focus();
  }

  #drawHead() {
    fill(this.#head, this.#settings.columns.map((column) => this.#headCell(column)));
  }

  #headCell(column) {
    const title = [column.title, column.unit && make("span", {class: "unit"}, column.unit)];
    const properties = {
      scope: "col",
      class: column.numeric ? "number" : column.kind,
      title: column.note
    };
    if (!column.value) return make("th", properties, title);
    const isKey = column.key === this.#sortKey;
    const direction = this.#descending ? "descending" : "ascending";
    const arrow = make(
        "span", {class: "arrow", "aria-hidden": "true"},
        isKey ? (this.#descending ? "▼" : "▲") : "");
    return make(
        "th", {...properties, "aria-sort": isKey && direction},
        make(
            "button", {type: "button", class: "sort", onclick: () => this.#sortBy(column.key)},
            title, arrow));
  }

  // A button that has the focus is drawn anew, too; the focus goes to the new one.
  #drawRows() {
    const focused = this.#body.contains(document.activeElement) ? document.activeElement : null;
    const shown = this.#ordered.slice(this.#first, this.#first + this.#settings.pageSize);
    fill(this.#body, shown.map((row) => this.#row(row)));
    if (shown.length === 0) this.#body.append(this.#emptyRow());
    this.#drawPager(shown.length);
    const label = focused?.getAttribute("aria-label");
    if (label) this.#body.querySelector(`[aria-label=${CSS.escape(label)}]`)?.focus();
  }

  #row(row) {
    const cells = this.#settings.columns.map((column) => {
      const content = column.cell ? column.cell(row) : column.value(row) ?? dash;
      const tag = column.rowHeader ? "th" : "td";
      return make(
          tag, {class: column.numeric ? "number" : column.kind, scope: column.rowHeader && "row"},
          content);
    });
    const tr = make("tr", {}, cells);
    this.#settings.decorate?.(tr, row);
    return tr;
  }

  #emptyRow() {
    return make(
        "tr", {},
        make(
            "td", {colspan: this.#settings.columns.length, class: "empty"},
            `No ${this.#settings.noun} to show.`));
  }

  #clicked(event) {
    const tr = event.target.closest("tr");
    const row = this.#ordered[this.#first + [...this.#body.children].indexOf(tr)];
    if (row && !event.target.closest("button, a, input, label")) this.#settings.onRow?.(row, event);
  }

  // "Rows 1-25 of 812 scenarios that pass the filters (10,000 in all)"
  #drawPager(shownCount) {
    const {noun, total, countsAll} = this.#settings;
    const count = this.#ordered.length;
    this.#pager.hidden = shownCount === count && !countsAll && count <= pageSizes[0];
    const range = `${fixed(shownCount && this.#first + 1)}–${fixed(this.#first + shownCount)}`;
    const filter = total > count ? ` that pass the filters (${fixed(total)} in all)` : "";
    const text = `Rows ${range} of ${counted(count, noun)}${filter}`;
    const controls = count > pageSizes[0] && this.#pagerControls(count);
    fill(this.#pager, make("span", {role: "status"}, text), controls);
  }

  #pagerControls(count) {
    const {pageSize} = this.#settings;
    const last = Math.floor(Math.max(0, count - 1) / pageSize) * pageSize;
    const go = (label, first, enabled) => make(
        "button", {type: "button", disabled: !enabled, onclick: () => this.#goTo(first, label)},
        label);
    return make(
        "span", {class: "controls"}, go("First", 0, this.#first > 0),
        go("Previous", this.#first - pageSize, this.#first > 0),
        go("Next", this.#first + pageSize, this.#first < last),
        go("Last", last, this.#first < last),
        choice(
            "Rows a page", pageSizes.map((size) => [String(size), String(size)]), String(pageSize),
            (size) => this.#setPageSize(Number(size))));
  }

  // The buttons are drawn anew, so the focus is put back on the one that was pressed.
  #goTo(first, label) {
    this.#first = Math.max(0, first);
    this.#drawRows();
    const buttons = [...this.#pager.querySelectorAll("button")];
    const pressed = buttons.find((button) => button.textContent === label && !button.disabled);
    (pressed ?? buttons.find((button) => !button.disabled))?.focus();
  }

  #setPageSize(size) {
    this.#settings.pageSize = size;
    this.#first = 0;
    this.#drawRows();
    this.#pager.querySelector("select")?.focus();
  }
}

// A table whose rows never change. Where all of them are to be seen it does not count them.
export function listTable(settings, rows) {
  const table = new PagedTable({countsAll: false, ...settings});
  table.setRows(rows);
  return table.element;
}
