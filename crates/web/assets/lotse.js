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

// Forms that send files or take a while say so, and refuse what is too large before it is sent.
for (const form of document.querySelectorAll("form[data-sending]")) {
  form.addEventListener("submit", (event) => {
    const files = [...form.querySelectorAll("input[type=file]")].flatMap((input) => [...input.files]);
    const bytes = files.reduce((sum, file) => sum + file.size, 0);
    const isTooLarge = form.dataset.mostBytes && Number(form.dataset.mostBytes) < bytes;
    if (isTooLarge) event.preventDefault();
    const status = form.querySelector(".sending");
    if (status) status.textContent = isTooLarge ? form.dataset.tooLarge : form.dataset.sending;
  });
}

// Files can be dragged onto the field that also has a button.
for (const zone of document.querySelectorAll("[data-drop]")) {
  const input = zone.querySelector("input[type=file]");
  for (const name of ["dragenter", "dragover"]) {
    zone.addEventListener(name, (event) => {
      event.preventDefault();
      zone.classList.add("is-over");
    });
  }
  for (const name of ["dragleave", "drop"]) zone.addEventListener(name, () => zone.classList.remove("is-over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length === 0) return;
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
    input.focus();
  });
}

// Choosing a whole folder is something that browsers can do only when asked by a script.
for (const part of document.querySelectorAll("[data-folder]")) {
  const input = part.querySelector("input[type=file]");
  if (!("webkitdirectory" in input)) continue;
  input.webkitdirectory = true;
  part.hidden = false;
}
