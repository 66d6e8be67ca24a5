"""What people see: in a terminal, as HTML, in JupyterLab."""
