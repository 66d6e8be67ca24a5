"""Reading exercises: each file checked, every error with its file, line and field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from imrkit.cases.loading import case_of, case_paths
from imrkit.cases.sentences import sentence_of
from imrkit.errors import DataError, ImrkitError, UnknownName
from imrkit.exercises.exercise import Exercise
from imrkit.exercises.kinds import FIELDS, OPTIONAL
from imrkit.exercises.misconceptions import MISCONCEPTIONS, known_rules
from imrkit.exercises.schema import ExerciseFile, VariedFile
from imrkit.facts.fact import fact_named
from imrkit.files.folders import exercises_dir
from imrkit.files.reading import at, convert, read_toml
from imrkit.files.table import asdict, replace
from imrkit.rules.rulebook import Rulebook, rulebook

VARIED = "varied"
"""The folder that tells how the files of cases vary."""
PLAN = "lesson.toml"
"""The file of a lesson's folder that is no exercise: the plan of the lesson."""
GLOSSARY, ODDS = "glossary.toml", "odds.toml"
"""The words of the course, and how often denials stand."""
HINTS = 3
"""Which document; what the rule asks; which sentence."""
LESSONS = range(1, 13)
_KIND_FIELDS = {name for fields in (*FIELDS.values(), *OPTIONAL.values()) for name in fields}


def exercise_paths(folder: Path | None = None) -> Mapping[str, Path]:
    """The exercise files of a folder by name, in order; those that come with imrkit by default."""
    folder = folder or exercises_dir()
    found = sorted(folder.rglob("*.toml")) if folder.is_dir() else []
    return {
        path.stem: path
        for path in found
        if not path.name.startswith(".")
        and path.name not in (MISCONCEPTIONS, PLAN, GLOSSARY, ODDS)
        and path.parent.name != VARIED
    }


def load_exercise(name: str | Path) -> Exercise:
    """Read an exercise by its name, or an exercise file by its path.

    Raises:
        UnknownName: if there is no such exercise; says which is nearest.
        DataError: if the file is not an exercise.
    """
    path = Path(name)
    if path.suffix == ".toml":
        return read_exercise(path)
    known = exercise_paths()
    if str(name) not in known:
        raise UnknownName("exercise", str(name), known)
    return read_exercise(known[str(name)])


def read_exercise(
    path: Path, book: Rulebook | None = None, cases: Mapping[str, Path] | None = None
) -> Exercise:
    """Read and check one exercise file.

    Args:
        path: the TOML file.
        book: the rulebook by which its case is decided; the one that comes with imrkit by default.
        cases: the case files by name; those that come with imrkit by default.

    Raises:
        DataError: naming file, line, field, what was found and what was expected.
    """
    data = convert(read_toml(path), ExerciseFile, path)
    book = book or rulebook()
    cases = case_paths() if cases is None else cases
    case_file = _case_file(path, "case", data.case, cases)
    data = _with_varied(data, path)
    raw = read_toml(case_file)
    case = case_of(raw, case_file, book)
    other = None
    if data.other:
        other_file = _case_file(path, "other.case", data.other.case, cases)
        other = case_of(read_toml(other_file), other_file, book)
    exercise = Exercise(path.stem, data, case, raw, path, other)
    _check(exercise)
    return exercise


def _with_varied(data: ExerciseFile, path: Path) -> ExerciseFile:
    """The exercise with the ways in which its case varies put in by name."""
    if not data.varies:
        return data
    folder = next((p / VARIED for p in path.parents if (p / VARIED).is_dir()), path.parent / VARIED)
    varied = folder / f"{data.case}.toml"
    if not varied.is_file():
        raise at(path, "varies", f"there is no file {varied.name} that tells how the case varies")
    ways = {way.fact: way for way in convert(read_toml(varied), VariedFile, varied).vary}
    for number, name in enumerate(data.varies):
        if name not in ways:
            problem = str(UnknownName(f"fact that varies in {varied.name}", name, ways))
            raise at(path, f"varies[{number}]", problem)
    return replace(data, vary=(*data.vary, *(ways[name] for name in data.varies)))


