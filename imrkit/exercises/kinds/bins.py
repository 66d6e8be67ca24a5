"""The bins into which cards are sorted, and what is said to a card in another bin."""

from __future__ import annotations

BINS: dict[str, tuple[tuple[str, str], ...]] = {
    "state": (
        ("documented", "Documented"),
        ("not documented", "Not documented"),
        ("contradicted", "Contradicted"),
        ("assumed", "Assumed, from silence"),
    ),
    "basis": (
        ("guideline", "The guideline's text"),
        ("regulation", "The regulation or statute"),
        ("reviewer judgement", "The reviewer's judgment"),
        ("our reading", "Our reading"),
    ),
    "strength": (
        ("proves", "Proves it"),
        ("hints", "Hints at it"),
        ("contradicts", "Contradicts"),
        ("none", "Says nothing of it"),
    ),
    "role": (
        ("guideline", "What the guideline says"),
        ("finding", "A finding on the file"),
        ("judgment", "The reviewer's judgment"),
        ("decision", "The decision"),
        ("context", "Beside the point"),
    ),
    "gets": (
        ("all", "The patient gets it"),
        ("0", "The patient goes without"),
        ("part", "The patient gets a part of it"),
    ),
    "falls": (
        ("with", "Granted, and falls if the operation falls"),
        ("own", "Denied even with the operation"),
        ("alone", "Granted even without the operation"),
    ),
    "form": (
        ("ruled out", "Ruled out by what it is"),
        ("possible", "Possible, if the rest is shown"),
    ),
}
"""The bins of each way to sort; of `bears` the exercise names them: the facts in its options."""
SHOWS = {
    ("not documented", "documented"): "M4",
    ("assumed", "documented"): "assumed-is-shown",
    ("documented", "not documented"): "shown-is-open",
    ("hints", "proves"): "hint-is-proof",
    ("reviewer judgement", "guideline"): "M11",
    ("judgment", "guideline"): "M11",
    ("judgment", "finding"): "M11",
    ("0", "all"): "M6",
    ("all", "0"): "M6",
    ("0", "part"): "M7",
    ("all", "part"): "M7",
}
"""The misconception or slip that a card in another bin shows, by its own bin and the other."""
TELLS = {
    "documented": "The file tells this one, so that nothing has to be left open or assumed. "
    "Find where.",
    "not documented": "Which sentence would you cite? If none says it, it is not documented.",
    "contradicted": "The file tells this in two ways that do not agree. Find the second one.",
    "assumed": "Nothing speaks of it, and the rule says what silence means.",
    "proves": "This one settles it: it gives the number, the task or the limit itself.",
    "hints": "This points there and settles nothing. What would proof have to say?",
    "none": "That is about something else. Ask what fact it would change.",
    "guideline": "This describes the text on {it}, with its page. It decides nothing by itself.",
    "regulation": "That is law, not guideline: on {it}, too, it holds whatever the chapter says.",
    "reviewer judgement": "No page is given for it in the letter on {it}. Who says it, then?",
    "our reading": "The text leaves this open. We chose a reading, and say so.",
    "finding": "That is read from the file. Which document would you cite?",
    "judgment": "No page and no record stands behind it. Whose view is it?",
    "decision": "That states the result. What is the reason, and what the result?",
    "context": "True, perhaps, and nothing was decided on it.",
    "with": "Its own conditions are there, and one of them is the operation. Take that away.",
    "own": "Grant the operation. Which condition of its own is then still missing?",
    "ruled out": "Leave the patient aside: what does the text say of this medicine on the skin?",
    "possible": "The text leaves it open. What else would have to be shown is another matter.",
}
"""What is said to a card that is in another bin, by its own; {it} is what was asked for."""
