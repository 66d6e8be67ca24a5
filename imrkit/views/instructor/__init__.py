"""What instructors hand out and look at, shown in notebooks that papermill runs."""

from imrkit.views.instructor.cohort import CohortReport
from imrkit.views.instructor.feedback import Feedback

__all__ = ["CohortReport", "Feedback"]
