// The map of outcomes.

const MARKS = { here: "This case", file: "In the file" };

/** The map of outcomes: a grid to walk with the arrow keys; Enter or a click moves the case. */
function outcomeMap(move, about) {
  const across = make("th", { scope: "colgroup", className: "axis" });
  const corner = make("th", { className: "axis corner", rowSpan: 2 });
  const heads = make("tr");
  const body = make("tbody");
  const table = make("table", { className: "imr-map", role: "grid" }, make("thead", {}, make("tr", {}, corner, across), heads), body);
  const place = make("b");
  const verdict = make("strong", { className: "imr-verdict" });
  const because = make("span");
  // The cell that has the focus tells its place and verdict itself; why it is so follows.
  const readout = make("div", { className: "readout" }, place, make("p", {}, verdict, " ", make("span", { "aria-live": "polite" }, because)));
  const key = make("ul", { className: "imr-key", "aria-label": "Key" });
  const hint = make("p", { className: "hint" }, "Arrow keys move, Enter or a click goes there.");
  const node = make("div", { className: "map", hidden: true }, make("div", { className: "imr-scroll" }, table), make("div", {}, readout, key, hint));
  let now = null;
  let told = null; // the cell that the readout is about
  let timer = 0;

  const cellAt = (r, c) => body.rows[r]?.cells[c + 1];
  const placeOf = (cell) => [cell.parentNode.rowIndex - 2, cell.cellIndex - 1];
  const valuesAt = (cell) => {
    const [r, c] = placeOf(cell);
    return { [now.across]: now.columns[c].value, ...(now.down ? { [now.down]: now.rows[r].value } : {}) };
  };
  const walkTo = (cell) => {
    for (const other of body.querySelectorAll("td[tabindex='0']")) other.tabIndex = -1;
    cell.tabIndex = 0;
    cell.focus();
  };
  const tell = (cell) => {
    if (!cell) return say(place, "");
    told = valuesAt(cell);
    if (place.textContent !== cell.coordinates) say(because, "");
    say(place, cell.coordinates);
    say(verdict, `${cell.words}.`);
    verdict.className = `imr-verdict ${cell.ground}`;
    clearTimeout(timer);
    timer = setTimeout(about, 80, told);
  };
  const rest = () => tell(now && cellAt(...(now.here ?? [0, 0])));
  const cellOf = (event) => event.target.closest("td");
  /** Why it is so at a cell, as Python says. */
  node.because = ({ cell, says }) => {
    if (told && JSON.stringify(cell) === JSON.stringify(told)) say(because, says);
  };

  table.addEventListener("mouseover", (event) => (cellOf(event) ? tell(cellOf(event)) : null));
  table.addEventListener("mouseleave", () => (table.contains(document.activeElement) ? tell(document.activeElement) : rest()));
  table.addEventListener("focusin", (event) => tell(cellOf(event)));
  table.addEventListener("click", (event) => {
    const cell = cellOf(event);
    if (!cell) return;
    walkTo(cell);
    move(valuesAt(cell));
  });
  table.addEventListener("keydown", (event) => {
    const [r, c] = placeOf(cellOf(event));
    const rows = now.rows.length - 1, columns = now.columns.length - 1;
    const to = {
      ArrowUp: [r - 1, c], ArrowDown: [r + 1, c], ArrowLeft: [r, c - 1], ArrowRight: [r, c + 1],
      Home: [event.ctrlKey ? 0 : r, 0], End: [event.ctrlKey ? rows : r, columns],
      PageUp: [0, c], PageDown: [rows, c],
    }[event.key];
    if (event.key === "Enter" || event.key === " ") move(valuesAt(cellOf(event)));
    else if (!to) return;
    event.preventDefault();
    const cell = to && to[1] >= 0 ? cellAt(...to) : null;
    if (cell) walkTo(cell);
  });

  const resize = (parent, size, create) => {
    while (parent.children.length > size) parent.lastChild.remove();
    while (parent.children.length < size) parent.append(create());
  };
  const where = (place, label) => `${label}: ${place.label}`;
  node.update = (map) => {
    if (map === now) return;
    const focused = table.contains(document.activeElement) ? document.activeElement : null;
    const walked = focused?.coordinates;
    now = map;
    node.hidden = false;
    table.setAttribute("aria-label", map.title);
    across.colSpan = map.columns.length;
    say(across, map.across_label);
    corner.textContent = map.down_label;
    table.classList.toggle("dense", map.columns.length > 16);
    resize(heads, map.columns.length, () => make("th", { scope: "col" }));
    map.columns.forEach((column, c) => (heads.cells[c].textContent = column.label));
    resize(body, map.rows.length, () => make("tr", {}, make("th", { scope: "row" })));
    let target = null;
    map.rows.forEach((row, r) => {
      const tr = body.rows[r];
      resize(tr, map.columns.length + 1, () => make("td", { role: "gridcell", tabIndex: -1 }));
      tr.cells[0].textContent = row.label;
      map.columns.forEach((column, c) => {
        const cell = tr.cells[c + 1];
        const { look, words } = map.meanings[map.cells[r][c]];
        const here = map.here?.[0] === r && map.here?.[1] === c;
        const file = map.file?.[0] === r && map.file?.[1] === c;
        const at = [where(column, map.across_label), ...(map.down ? [where(row, map.down_label)] : [])];
        cell.className = `${look}${here ? " here" : ""}${file ? " file" : ""}`;
        cell.tabIndex = -1;
        cell.ground = GROUND[map.cells[r][c]];
        cell.words = words;
        cell.coordinates = at.join("; ");
        cell.setAttribute("aria-label", `${cell.coordinates}. ${words}${here ? " (this case)" : file ? " (as in the file)" : ""}`);
        if (here) cell.setAttribute("aria-current", "true");
        else cell.removeAttribute("aria-current");
        if (cell.coordinates === walked) target = cell;
      });
    });
    const entries = [...map.legend.map((cell) => map.meanings[cell]), ...Object.entries(MARKS).map(([look, words]) => ({ look, words }))];
    key.replaceChildren(...entries.map(({ look, words }) => make("li", {}, make("i", { className: look }), words)));
    target ??= cellAt(...(map.here ?? [0, 0]));
    target.tabIndex = 0;
    if (focused && focused !== target) target.focus();
    if (focused) tell(target);
    else rest();
  };
  return node;
}
