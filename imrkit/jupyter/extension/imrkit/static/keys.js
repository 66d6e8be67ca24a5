// In a lesson no key changes the notebook by a slip: D D, X, A, M, Ctrl-M, Shift-Enter and the like.
// The keys do what they do everywhere else: they scroll, and they type in the lesson's own forms.

/** Keep the keys that JupyterLab has for notebooks from reaching it; all its others go on. */
export function guardKeys(node, commands) {
  const read = commands.constructor.keystrokeForKeydownEvent;
  node.addEventListener("keydown", (event) => {
    const key = read(event);
    const taken = commands.keyBindings.some(
      (binding) => binding.keys[0] === key && /\.jp-(Notebook|CodeCell|Cell)/.test(binding.selector),
    );
    // On its way up, so that a form has had it already.
    if (taken) event.stopPropagation();
  });
}
