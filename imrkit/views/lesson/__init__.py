"""A lesson on one case: its questions, and the widgets that ask them."""

from imrkit.views.lesson.lesson import Lesson

__all__ = ["Lesson"]
