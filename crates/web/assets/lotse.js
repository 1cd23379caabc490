// Small comforts on top of pages that work without them.
"use strict";

// Paper cannot be unfolded: what is folded away is opened for printing and closed again afterwards.
const opened = new Set();
window.addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll("details:not([open])")) {
    details.open = true;
    opened.add(details);
  }
});
window.addEventListener("afterprint", () => {
  for (const details of opened) details.open = false;
  opened.clear();
});