def _case_file(path: Path, field: str, name: str, cases: Mapping[str, Path]) -> Path:
    if not name:
        raise at(path, field, "an exercise names its case; found nothing")
    if name not in cases:
        raise at(path, field, str(UnknownName("case", name, cases)))
    return cases[name]


def _check(exercise: Exercise) -> None:
    data = exercise.data
    if data.lesson not in LESSONS:
        raise exercise.refuse("lesson", f"lessons are 1 to {LESSONS[-1]}; found {data.lesson}")
    _named(exercise, "item", partial(exercise.case.item, data.item or None))
    if data.other and exercise.other:
        _named(exercise, "other.item", partial(exercise.other.item, data.other.item or None))
    wanted = 0 if data.transfer else HINTS
    if len(data.hints) != wanted:
        why = "a transfer case has none" if data.transfer else "document, rule, sentence"
        problem = f"expected {wanted} hints ({why}); found {len(data.hints)}"
        raise exercise.refuse("hints", problem)
    _check_fields(exercise)
    _check_rules(exercise)
    ids = [d.id for d in exercise.case.data.document]
    for place, name in enumerate(data.papers):
        if name not in ids:
            raise exercise.refuse(f"papers[{place}]", UnknownName("document", name, ids))
    for place, vary in enumerate(data.vary):
        where = f"vary[{place}]"
        book = exercise.case.book
        _named(exercise, f"{where}.fact", partial(fact_named, book.vocabulary, vary.fact))
        if vary.sentence:
            look = partial(sentence_of, exercise.case, vary.sentence)
            _named(exercise, f"{where}.sentence", look)
        for field, name in (
            ("document", vary.document),
            *(("documents", n) for n in vary.documents),
        ):
            if name and name not in ids:
                raise exercise.refuse(f"{where}.{field}", UnknownName("document", name, ids))
        if vary.documents and len(vary.documents) != len(vary.values):
            problem = f"one for each of the {len(vary.values)} values; found {len(vary.documents)}"
            raise exercise.refuse(f"{where}.documents", problem)
        if isinstance(vary.says, tuple) and len(vary.says) != len(vary.values):
            problem = f"one text for each of the {len(vary.values)} values; found {len(vary.says)}"
            raise exercise.refuse(f"{where}.says", problem)


def _named(exercise: Exercise, where: str, look: Callable[[], object]) -> None:
    try:
        look()
    except DataError:
        raise
    except ImrkitError as error:
        raise exercise.refuse(where, error) from None


def _check_fields(exercise: Exercise) -> None:
    """The fields of its kind are there, and no other kind's."""
    data = exercise.data
    needed, optional = FIELDS[data.kind], OPTIONAL.get(data.kind, ())
    given = {name for name, value in asdict(data).items() if name in _KIND_FIELDS and value}
    for name in needed:
        if name not in given:
            raise exercise.refuse("kind", f"an exercise of kind {data.kind!r} needs {name!r}")
    for name in sorted(given - {*needed, *optional}):
        raise exercise.refuse(name, f"an exercise of kind {data.kind!r} has no {name!r}")


def _check_rules(exercise: Exercise) -> None:
    """The misconceptions and slips that it names exist."""
    data, known = exercise.data, known_rules()
    named = [(f"returns[{n}]", rule) for n, rule in enumerate(data.returns)]
    named += [(f"reveals[{n}]", rule) for n, rule in enumerate(data.reveals)]
    for field in ("option", "asks", "reply", "line", "mutation"):
        named += [(f"{field}[{n}].rule", part.rule) for n, part in enumerate(getattr(data, field))]
    for where, rule in named:
        if rule and rule not in known:
            raise exercise.refuse(where, UnknownName("wrong rule or slip", rule, known))
