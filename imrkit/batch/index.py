"""The page that lists what came of a batch."""

from __future__ import annotations

import json
from html import escape
from urllib.parse import quote

from imrkit.batch.jobs import Job
from imrkit.batch.journal import ENDING, FAILED, Journal
from imrkit.files.writing import write_atomically

NAME = "index.html"
_STYLE = """
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid #8886; padding: .3rem .6rem; text-align: left; }
th, td { vertical-align: top; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
pre { border: 1px solid #8886; border-radius: .3rem; overflow-x: auto; padding: .6rem; }
code { overflow-wrap: anywhere; }
@media print { pre { white-space: pre-wrap; } }
"""


def write_index(journal: Journal, jobs: list[Job]) -> None:
    """Write the page into the folder of the batch.

    Args:
        journal: of the batch.
        jobs: all of them, in the order of the table.
    """
    failed = [job for job in jobs if journal.failure_of(job)]
    ready = sum(journal.entries.get(job.name, {}).get("state") == "done" for job in jobs)
    name = escape(str(journal.head.get("name", "notebook")))
    told = f"{ready} of {len(jobs)} notebooks are done."
    if failed:
        told += f" {len(failed)} failed."
    parts = [
        '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width">',
        f"<title>Batch of {name}</title>\n<style>{_STYLE}</style>",
        f"<h1>Batch of {name}</h1>\n<p>{told}</p>",
    ]
    if failed:
        parts.append("<h2>What failed</h2>")
        parts += [_failure(journal, job) for job in failed]
    parts.append(_table(journal, jobs))
    write_atomically(journal.folder / NAME, "\n".join([*parts, "</html>", ""]), durable=False)


def _failure(journal: Journal, job: Job) -> str:
    failure = journal.failure_of(job)
    assert failure
    source = f"<pre><code>{escape(failure.source)}</code></pre>" if failure.source else ""
    where = failure.where[:1].upper() + failure.where[1:]
    return (
        f"<h3>{_link(job, FAILED)}</h3>\n<p>{escape(where)}: {escape(failure.says)}</p>\n{source}"
    )


def _table(journal: Journal, jobs: list[Job]) -> str:
    columns = list(dict.fromkeys(name for job in jobs for name in job.parameters))
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in columns)
    rows = []
    for job in jobs:
        entry = journal.entries.get(job.name, {})
        state = str(entry.get("state", "not run"))
        name = {
            "done": _link(job, ENDING),
            "failed": _link(job, FAILED),
        }.get(state, escape(job.name))
        cells = "".join(f"<td>{_value(job, column)}</td>" for column in columns)
        seconds = f"{entry['seconds']:.1f}" if entry.get("seconds") else ""
        rows.append(
            f'<tr><th scope="row">{name}</th>{cells}<td>{state}</td>'
            f'<td class="number">{seconds}</td></tr>'
        )
    return (
        f'<h2>All notebooks</h2>\n<table>\n<tr><th scope="col">Notebook</th>{heads}'
        '<th scope="col">State</th><th scope="col" class="number">Seconds</th></tr>\n'
        + "\n".join(rows)
        + "\n</table>"
    )


def _link(job: Job, ending: str) -> str:
    return f'<a href="{quote(job.name + ending)}">{escape(job.name)}</a>'


def _value(job: Job, column: str) -> str:
    if column not in job.parameters:
        return ""
    value = job.parameters[column]
    return escape(value if isinstance(value, str) else json.dumps(value))
