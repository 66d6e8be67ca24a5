"""The instructor's side: variants for a cohort, hand-ins read and graded again, personal data.

    roster            who takes the course, as Excel, Canvas and Moodle export it
    assign            a seed for each learner and exercise, from a secret of the course
    sources           hand-ins in folders and archives, opened with care
    reading           one hand-in: its parts, and what is odd with it
    owners            whose a hand-in is, and which of several counts
    regrading         every answer graded anew by the engine
    points            what a learner earns, lesson by lesson
    tables            gradebooks for Canvas and Moodle, results of items, the list of notes
    feedback, pages   what each learner is told, as data, notebook and HTML
    grading           all of this for a folder of hand-ins
    forgetting, pseudonyms   personal data: taken out, or told by other names

Nothing that a learner sent is run, unpickled, or written to a place that it names. Nothing of a key
is written to what learners get.
"""
