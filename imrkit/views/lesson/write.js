/* A place to write, points to cover, and a model text that Python sends once it is asked for. */
function render({ model, el }) {
  const id = `imr-write-${unique()}`;
  const area = make("textarea", { id, rows: "8" });
  area.value = model.get("text");
  area.addEventListener("input", () => {
    model.set("text", area.value);
    model.save_changes();
  });
  const points = make("ul", { className: "points" });
  model.get("points").forEach((point, place) => {
    const box = make("input", { type: "checkbox", id: `${id}-${place}` });
    points.append(make("li", {}, box, make("label", { htmlFor: `${id}-${place}` }, point)));
  });
  const text = make("div", { className: "model", "aria-live": "polite" });
  const button = make("button", { type: "button", onclick: () => askOnce(model, button, text) }, "Show a model rationale");
  const show = () => {
    const parts = model.get("model_text").split("\n\n").filter(Boolean);
    if (parts.length) text.replaceChildren(...parts.map((part) => make("p", {}, part)));
    button.hidden = parts.length > 0;
  };
  // JupyterLab would take keys for itself unless the focused element says no.
  el.addEventListener("focusin", (event) => event.target.setAttribute("data-lm-suppress-shortcuts", "true"));
  el.append(
    make(
      "section",
      { className: "imr-lesson", "aria-label": model.get("title") },
      make("h3", {}, make("label", { htmlFor: id }, model.get("title"))),
      area,
      make("p", { className: "hint" }, "Does your text speak of each of these?"),
      points,
      button,
      text,
    ),
  );
  model.on("change:model_text", show);
  show();
  const ended = grayWhenGone(model, el.lastElementChild);
  return () => {
    ended();
    model.off("change:model_text", show);
  };
}

export default { render };
