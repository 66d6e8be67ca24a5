"""JupyterLab in a folder of the learner's, and the notebooks kept as git likes them."""
