// The form for an order: a list whose steps move up and down by buttons, or to a place by its number.

function orderForm(box, question, given, changed) {
  const parts = new Map(question.parts.map((part) => [part.id, part]));
  const places = question.parts.map((_, place) => String(place + 1));
  const known = (id) => (places.includes(given[id]) ? Number(given[id]) : places.length);
  let order = [...parts.keys()].sort((a, b) => known(a) - known(b));
  let locked = false;
  const list = make("ol", { className: "order" });
  const moved = spokenLine();
  const steps = new Map([...parts.values()].map((part) => [part.id, stepOf(part)]));
  box.append(make("p", { className: "note" }, "Move each step to its place, or choose its number."), list, moved);
  draw();

  function stepOf(part) {
    const number = make("select", { "aria-label": `Place of: ${part.says}`, onchange: () => move(part.id, Number(number.value) - 1, number) }, ...places.map((place) => make("option", { value: place }, place)));
    const button = (sign, word, by) => {
      const made = make("button", { type: "button", "aria-label": `Move ${word}: ${part.says}`, onclick: () => move(part.id, order.indexOf(part.id) + by, made) }, sign);
      return made;
    };
    const up = button("↑", "up", -1);
    const down = button("↓", "down", 1);
    const key = make("span", { className: "keyed", hidden: true });
    const node = make("li", { "data-part": part.id }, number, make("span", { className: "says" }, part.says), key, make("span", { className: "moves" }, up, down));
    return { node, number, up, down, key };
  }

  function move(id, to, pressed) {
    const from = order.indexOf(id);
    if (to === from || to < 0 || to >= order.length) return;
    order.splice(from, 1);
    order.splice(to, 0, id);
    draw();
    // At an end its own button is off; the other one takes the focus.
    (pressed.disabled ? steps.get(id)[to === 0 ? "down" : "up"] : pressed).focus();
    moved.textContent = printed(`Place ${to + 1} of ${order.length}: ${parts.get(id).says}`);
    changed();
  }

  function draw() {
    // Only what moves is put elsewhere: an element that is put anew loses the focus.
    const nodes = order.map((id) => steps.get(id).node);
    if (nodes.some((node, place) => list.children[place] !== node)) list.replaceChildren(...nodes);
    order.forEach((id, place) => {
      const { number, up, down } = steps.get(id);
      number.value = String(place + 1);
      number.disabled = locked;
      up.disabled = locked || place === 0;
      down.disabled = locked || place === order.length - 1;
    });
  }

  return {
    answer: () => Object.fromEntries(order.map((id, place) => [id, String(place + 1)])),
    show(feedback) {
      steps.forEach(({ key }, id) => {
        const place = feedback?.key?.[id];
        const off = place !== undefined && String(place) !== String(order.indexOf(id) + 1);
        say(key, off ? `The answer: place ${place}` : "");
      });
      return [];
    },
    lock(now) {
      locked = now;
      draw();
    },
  };
}
