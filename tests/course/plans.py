"""A small lesson for tests: its plan as text, in a folder of its own."""

from __future__ import annotations

from pathlib import Path

PLAN = """
schema = 1
number = 4
title = "Six asked, ten allowed"
minutes = 10
aim = "Rebuild a denial criterion by criterion, the burden of proof last."
cases = ["flagship", "cm17-0019907"]
misconceptions = ["M1"]

[[step]]
title = "Your guess"
says = "Six visits were denied. Guess before you read."
exercise = "l04-verdict-first"
sealed = true

[[step]]
title = "The file"
says = "Read the papers of the case."
shows = "file"

[[step]]
title = "How many visits in all?"
exercise = "l04-count-total"

[[step]]
title = "Which grounds?"
exercise = "l04-grounds-first"

[[step]]
title = "The letter beside ours"
shows = "compare"
after = "l04-grounds-first"

[[step]]
title = "Your guess, opened"
shows = "guess"
of = "l04-verdict-first"

[[step]]
title = "Alone"
exercise = "l04-verdict-alone"

[teacher]
aims = ["Learners keep the count apart from the rest."]
wrong = [{ rule = "M1", means = "The number alone is looked at." }]
plan = [{ minutes = 20, does = "Guess." }, { minutes = 30, does = "Decide." }]
discuss = ["Who has to show it?"]
"""


def written(folder: Path, text: str = PLAN, name: str = "lesson04") -> Path:
    """Write a plan into a folder of its own."""
    path = folder / name / "lesson.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
