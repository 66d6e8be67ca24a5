"""Lessons: those of the course, told by their plans, and one for any case.

told        HTML that follows Python, and boxes that open once an exercise was tried
case_parts  what is shown of a disputed item
sealed      a guess that a later step opens
results     what a lesson brought: tried, open ideas, what comes back; calibration
odds        how often denials stand: charts
lesson      a lesson of the course
any_case    a lesson for any case, and the chooser of one
"""

from imrkit.views.lesson.any_case import AnyCase
from imrkit.views.lesson.lesson import Lesson

__all__ = ["AnyCase", "Lesson"]
