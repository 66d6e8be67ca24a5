"""JSON Schemas of the data files, for editors that complete and check TOML while one types.

They are made from the same tables that imrkit reads the files into, with the names of facts
and treatments filled in. `python -m imrkit.authoring.schema` writes them to schemas/.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from imrkit.cases.schema import CaseFile
from imrkit.course.glossary import GlossaryFile
from imrkit.course.odds import OddsFile
from imrkit.course.plan import LessonFile
from imrkit.errors import ImrkitError
from imrkit.exercises.misconceptions import MisconceptionsFile
from imrkit.exercises.schema import ExerciseFile, VariedFile
from imrkit.facts.fact import OPEN, Fact
from imrkit.facts.vocabulary import FactsFile
from imrkit.files.folders import schemas_dir
from imrkit.files.reading import SCHEMA
from imrkit.files.writing import write_atomically
from imrkit.process.book import process_book
from imrkit.process.days_schema import DaysFile
from imrkit.process.schema import ClocksFile, EventsFile, GroundsFile
from imrkit.rules.evidence import Evidence
from imrkit.rules.rulebook import Rulebook, rulebook
from imrkit.rules.schema import EVERY, GuidelineFile
from imrkit.rules.terms import TermsFile
from imrkit.views.terminal.lines import say

Schema = dict[str, Any]
DIALECT = "http://json-schema.org/draft-07/schema#"
TITLES = {
    "case": "An imrkit case: one determination letter",
    "guideline": "An imrkit guideline: one edition and its rules",
    "facts": "The imrkit vocabulary of facts",
    "terms": "The words of the files, under the words of the rules",
    "exercise": "An imrkit exercise: what is asked of a case",
    "lesson": "An imrkit lesson: what its screens say, ask and show",
    "glossary": "The words of the course",
    "odds": "How often denials stand: figures with their status",
    "varied": "How the file of an imrkit case varies, for all exercises on it",
    "misconceptions": "The misconceptions and slips that answers to exercises show",
    "days": "How days are counted: closed days and units of time",
    "events": "What can happen between an injury and the end of a dispute",
    "clocks": "The time limits of utilization review and independent medical review",
    "grounds": "The grounds on which a determination can be set aside",
    "evidence": "The order of evidence, in versions by date",
}


def schemas(book: Rulebook) -> dict[str, str]:
    """Make the JSON Schema of every kind of data file.

    Args:
        book: the rules, whose facts and treatments an editor can then complete.

    Returns:
        The JSON text by file name ("case.json").
    """
    made = {
        "case": _schema(CaseFile),
        "guideline": _schema(GuidelineFile),
        "facts": _schema(FactsFile),
        "terms": _schema(TermsFile),
        "exercise": _schema(ExerciseFile),
        "lesson": _schema(LessonFile),
        "glossary": _schema(GlossaryFile),
        "odds": _schema(OddsFile),
        "varied": _schema(VariedFile),
        "misconceptions": _schema(MisconceptionsFile),
        "days": _schema(DaysFile),
        "events": _schema(EventsFile),
        "clocks": _schema(ClocksFile),
        "grounds": _schema(GroundsFile),
        "evidence": _schema(Evidence),
    }
    _name_facts(made["case"]["definitions"], book)
    _name_treatments(made, book)
    _name_process(made)
    _allow_changes(made["guideline"]["definitions"])
    return {
        f"{name}.json": json.dumps(
            {"$schema": DIALECT, "title": TITLES[name], **schema}, indent=1, ensure_ascii=False
        )
        + "\n"
        for name, schema in made.items()
    }


def _schema(kind: type) -> Schema:
    """A dataclass as a schema: no unknown fields, fields told in the words of its docstring."""
    (root,), definitions = msgspec.json.schema_components(
        [kind], ref_template="#/definitions/{name}"
    )
    for definition in definitions.values():
        if "properties" not in definition:
            continue
        definition["additionalProperties"] = False
        about, fields = _docstring(definition.pop("description", ""))
        definition["description"] = about
        for name, field in definition["properties"].items():
            definition["properties"][name] = _field(name, field, fields.get(name, ""))
    made = {**root, "definitions": dict(sorted(definitions.items()))}
    return _draft_7(made)  # type: ignore[no-any-return]


def _draft_7(schema: Any) -> Any:
    """Lists of a fixed length in the words of the draft that editors know."""
    if isinstance(schema, list):
        return [_draft_7(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    if "prefixItems" in schema:
        schema = {**schema, "items": schema["prefixItems"], "additionalItems": False}
        del schema["prefixItems"]
    return {name: _draft_7(part) for name, part in schema.items()}


def _field(name: str, field: Schema, about: str) -> Schema:
    if name == "schema":
        return {"const": SCHEMA, "description": "The version of the format."}
    # TOML has no null: a field that may be absent is left out.
    options = [o for o in field.get("anyOf", []) if o != {"type": "null"}]
    if options:
        field = {**field, "anyOf": options}
        if len(options) == 1:
            field = {k: v for k, v in field.items() if k != "anyOf"} | options[0]
    field.pop("default", None)
    if "$ref" in field:
        field = {"allOf": [field]}
    return {"description": about, **field} if about else field


def _docstring(text: str) -> tuple[str, dict[str, str]]:
    """The first sentences of a docstring, and its attributes by name."""
    about, _, attributes = text.partition("Attributes:")
    fields: dict[str, str] = {}
    for line in attributes.splitlines():
        if found := re.match(r"\s+(\w+): (.+)", line):
            name = found[1]
            fields[name] = found[2].strip()
        elif line.strip() and fields:
            fields[name] += f" {line.strip()}"
    return " ".join(about.split()), fields


def _name_facts(definitions: Schema, book: Rulebook) -> None:
    facts = definitions["Item"]["properties"]["facts"]
    facts["properties"] = {name: _fact(fact) for name, fact in book.vocabulary.items()}
    facts["additionalProperties"] = False
    anything: list[Schema] = [{"enum": list(OPEN)}, {"$ref": "#/definitions/Finding"}]
    definitions["Open"] = {"description": "Why it is open, or more of it.", "anyOf": anything}


def _name_process(made: dict[str, Schema]) -> None:
    """The names of events, facts and units, where files of the process refer to them."""
    book = process_book()
    event = made["case"]["definitions"]["Event"]["properties"]
    event["kind"]["enum"] = list(book.events)
    process = made["case"]["definitions"]["CaseFile"]["properties"]["process"]
    process["properties"] = {name: _fact(fact) for name, fact in book.rules.vocabulary.items()}
    process["additionalProperties"] = False
    rules = made["guideline"]["definitions"]["RuleData"]["properties"]
    rules["treatments"]["items"]["enum"] += sorted(book.rules.terms.treatment)
    clock = made["clocks"]["definitions"]["ClockData"]["properties"]
    clock["starts"]["enum"] = clock["ends"]["enum"] = list(book.events)
    for part in ("ClockVersion", "Extension"):
        made["clocks"]["definitions"][part]["properties"]["unit"]["enum"] = list(
            book.days.data.unit
        )
    ground = made["case"]["definitions"]["Challenge"]["properties"]["grounds"]
    ground["items"] = {"enum": list(book.grounds.ground)}


def _fact(fact: Fact) -> Schema:
    value: Schema
    if fact.type == "number":
        value = {"type": "integer", "minimum": fact.unknown[0], "maximum": fact.unknown[1]}
    elif fact.type == "truth":
        value = {"type": "boolean"}
    elif fact.type == "choice":
        value = {"enum": list(fact.choices)}
    else:
        value = {"type": "string"}
    where = f" Usually found in: {fact.found_in}." if fact.found_in else ""
    silent = f" Where the file is silent: {fact.unstated_because}." if fact.unstated_because else ""
    return {
        "description": f"{fact.label}. {fact.question}{where}{silent}",
        "anyOf": [value, {"$ref": "#/definitions/Open"}],
    }


def _name_treatments(made: dict[str, Schema], book: Rulebook) -> None:
    terms = book.terms.treatment
    every = sorted({*terms, *(other for t in terms.values() for other in t.also)})
    # A case may be about a treatment that no rule addresses: names are offered, others accepted.
    named = made["case"]["definitions"]["Item"]["properties"]["treatment"]
    named["anyOf"] = [{"enum": every}, {"type": "string"}]
    treatments = made["guideline"]["definitions"]["RuleData"]["properties"]["treatments"]
    treatments["items"] = {"enum": [EVERY, *sorted(terms)]}


def _allow_changes(definitions: Schema) -> None:
    """An edition that continues another states only what changed, so nothing else is required."""
    for name in ("RuleData", "Criterion", "Figure"):
        definitions[name].pop("required", None)
    definitions["GuidelineFile"]["required"] = ["schema", "guideline"]


def main(arguments: Sequence[str]) -> int:
    """Write the schemas into a folder, schemas/ if none is named.

    Args:
        arguments: at most one: the folder.

    Returns:
        The exit code.
    """
    folder = Path(arguments[0]) if arguments else schemas_dir()
    try:
        made = schemas(rulebook())
        for name, text in made.items():
            write_atomically(folder / name, text)
    except ImrkitError as error:
        say(f"imrkit: {error}", stream=sys.stderr)
        return 1
    say(f"{', '.join(made)} written to {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
