// The documents that berth wrote into the page.
import {byId, make} from "./dom.js";

export function readData(id) {
  return JSON.parse(byId(id).textContent);
}

// Says on the page that it could not be drawn; the error still reaches the console.
export function orSayWhy(draw) {
  try {
    draw();
  } catch (error) {
    document.body.prepend(make(
        "p", {class: "notice bad", role: "alert"},
        `This page could not be drawn in full: ${error.message}. ` +
            "The results are in it as JSON, in the element with the id \"results\"."));
    throw error;
  }
}
