// What the pages can do without it, they do; this only adds. Nothing is decided here.
"use strict";

for (const form of document.querySelectorAll("form.deed")) {
  form.addEventListener("submit", () => {
    for (const button of form.querySelectorAll("button")) button.setAttribute("aria-disabled", "true");
  });
}

// Files may be dropped where they can be chosen.
for (const form of document.querySelectorAll("form.drop")) {
  const input = form.querySelector("input[type=file]");
  for (const kind of ["dragenter", "dragover"]) form.addEventListener(kind, (event) => { event.preventDefault(); form.classList.add("over"); });
  for (const kind of ["dragleave", "drop"]) form.addEventListener(kind, () => form.classList.remove("over"));
  form.addEventListener("drop", (event) => { event.preventDefault(); input.files = event.dataTransfer.files; });
}

// A choice of a column redraws the rows.
for (const form of document.querySelectorAll("form[data-redraws]")) {
  form.addEventListener("change", () => form.requestSubmit());
}

// Long work is followed without a reload; its end shows the page.
for (const bar of document.querySelectorAll("progress[data-work]")) {
  const told = document.getElementById(bar.getAttribute("aria-labelledby"));
  const ask = async () => {
    try {
      const how = await (await fetch(bar.dataset.work)).json();
      if (how.ended) { location.reload(); return; }
      bar.value = how.percent;
      if (how.total) told.textContent = `${how.done} of ${how.total} done.`;
    } catch { /* the server may be away for a moment */ }
    setTimeout(ask, 1000);
  };
  setTimeout(ask, 500);
}

// What is being reckoned is asked for again.
if (document.querySelector("[data-again]")) setTimeout(() => location.reload(), 2000);

// Keys: off where somebody types, and off altogether by a button (WCAG 2.1.4).
const root = document.body.dataset.base || "";
const places = { m: "/", i: "/import", h: "/held", r: "/reads", c: "/contracts", p: "/papers", a: "/accounts" };
const help = document.getElementById("keys");
const on = () => localStorage.getItem("keys") !== "off";
let before = "";

const move = (by) => {
  const rows = [...document.querySelectorAll("tbody tr")].filter((row) => row.querySelector("a, input"));
  if (!rows.length) return;
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const row = rows[Math.min(Math.max(at + by, 0), rows.length - 1)];
  row.querySelector("a, input").focus();
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey && event.key === "Enter" && document.activeElement.form) { document.activeElement.form.requestSubmit(); return; }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = document.activeElement.matches("textarea, select, input:not([type=checkbox]):not([type=radio])");
  if (event.key === "?" && !typing && help) { help.showModal(); return; }
  if (typing || !on()) return;
  if (before === "g" && places[event.key]) { location.href = root + places[event.key]; return; }
  before = event.key;
  if (event.key === "j") move(1);
  if (event.key === "k") move(-1);
  if (event.key === "x") document.activeElement.closest("tr")?.querySelector("td:first-child input[type=checkbox]")?.click();
  if (event.key === "/") { event.preventDefault(); const search = document.querySelector("[data-search]"); if (search) search.focus(); else location.href = `${root}/reads`; }
});

const toggle = document.getElementById("keys-off");
if (toggle) {
  const tell = () => { toggle.textContent = on() ? "Turn the keys off" : "Turn the keys on"; };
  toggle.addEventListener("click", () => { localStorage.setItem("keys", on() ? "off" : "on"); tell(); });
  document.getElementById("keys-close").addEventListener("click", () => help.close());
  tell();
}
