"""Exercises: what is asked of a case, the key that the engine computes, and what is said.

    schema, exercise, loading   an exercise file, read with the case that it is about
    variants                    the same exercise on a file in which some facts differ, by a seed
    answers, wrong_rules        what the engine answers, and what the holder of a wrong rule does
    kinds/                      one module a kind: ask, key, credit
    asking, grading, question   the contract: ask -> Question; key -> Key; grade -> Graded
    certify                     what no exercise may do, looked for over many seeds
    record                      every answer kept, in one file that only grows
    mastery, schedule           what a record tells: skill, ideas, calibration, what is due

Nothing here draws: a page shows a `Question`, sends back an answer, and shows the `Feedback`.
"""
