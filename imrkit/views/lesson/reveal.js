/* A button, and what Python sends once it is asked for. */
function render({ model, el }) {
  const place = make("div", { "aria-live": "polite" });
  const button = make("button", { type: "button", onclick: () => askOnce(model, button, place) }, model.get("title"));
  const show = () => {
    if (model.get("shown")) fill(place, model.get("shown"));
    button.hidden = Boolean(model.get("shown"));
  };
  el.addEventListener("focusin", (event) => event.target.setAttribute("data-lm-suppress-shortcuts", "true"));
  const root = make("section", { className: "imr-lesson", "aria-label": model.get("title") }, button, place);
  el.append(root);
  model.on("change:shown", show);
  show();
  const ended = grayWhenGone(model, root);
  return () => {
    ended();
    model.off("change:shown", show);
  };
}

export default { render };
