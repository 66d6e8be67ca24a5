"""`python -m imrkit` is the command `imrkit`."""

import sys

from imrkit.cli.arguments import main

sys.exit(main())
