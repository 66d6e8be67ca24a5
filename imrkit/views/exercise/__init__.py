"""One exercise as a learner does it: asked, checked, answered, and kept.

keeper       the record's file, shared by all exercises of a kernel
exchange     what goes to a page and comes from it, as plain data
sitting      one learner at one question: what was entered and what was said; no widget
widget       the same in a notebook
html         the same as HTML, where no kernel stands behind it
frame.js     what all kinds have: ask, confidence, hints, Check; around.js has its parts
forms.js     which kind has which form; *.js beside it are the forms
"""

from imrkit.views.exercise.keeper import Keeper, keeper
from imrkit.views.exercise.widget import ExerciseView

__all__ = ["ExerciseView", "Keeper", "keeper"]
