// Which two scenarios are looked at: A, and B beside it, which may be none.

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
