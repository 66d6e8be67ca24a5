"""The small language of rules, and what it says of facts that may be open.

A rule's test goes through these passes; each module imports only those above it, and NumPy only
where there are columns of cases:

    text                        "visits_completed + visits_requested <= course_visits"
      |  parse                  reads it with `ast`, checks names and types, runs nothing
      v
    nodes                       a tree of reads, figures, sums, comparisons, and, or, not
      |  tangles                in which direction each fact pulls the truth, or that in both
      |  compile                writes Python source that works on both ends of what is known
      v
    program                     BOUNDS: fast and sound; open may be more than need be
      |  classes                values that no comparison tells apart
      v
    exact, favorable            EXACT ANSWERS: what trying every value gives

                            of one case            of one case,         of columns
                            the whole              each part of it      of cases
    bounds (program.)       bounds                 bounds_of_each       bounds_in_columns
    exact answers           exact                  exact_of_each        exact_in_columns
    for the best values     can_be_shown

`arrays` holds all that needs NumPy: how compiled source counts in columns, and how the exact
answers of many rows are found at once. Without it one case is still decided, in plain Python.
"""
