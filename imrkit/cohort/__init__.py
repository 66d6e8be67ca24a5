"""The instructor's side: variants for a cohort, hand-ins read and graded again, personal data.

    sheet, columns, roster   who takes the course, as Excel, Canvas and Moodle export it
    pools, seeds             a seed for each learner and exercise, from a secret of the course
    assign, assigned         the variants of a cohort, in a folder with a file for each
    handing_out, bulk        lists for a mail merge, and zips that Canvas and Moodle take
    sources, kinds           hand-ins in folders and archives, opened with care
    reading                  one hand-in: its parts, and what is odd with it
    owners                   whose a hand-in is, and which of several counts
    regrading                every answer graded anew by the engine
    points                   what a learner earns, lesson by lesson
    tables                   gradebooks for Canvas and Moodle, results of items, the list of notes
    feedback, pages          what each learner is told, as data, notebook and HTML
    grading, graded          all of this for a folder of hand-ins, and the folder that it fills
    results, report, advice  what the results of a cohort show, and what to do first
    forgetting, pseudonyms   personal data: taken out, or told by other names

Nothing that a learner sent is run, unpickled, or written to a place that it names. Nothing of a key
is written to what learners get.
"""
