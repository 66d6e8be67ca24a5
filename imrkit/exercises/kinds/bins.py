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
    "documented": "Look through the file for every sentence on it. Does one settle it? Can two not "
    "both be so?",
    "not documented": "Which sentence would you cite for it, word for word?",
    "contradicted": "Did you find every sentence on it, in every document? Lay them side by side.",
    "assumed": "Does any sentence speak of it? If none does, which answer would you assume?",
    "proves": "Look for a number, a task, or a limit. Could one decide by this sentence alone?",
    "hints": "What would proof have to say? Hold this sentence against that.",
    "none": "Ask which fact it would change, and whether that is the fact in question.",
    "guideline": "Where would you look this up, for {it}? Does a page or a section have it?",
    "regulation": "Who could ask this of every treatment, of {it} as of all else?",
    "reviewer judgement": "Look for its page in the letter on {it}. Is one given?",
    "our reading": "Do the words of the text settle this, or does somebody have to choose?",
    "finding": "What could you cite for it: a document of the file, a page of a text, or neither?",
    "judgment": "Look for a page or a record that stands behind it. Is there one?",
    "decision": "Is that a reason, or what follows from the reasons?",
    "context": "Take it away in mind. Would anything have been decided otherwise?",
    "with": "Take the operation away in mind. What is then left of the need for this service?",
    "own": "Grant the operation in mind. Is each condition of its own then met?",
    "ruled out": "Leave the patient aside: what does the text say of this medicine on the skin?",
    "possible": "Does the text turn it away whoever the patient is, or until more is shown?",
}
"""What is said to a card that is in another bin, by its own; {it} is what was asked for."""
