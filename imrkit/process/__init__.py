"""The process: dated rules on who may ask, by when, and what can be set aside.

How a date travels: events of a case -> clocks in force -> deadlines -> in time, late or open.
All law is data, in imrkit/mtus/process/. A date that is not known is a span, and so is its
deadline.
"""
