// What a lesson shows lives in the kernel. After a reload of the page the kernel still holds it,
// with every slider where it was: so it is shown again instead of run again.

import { keep, kept } from "./kept.js";

const VIEW = "application/vnd.jupyter.widget-view+json";

/** Note what the cells show, for a later look at the same kernel. */
export function keepShown(panel) {
  const cells = {};
  for (const cell of panel.model.cells) {
    if (cell.type === "code") cells[cell.id] = cell.outputs.toJSON().map(lighter);
  }
  const kernel = panel.sessionContext.session?.kernel?.id;
  keep("shown", panel, { kernel, cells }); // without room for it the lesson runs again
}

/** Show what the kernel still holds of the lesson; false if it does not hold all of it. */
export async function showAgain(panel) {
  const { kernel } = panel.sessionContext.session ?? {};
  const before = kept("shown", panel);
  if (!kernel || before?.kernel !== kernel.id) return false;
  const ids = Object.values(before.cells).flat().flatMap((output) => output.data?.[VIEW]?.model_id ?? []);
  if (!ids.length) return false;
  const held = await comms(kernel);
  if (panel.isDisposed || !ids.every((id) => id in held)) return false;
  for (const cell of panel.model.cells) {
    if (cell.type === "code" && before.cells[cell.id]) cell.outputs.fromJSON(before.cells[cell.id]);
  }
  return true;
}

/** Act once if something of what was shown again turns out to be lost: a busy kernel may be slow
 * to hand a widget over, and JupyterLab then says so in its place and tries no more. */
export function whenLost(panel, act) {
  const { node } = panel.content;
  const look = () => {
    const places = [...node.querySelectorAll(".jp-OutputArea-output.jupyter-widgets")];
    if (!places.some((place) => place.textContent.startsWith("Error displaying widget"))) return;
    watch.disconnect();
    act();
  };
  const watch = new MutationObserver(look);
  watch.observe(node, { childList: true, subtree: true });
  panel.disposed.connect(() => watch.disconnect());
  look();
}

/** The widgets of the kernel; none if it is too busy to say. */
async function comms(kernel) {
  const asked = kernel.requestCommInfo({ target_name: "jupyter.widget" });
  const late = new Promise((done) => setTimeout(done, 5000));
  const reply = await Promise.race([asked, late]).catch(() => undefined);
  return reply?.content?.comms ?? {};
}

/** An output without the copy in HTML, where there is a widget to show. */
function lighter(output) {
  if (!output.data?.[VIEW]) return output;
  const { "text/html": _, ...data } = output.data;
  return { ...output, data };
}
