"use strict";
// Sorting by a heading and filtering by words; without a script the page shows all there is.
const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/gi, "d").toLowerCase();
const compare = new Intl.Collator("vi", { numeric: true }).compare;

for (const table of document.querySelectorAll("table.sorts")) {
  const body = table.tBodies[0];
  const first = [...body.rows];
  const heads = [...table.tHead.rows[table.tHead.rows.length - 1].cells];
  heads.forEach((head) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const at = head.cellIndex;
      const next = { ascending: "descending", descending: "none" }[head.getAttribute("aria-sort")] ?? "ascending";
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      if (next === "none") { body.append(...first); return; }
      head.setAttribute("aria-sort", next);
      const turn = next === "ascending" ? 1 : -1;
      const key = (row) => row.cells[at]?.dataset.value ?? row.cells[at]?.textContent ?? "";
      const rows = first.filter((row) => !row.classList.contains("group"));
      const known = rows.filter((row) => key(row) !== "");
      const number = known.every((row) => !Number.isNaN(Number(key(row))));
      known.sort((a, b) => turn * (number ? Number(key(a)) - Number(key(b)) : compare(key(a), key(b))));
      body.append(...known, ...rows.filter((row) => key(row) === ""), ...first.filter((row) => row.classList.contains("group")));
    });
  });
}

for (const tools of document.querySelectorAll(".tools")) {
  tools.hidden = false;
  const table = document.getElementById(tools.dataset.of);
  const rows = [...table.tBodies[0].rows].filter((row) => !row.classList.contains("group"));
  const texts = rows.map((row) => plain(row.textContent));
  const told = tools.querySelector("output");
  const apply = () => {
    const words = plain(tools.querySelector("input").value).split(/\s+/).filter(Boolean);
    const picked = [...tools.querySelectorAll("select")].map((select) => select.value).filter(Boolean);
    let shown = 0;
    rows.forEach((row, at) => {
      const is = [row.dataset.group, ...[...row.querySelectorAll("[data-is]")].map((cell) => cell.dataset.is)];
      row.hidden = !(words.every((word) => texts[at].includes(word)) && picked.every((one) => is.includes(one)));
      shown += row.hidden ? 0 : 1;
    });
    told.textContent = `${shown}/${rows.length}`;
  };
  tools.addEventListener("input", apply);
  apply();
}
