"""The course: lessons that are data, and what a record of answers tells of the way through them.

    plan        a lesson's plan, exercises/lessonNN/lesson.toml, read and checked
    times       how long a lesson takes, by its words and answers
    faults      what is not right with a plan
    checking    the part of `imrkit check` that is about lessons

Nothing here draws: notebooks and pages are made of it.
"""
