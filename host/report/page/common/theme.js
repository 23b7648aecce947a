// The colours of the style sheet, for what is drawn on a canvas.

export function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

// Calls back when the colours change: light to dark, screen to paper.
export function onThemeChange(callback) {
  for (const query of ["(prefers-color-scheme: dark)", "print"]) {
    matchMedia(query).addEventListener("change", callback);
  }
}
