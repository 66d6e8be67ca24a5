// In a lesson the cells stay as they are: no menu, shortcut or drag adds, moves or takes one away.

const CHANGES =
  /^notebook:(change-cell|clear|cut|delete|duplicate|insert|merge|move|paste|redo|run-cell-and-insert|split|undo)|^editmenu:clear/;

/** Have JupyterLab offer nothing that changes cells while a lesson is in front. */
export function disableChanges(commands, isLesson) {
  const { isEnabled } = commands;
  commands.isEnabled = function (id, args) {
    return !(CHANGES.test(id) && isLesson()) && isEnabled.call(this, id, args);
  };
}

/** Keep the cells of a lesson, by whatever way somebody would change them. */
export function guardCells(shared) {
  const { fromJSON } = shared;
  let reading = false; // the file anew: all its cells are put in place of all others
  shared.fromJSON = function (value) {
    reading = true;
    try {
      return fromJSON.call(this, value);
    } finally {
      reading = false;
    }
  };
  for (const name of ["insertCells", "deleteCellRange", "moveCells"]) {
    const change = shared[name];
    shared[name] = function (...given) {
      return reading ? change.apply(this, given) : [];
    };
  }
}
