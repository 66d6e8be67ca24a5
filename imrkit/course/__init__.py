"""The course: lessons that are data, and what a record of answers tells of the way through them.

    plan, times       a lesson's plan, exercises/lessonNN/lesson.toml; how long it takes
    faults, checking  what is not right with a plan: the part of `imrkit check` about lessons
    readability       how hard a text is to read
    progress, due     how far a learner is; what comes back today
    catalog           every disputed item to choose from, its outcome hidden; the case of the day
    any_case, made    the exercises that any case brings along, one function a kind
    turning           the criteria on which a result hangs, and what the file says of them
    glossary, odds    words, and how often denials stand, as data
    lines             the sentences of a rationale to put together
    sidebar, telling  what JupyterLab's sidebar shows of the course
    certificate       what a certificate tells

Nothing here draws: notebooks and pages are made of it.
"""
