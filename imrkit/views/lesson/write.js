/* A place to write, points to cover, and a model text for afterwards. No network, no library. */
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
  const text = make("div", { className: "model" });
  model.get("model_text").split("\n\n").forEach((part) => text.append(make("p", {}, part)));
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
      make("details", {}, make("summary", {}, "Show a model rationale"), text),
    ),
  );
}

export default { render };
