"""Installs into the environment of this very Python, and nowhere else.

Usage: python .ci/install.py WORD ... (words of `pip install`)

pip also takes settings from its environment and its files. Those that say where packages come from,
and how they are reached, are kept; those that say where packages go, or which, are not.
"""

from __future__ import annotations

import ast
import os
import subprocess
import sys

KEPT = {
    "cache-dir",
    "cert",
    "client-cert",
    "extra-index-url",
    "find-links",
    "index-url",
    "keyring-provider",
    "no-cache-dir",
    "no-index",
    "proxy",
    "retries",
    "timeout",
    "trusted-host",
    "use-deprecated",
    "use-feature",
}
SECTIONS = ("global", "install", ":env:")
"""Where pip looks for a setting; a later one counts more."""
PIP = [sys.executable, "-m", "pip"]


def settings() -> dict[str, str]:
    """The settings of pip that are kept, by their names in its environment."""
    # `pip config` too has options user, global and site, and would list one file alone.
    everything = os.environ | {"PIP_USER": "0", "PIP_GLOBAL": "0", "PIP_SITE": "0"}
    listed = subprocess.run([*PIP, "config", "list"], env=everything, stdout=subprocess.PIPE)
    found: dict[str, dict[str, str]] = {section: {} for section in SECTIONS}
    for line in listed.stdout.decode(errors="replace").splitlines():
        name, equals, value = line.partition("=")
        section, _, key = name.rpartition(".")
        if equals and section in found and key in KEPT:
            found[section][f"PIP_{key.upper().replace('-', '_')}"] = ast.literal_eval(value)
    return {name: value for section in SECTIONS for name, value in found[section].items()}


def main(words: list[str]) -> int:
    """Run `pip install` with these words; return its exit code."""
    unwanted = ("PIP_", "PYTHON")
    plain = {name: text for name, text in os.environ.items() if not name.startswith(unwanted)}
    plain |= settings() | {"PIP_CONFIG_FILE": os.devnull, "PIP_NO_INPUT": "1"}
    plain["PIP_DISABLE_PIP_VERSION_CHECK"] = "1"
    return subprocess.run([*PIP, "install", *words], env=plain).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
