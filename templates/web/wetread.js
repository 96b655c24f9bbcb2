// What the pages can do without it, they do; this only adds. Nothing is decided here.
"use strict";

for (const form of document.querySelectorAll("form.deed")) {
  form.addEventListener("submit", () => {
    for (const button of form.querySelectorAll("button")) button.setAttribute("aria-disabled", "true");
  });
}
