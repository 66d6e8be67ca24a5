/* A chooser of cases as a widget of its own. */
function render({ model, el }) {
  const box = make("div", {});
  const said = make("p", { className: "imr-opened", role: "status" });
  const root = make("section", { className: "imr imr-chooser", "aria-label": "Choose a case" }, box, said);
  keysStay(root);
  el.append(root);
  const rows = model.get("rows");
  choosing(box, rows, (row) => model.send({ case: row.case, item: row.item }));
  const show = () => {
    const { case: name, item } = model.get("chosen");
    const row = rows.find((one) => one.case === name && one.item === item);
    say(said, row ? `Chosen: ${row.request} (${row.case}). The steps below are about it.` : "");
  };
  model.on("change:chosen", show);
  show();
  const ended = grayWhenGone(model, root);
  return () => {
    ended();
    model.off("change:chosen", show);
  };
}

export default { render };
