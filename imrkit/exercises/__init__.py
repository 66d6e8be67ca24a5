"""Exercises: what is asked of a case, the key that the engine computes, and what is said.

    schema, exercise, loading   an exercise file, read with the case that it is about
    variants, dates, tells      the same exercise on a file in which some facts differ, by a seed
    answers                     what the engine answers to a query
    wrong_rules                 what the holder of a misconception answers instead
    kinds/                      one module a kind: ask, key, credit
    question, grading, asking   the contract: ask -> Question; key -> Key; grade -> Graded; check
    certify, style, chance      what no exercise may do; what an answer earns that knows nothing
    entry, record               every answer as data, in one file that only grows
    mastery, schedule           what a record tells: skill, ideas, calibration, and what is due
    returning                   which variant of an exercise tells most of an idea

Nothing here draws: a page shows a `Question`, sends back an answer, and shows the `Feedback`.
"""
