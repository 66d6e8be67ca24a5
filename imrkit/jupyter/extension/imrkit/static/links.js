// Links inside a notebook. JupyterLab draws only the cells in sight, so that a place in another cell
// is often not on the page: the cell that holds it is brought there first.

const PATIENCE = 50; // tenths of a second until a cell that comes into sight is drawn

/** Have links of the form "#place" in what imrkit shows lead to their place, in whichever cell. */
export function leadLinks(panel) {
  panel.node.addEventListener("click", (event) => {
    const link = event.target.closest?.('.imr a[href^="#"]');
    if (!link || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    lead(panel, decodeURIComponent(link.getAttribute("href").slice(1))).catch(console.error);
  }, true);
  // A script that looks for words in the whole notebook asks for what is not drawn.
  panel.node.addEventListener("imrkit:texts", ({ detail }) => {
    detail.html = [...panel.model.cells].map(htmlOf);
  });
}

async function lead(panel, id) {
  const cells = [...panel.model.cells];
  const held = `id="${id}"`;
  const index = cells.findIndex((cell) => htmlOf(cell).includes(held));
  const find = () => panel.node.querySelector(`[id="${CSS.escape(id)}"]`);
  if (index < 0 && !find()) return;
  if (index >= 0) {
    panel.content.activeCellIndex = index;
    await panel.content.scrollToItem(index, "start");
  }
  for (let turn = 0; turn < PATIENCE; turn++) {
    const place = find();
    if (place?.getClientRects().length || (place && shut(place))) return await arrive(place);
    await pause(100);
  }
}

/** Open what is folded around a place, and go to it; its line has the focus then. */
async function arrive(place) {
  let line = null;
  for (let part = place; part; part = part.parentElement) {
    if (part.tagName !== "DETAILS") continue;
    part.open = true;
    line ??= part.querySelector(":scope > summary");
  }
  const target = line ?? place;
  if (!line) target.tabIndex = -1;
  target.focus({ preventScroll: true });
  // The cells above find their heights only now: once more, when they have.
  for (const wait of [0, 150, 400]) {
    await pause(wait);
    target.scrollIntoView({ block: "start" });
  }
}

function shut(place) {
  const part = place.closest("details:not([open])");
  return Boolean(part?.getClientRects().length);
}

/** What a cell shows as HTML; "" for nothing. */
function htmlOf(cell) {
  if (cell.type !== "code") return "";
  return cell.outputs
    .toJSON()
    .map((output) => [output.data?.["text/html"] ?? ""].flat().join(""))
    .join("");
}

function pause(time) {
  return new Promise((done) => setTimeout(done, time));
}
