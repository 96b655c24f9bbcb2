"use strict";
/* Columns sort by a button in their heading; tables that scroll take the keyboard; folded ones open for paper. Without this script the page is whole, too. */
(() => {
  const words = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
  const key = (row, at) => row.cells[at].dataset.key ?? row.cells[at].textContent.trim();
  const numeric = (rows, at) => rows.every((row) => /^-?\d+(\.\d+)?$/.test(key(row, at)));

  const sort = (table, heading, at) => {
    const body = table.tBodies[0];
    const rows = [...body.rows];
    const numbers = numeric(rows, at);
    const first = numbers && at > 0 ? "descending" : "ascending";
    const other = first === "ascending" ? "descending" : "ascending";
    const direction = heading.getAttribute("aria-sort") === first ? other : first;
    const sign = direction === "ascending" ? 1 : -1;
    const compare = (a, b) => (numbers ? key(a, at) - key(b, at) : words.compare(key(a, at), key(b, at)));
    rows.sort((a, b) => sign * compare(a, b)).forEach((row) => body.append(row));
    table.querySelectorAll("[aria-sort]").forEach((each) => each.removeAttribute("aria-sort"));
    heading.setAttribute("aria-sort", direction);
    document.getElementById("sorted").textContent =
      `${table.caption.textContent}: sorted by ${heading.textContent.trim()}, ${direction}`;
  };

  document.querySelectorAll("table").forEach((table) => {
    if (table.tBodies[0].rows.length < 2) return;
    [...table.tHead.rows[0].cells].forEach((heading, at) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...heading.childNodes);
      heading.append(button);
      button.addEventListener("click", () => sort(table, heading, at));
    });
  });

  const reachable = () => document.querySelectorAll(".scroll").forEach((each) => {
    if (each.scrollWidth > each.clientWidth) each.tabIndex = 0;
    else each.removeAttribute("tabindex");
  });
  reachable();
  window.addEventListener("resize", reachable);
  document.querySelectorAll("details").forEach((each) => each.addEventListener("toggle", reachable));

  const unfolded = new Set();
  window.addEventListener("beforeprint", () => {
    document.querySelectorAll("details:not([open])").forEach((each) => {
      each.open = true;
      unfolded.add(each);
    });
  });
  window.addEventListener("afterprint", () => {
    unfolded.forEach((each) => { each.open = false; });
    unfolded.clear();
  });
})();
