"""JupyterLab itself, as `imrkit lab` opens it."""

import sys

import pytest
from playwright.sync_api import Page, expect

from tests.browser.jupyter import (
    CellFailed,
    Lab,
    axe_violations,
    open_notebook,
    run_all,
    screenshot,
    show,
)


def test_a_notebook_opens_and_its_cells_run(desk: Page, lab: Lab) -> None:
    panel = open_notebook(desk, lab, lab.write("cells.ipynb", "1 + 1"))
    run_all(desk)
    expect(panel.locator(".jp-OutputArea-output")).to_have_text("2")
    screenshot(desk, "jupyterlab-sum")


def test_nobody_is_asked_about_news(desk: Page, lab: Lab) -> None:
    show(desk, lab, "cells.ipynb", "1")
    expect(desk.get_by_text("official Jupyter news")).to_have_count(0)


def test_a_cell_that_fails_is_noticed(desk: Page, lab: Lab) -> None:
    with pytest.raises(CellFailed, match="ZeroDivisionError"):
        show(desk, lab, "cells.ipynb", "1 / 0")


def test_the_kernel_is_this_python(desk: Page, lab: Lab) -> None:
    panel = show(desk, lab, "cells.ipynb", "import sys; print(sys.prefix)")
    expect(panel.locator(".jp-OutputArea-output")).to_have_text(sys.prefix)


def test_the_dark_theme_is_dark(page: Page, dark_lab: Lab) -> None:
    open_notebook(page, dark_lab, dark_lab.write("dark.ipynb", "1"))
    expect(page.locator("body")).to_have_attribute("data-jp-theme-light", "false")


def test_the_accessibility_checker_finds_what_is_wrong(desk: Page, lab: Lab) -> None:
    nameless = "from IPython.display import HTML; HTML('<select><option>1</option></select>')"
    show(desk, lab, "cells.ipynb", nameless)
    assert "select-name" in "".join(axe_violations(desk, ".jp-OutputArea"))
