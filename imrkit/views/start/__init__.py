"""The page that opens first: what to do next, what comes back, the course, and any case.

view         what the page shows, as plain data made from a record
day          the case of the day, guessed
certificate  a certificate, as a page to print
widget       the same in a notebook; what is opened stands below the page
page.js      draws it
"""

from imrkit.views.start.widget import Start, start

__all__ = ["Start", "start"]
