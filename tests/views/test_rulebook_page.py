"""The rule book shows every rule as its data have it, as a page and as a notebook."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import Any

import pytest

from imrkit.errors import UnknownName
from imrkit.files.folders import notebooks_dir
from imrkit.jupyter.rule_book import main
from imrkit.rules.rulebook import rulebook
from imrkit.rules.schema import STATUS
from imrkit.views.rulebook import editions, guideline
from imrkit.views.rulebook.diagram import diagram
from imrkit.views.rulebook.editions import compare
from imrkit.views.rulebook.entries import by_treatment
from imrkit.views.rulebook.notebook import notebook
from imrkit.views.rulebook.page import rule_book_page
from imrkit.views.rulebook.shown import chapter_named, every_chapter
from imrkit.words.criteria import unfilled


@pytest.fixture(scope="module")
def page() -> str:
    return rule_book_page()


@pytest.fixture(scope="module")
def words(page: str) -> str:
    """The page as one reads it."""
    text = re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def test_every_rule_stands_in_the_book_once(page: str) -> None:
    """Each rule of each edition belongs to one entry, and each entry to one place of the page."""
    entries = [entry for chapter in every_chapter() for entry in chapter.entries]
    ids = [rule.id for entry in entries for rule in entry.rules]
    assert sorted(ids) == sorted(rulebook().rules)
    for entry in entries:
        assert page.count(f'<article id="{entry.anchor}">') == 1


def test_every_sentence_figure_and_status_is_told(words: str) -> None:
    """Titles, criteria, figures, their sources and how far they are verified are all there."""
    for rule in rulebook().rules.values():
        told = [rule.title, rule.data.says, rule.data.note, rule.guideline.citation]
        told += [unfilled(rule, c.says) for c in rule.data.criterion.values()]
        told += [c.source for c in rule.data.criterion.values()]
        for figure in rule.data.figure.values():
            told.append(figure.says)
            for row in figure.rows:
                told += [row.when, row.show(figure.unit), row.source, row.note]
        for text in told:
            assert " ".join(text.split()) in words
    for status in STATUS.values():
        assert status in words


def test_every_link_leads_somewhere(page: str) -> None:
    """No link of the page leads nowhere, and none leaves it."""
    ids = re.findall(r' id="([^"]+)"', page)
    links = re.findall(r'href="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert {link.removeprefix("#") for link in links} <= set(ids)
    assert all(link.startswith("#") for link in links)
    assert not re.search(r"<script|@import|url\(|src=", page)


def test_every_treatment_with_a_rule_is_found(page: str) -> None:
    """The list by treatment names each treatment and leads to each of its rules."""
    listed = by_treatment(every_chapter(), rulebook())
    named = {treatment for treatments in listed.values() for treatment in treatments}
    assert named == {*rulebook().by_treatment, "whatever the treatment"}
    for treatments in listed.values():
        for treatment, entries in treatments.items():
            row = page.partition(f'<th scope="row">{html.escape(treatment)}</th>')[2]
            cell = row.partition("</td>")[0]
            for entry in entries:
                assert f'href="#{entry.anchor}"' in cell


def test_the_editions_of_the_chronic_pain_guideline_are_compared() -> None:
    """Complex regional pain syndrome had 24 visits in 2009 and has 26 in 2016."""
    found = compare(rulebook(), chapter_named("chronic_pain"))
    assert [g.edition for g in found.editions] == ["2009", "2016"]
    row = next(c for c in found.changes if "CRPS" in c.what)
    assert row.rule == "Physical medicine"
    assert row.stated == ("24 visits over 16 weeks", "26 visits over 16 weeks")
    assert "Opioids" in found.gone["2016"]
    shown = editions("chronic_pain").html
    assert '<td class="imr-changed">26 visits over 16 weeks</td>' in shown
    (told,) = [part for part in shown.split("<p>") if "imrkit holds no rule of" in part]
    assert "Pain, Suffering, and the Restoration of Function" in told
    assert "Chronic Pain Guideline (ACOEM), 2017" in told


def test_a_rule_that_an_edition_leaves_as_it_was_stands_once() -> None:
    """An unchanged rule has one entry for all its editions; a changed one has one for each."""
    entries = [*chapter_named("chronic_pain").entries, *chapter_named("low_back").entries]
    names = [entry.rule.name for entry in entries]
    for entry in entries:
        assert all(rule.data == entry.rule.data for rule in entry.rules)
    assert names.count("chronic_pain.physical_medicine") == 2
    acupuncture = next(e for e in entries if e.rule.name == "low_back.acupuncture")
    assert len(acupuncture.rules) > 1


def test_the_cases_that_a_rule_governs_are_named(words: str) -> None:
    """The flagship stands under physical medicine of 2009, and not under that of 2016."""
    then, now = (
        next(
            entry
            for entry in chapter_named("chronic_pain").entries
            if entry.rule.id == f"chronic_pain_{edition}.physical_medicine"
        )
        for edition in ("2009", "2016")
    )
    assert "flagship" in {use.case for use in then.uses}
    assert "flagship" not in {use.case for use in now.uses}
    assert "flagship, item 1: Physical therapy for the low back, 6 sessions (upheld)" in words


def test_a_drawing_says_the_rule_in_words_too() -> None:
    """Each drawing has a label that names every criterion and how they are joined."""
    rule = rulebook().rule("labor_code.visit_cap")
    label = html.unescape(re.findall(r'aria-label="([^"]+)"', diagram(rule))[0])
    assert label == "From the request to within the limit: " + rule.data.necessary.replace("_", " ")
    for rule in rulebook().rules.values():
        drawn = diagram(rule)
        names = set(re.findall(r"\w+", rule.data.necessary)) - {"and", "or", "not"}
        label = html.unescape(re.findall(r'aria-label="([^"]+)"', drawn)[0])
        assert all(name.replace("_", " ") in label for name in names)


def test_a_guideline_that_is_not_there_is_told() -> None:
    """A misspelt name is answered with the nearest."""
    with pytest.raises(UnknownName, match="Did you mean 'chronic_pain'"):
        guideline("cronic_pain")


def test_the_notebook_has_every_guideline() -> None:
    """The notebook in the repository has the cells that the data call for, codes hidden."""
    path = notebooks_dir() / "course" / "rule_book.ipynb"
    kept = json.loads(path.read_text(encoding="utf-8"))
    made = notebook(every_chapter())

    def cells(book: dict[str, Any]) -> list[tuple[str, str]]:
        return [(cell["cell_type"], "".join(cell["source"])) for cell in book["cells"]]

    assert cells(kept) == cells(made), "run `python -m imrkit.jupyter.rule_book`"
    for cell in kept["cells"]:
        if cell["cell_type"] == "code":
            assert cell["metadata"]["jupyter"]["source_hidden"] is True


def test_the_page_is_written_whole_or_not_at_all(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command writes the page where it is told to, and says why it cannot."""
    assert main([str(tmp_path / "book.html")]) == 0
    assert (tmp_path / "book.html").read_text(encoding="utf-8").endswith("</html>\n")
    assert main([str(tmp_path / "book.html" / "below.html")]) == 1
    assert "cannot be written" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["book.html"]
