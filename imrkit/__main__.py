"""`python -m imrkit` is the command `imrkit`."""

import sys

from imrkit.cli import main

sys.exit(main())
