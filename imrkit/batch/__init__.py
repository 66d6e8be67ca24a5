"""One notebook run over many sets of parameters, here or on a cluster.

A table becomes jobs (`jobs`), each job a notebook with its own parameters that runs in a process of
its own (`notebook`, `workers`), and what comes back is written whole or not at all, with a journal
that lets an interrupted batch go on (`journal`, `run`).
"""
