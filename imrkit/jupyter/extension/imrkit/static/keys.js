// In a lesson no key changes the notebook by a slip: D D, X, A, M, Ctrl-M, Shift-Enter and the like.
// The keys do what they do everywhere else: they scroll, and they type in the lesson's own forms.

const NOTEBOOKS = /jp-(Notebook|CodeCell|Cell)|data-jp-(code-runner|kernel-user|undoer)/;

/** Keep keys from reaching JupyterLab that would do something to the notebook or its kernel. */
export function guardKeys(node, commands) {
  const read = commands.constructor.keystrokeForKeydownEvent;
  node.addEventListener("keydown", (event) => {
    const key = read(event);
    const plain = !/^(Accel|Alt|Cmd|Ctrl) /.test(key); // letters, digits, arrows, Shift and one
    const taken = ({ keys, selector }) => keys[0] === key && NOTEBOOKS.test(selector);
    // On its way up, so that a form has had it already.
    if (plain || commands.keyBindings.some(taken)) event.stopPropagation();
  });
}
