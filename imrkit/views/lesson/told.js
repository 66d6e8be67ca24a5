/* HTML that Python has written, kept in step with it. */

const arrived = (globalThis.imrkitArrived ??= new Set());

/** Go to what was opened, once: its heading has the focus then. */
function arrive(root, once) {
  if (!once || arrived.has(once)) return;
  arrived.add(once);
  requestAnimationFrame(() => {
    const head = root.querySelector("[tabindex]");
    head?.scrollIntoView({ block: "start" });
    head?.focus({ preventScroll: true });
  });
}

function render({ model, el }) {
  const root = make("section", { className: "imr" });
  const show = () => fill(root, model.get("html"));
  // Only what changes later is read out: what a page shows as it opens is there to be read.
  const change = () => {
    if (model.get("live")) root.setAttribute("aria-live", "polite");
    show();
  };
  hear(model);
  keysStay(root);
  // Where JupyterLab has imrkit's extension, another lesson opens without loading anew.
  root.addEventListener("click", (event) => {
    const link = event.target.closest('a[href$=".ipynb"]');
    if (!link) return;
    const path = decodeURIComponent(link.pathname).replace(/^.*\/(?:tree|notebooks|lab)\//, "");
    const asked = new CustomEvent("imrkit:open", { detail: { path }, cancelable: true, bubbles: true });
    if (!link.dispatchEvent(asked)) event.preventDefault();
  });
  el.append(root);
  model.on("change:html", change);
  show();
  arrive(root, model.get("arrives"));
  return () => model.off("change:html", change);
}

export default { render };
