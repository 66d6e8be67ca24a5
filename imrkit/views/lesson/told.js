/* HTML that Python has written, kept in step with it. */
function render({ model, el }) {
  const root = make("section", { className: "imr" });
  if (model.get("live")) root.setAttribute("aria-live", "polite");
  const show = () => fill(root, model.get("html"));
  // JupyterLab would take keys for itself unless the focused element says no.
  root.addEventListener("focusin", (event) => event.target.setAttribute("data-lm-suppress-shortcuts", "true"));
  el.append(root);
  model.on("change:html", show);
  show();
  return () => model.off("change:html", show);
}

export default { render };
