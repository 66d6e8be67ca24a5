/* A place to write, points to cover, and a model text for afterwards. No network, no library. */
// Each widget loads this script anew, so a count would not keep names apart.
const unique = () => Math.random().toString(36).slice(2);

function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

function render({ model, el }) {
  const id = `imr-write-${unique()}`;
  const area = element("textarea", { id, rows: "8" });
  area.value = model.get("text");
  area.addEventListener("input", () => {
    model.set("text", area.value);
    model.save_changes();
  });
  const points = element("ul", { class: "points" });
  model.get("points").forEach((point, place) => {
    const box = element("input", { type: "checkbox", id: `${id}-${place}` });
    points.append(element("li", {}, box, element("label", { for: `${id}-${place}` }, point)));
  });
  const text = element("div", { class: "model" });
  model.get("model_text").split("\n\n").forEach((part) => text.append(element("p", {}, part)));
  // JupyterLab would take keys for itself unless the focused element says no.
  el.addEventListener("focusin", (event) => event.target.setAttribute("data-lm-suppress-shortcuts", "true"));
  el.append(
    element(
      "section",
      { class: "imr-lesson", "aria-label": model.get("title") },
      element("h3", {}, element("label", { for: id }, model.get("title"))),
      area,
      element("p", { class: "hint" }, "Does your text speak of each of these?"),
      points,
      element("details", {}, element("summary", {}, "Show a model rationale"), text),
    ),
  );
}

export default { render };
