"""The rule book shows every rule as its data have it, as a page and as a notebook."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import Any

import pytest

from imrkit.determination.deciding import determine
from imrkit.errors import UnknownName
from imrkit.exercises.dates import as_charts
from imrkit.facts.spelling import name_said
from imrkit.files.folders import notebooks_dir
from imrkit.jupyter.rule_book import main
from imrkit.process.book import process_book
from imrkit.rules.evidence import TITLES, evidence
from imrkit.rules.rulebook import rulebook
from imrkit.rules.schema import STATUS
from imrkit.views.anchors import anchor
from imrkit.views.lesson.case_parts import PARTS
from imrkit.views.rulebook import editions, guideline, order_of_evidence, process, register
from imrkit.views.rulebook.card import card_html
from imrkit.views.rulebook.contents import HELD
from imrkit.views.rulebook.diagram import diagram
from imrkit.views.rulebook.editions import compare
from imrkit.views.rulebook.entries import by_treatment
from imrkit.views.rulebook.entry_html import entry_html
from imrkit.views.rulebook.notebook import notebook
from imrkit.views.rulebook.page import rule_book_page
from imrkit.views.rulebook.shown import chapter_named, every_chapter
from imrkit.words.criteria import unfilled
from imrkit.words.english import printed


@pytest.fixture(scope="module")
def page() -> str:
    return rule_book_page()


@pytest.fixture(scope="module")
def words(page: str) -> str:
    """The page as one reads it."""
    text = re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    return spaced(html.unescape(re.sub(r"<[^>]+>", " ", text)))


def spaced(text: str) -> str:
    """A text with one space wherever it has any."""
    return " ".join(text.split())


def test_every_rule_stands_in_the_book_once(page: str) -> None:
    """Each rule of each edition belongs to one entry, and each entry to one place of the page."""
    entries = [entry for chapter in every_chapter() for entry in chapter.entries]
    ids = [rule.id for entry in entries for rule in entry.rules]
    assert sorted(ids) == sorted(rulebook().rules)
    for entry in entries:
        assert page.count(f'<article id="{entry.anchor}">') == 1


def test_no_place_is_left_open_for_a_case_to_fill(words: str) -> None:
    """Without a case a sentence says what the rule says, and nothing in brackets."""
    shown = words.partition("The rule book")[2]
    for label in (fact.label for fact in rulebook().vocabulary.values()):
        assert f"[{label[0].lower()}{label[1:]}]" not in shown
    rule = rulebook().rule("labor_code.visit_cap")
    said = unfilled(rule, rule.data.criterion["injured_since_2004"].says)
    assert said == "The 24-visit cap reaches injuries from 2004 on."
    for any_rule in rulebook().rules.values():
        for criterion in any_rule.data.criterion.values():
            assert not re.search(r"[{}\[\]]|  | [.,;:]", unfilled(any_rule, criterion.says))


def test_every_sentence_figure_and_status_is_told(words: str) -> None:
    """Titles, criteria, figures, their sources and how far they are verified are all there."""
    for rule in rulebook().rules.values():
        told = [rule.title, rule.data.says, rule.data.note, rule.guideline.citation]
        told += [unfilled(rule, c.says) for c in rule.data.criterion.values()]
        told += [c.source for c in rule.data.criterion.values()]
        for figure in rule.data.figure.values():
            told.append(figure.says)
            for row in figure.rows:
                told += [name_said(row.when), row.show(figure.unit), row.source, row.note]
        for text in told:
            assert spaced(printed(as_charts(text))) in words
    for status in STATUS.values():
        assert status in words


def test_every_link_leads_somewhere(page: str) -> None:
    """No link leads nowhere; only those to where a text can be read leave the page, on a click."""
    ids = re.findall(r' id="([^"]+)"', page)
    links = re.findall(r'href="([^"]+)"', page)
    outward = re.findall(r'<a href="(https://[^"]+)" rel="noreferrer">', page)
    assert len(ids) == len(set(ids))
    assert {link.removeprefix("#") for link in links if link.startswith("#")} <= set(ids)
    assert [link for link in links if not link.startswith("#")] == outward
    assert {html.unescape(link) for link in outward} == {
        address
        for chapter in every_chapter()
        for head in chapter.editions
        for address in re.findall(r"https://\S+", head.read_at)
    }
    assert page.count("<script") == 1
    assert not re.search(r"@import|url\(|src=|fetch|import\(", page)


def test_every_treatment_with_a_rule_is_found(page: str) -> None:
    """The list by treatment names each treatment and leads to each of its rules."""
    listed = by_treatment(every_chapter(), rulebook())
    named = {treatment for treatments in listed.values() for treatment in treatments}
    assert named == {*rulebook().by_treatment, "whatever the treatment"}
    for treatments in listed.values():
        for treatment, entries in treatments.items():
            row = page.partition(f'<th scope="row">{html.escape(name_said(treatment))}</th>')[2]
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
    assert "flagship, item 1: Physical therapy for the low back, 6 sessions" in words


def test_a_drawing_says_the_rule_in_words_too() -> None:
    """Each drawing has a label that names every criterion and how they are joined."""
    rule = rulebook().rule("labor_code.visit_cap")
    label = html.unescape(re.findall(r'aria-label="([^"]+)"', diagram(rule))[0])
    assert label == "From the request to within the limit: " + rule.data.necessary.replace("_", " ")
    for rule in rulebook().rules.values():
        drawn = diagram(rule)
        names = set(re.findall(r"\w+", rule.data.necessary)) - {"and", "or", "not"}
        label = html.unescape(re.findall(r'aria-label="([^"]+)"', drawn)[0])
        assert all(name_said(name) in label for name in names)


def test_each_guideline_is_shown_with_all_its_rules() -> None:
    """Its editions first, and each rule folded behind its title."""
    for chapter in every_chapter():
        shown = guideline(chapter.name)
        assert shown.html.count("<caption>Editions</caption>") == 1
        for entry in chapter.entries:
            assert html.escape(entry.line) in shown.html
            assert entry.line in repr(shown)


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


def test_what_reviewers_add_is_set_apart_from_what_the_text_asks() -> None:
    """A criterion of the reviewers' own stands under a heading of its own, and is drawn dashed."""
    chapter = next(
        c for c in every_chapter() for e in c.entries if e.rule.data.reviewers and e.rule.by_text
    )
    entry = next(e for e in chapter.entries if e.rule.data.reviewers)
    shown = entry_html(entry, {})
    asked, _, added = shown.partition("<h4>Reviewers also ask</h4>")
    for name in re.findall(r"\w+", entry.rule.data.reviewers):
        if name in entry.rule.data.criterion:
            said = html.escape(unfilled(entry.rule, entry.rule.data.criterion[name].says))
            assert said in added
            assert said not in asked
    assert "imr-added" in diagram(entry.rule)


def test_each_sentence_of_the_guideline_names_its_criteria_or_says_why_none_encodes_it() -> None:
    """What is not encoded is told, not hidden."""
    told = 0
    for chapter in every_chapter():
        for entry in chapter.entries:
            shown = html.unescape(entry_html(entry, {}))
            for sentence in entry.rule.data.sentences:
                assert printed(unfilled(entry.rule, sentence.says)) in shown
                assert sentence.criteria or sentence.not_encoded
                told += bool(sentence.not_encoded) and "Not encoded: " in shown
    assert told


def test_the_register_says_of_every_edition_what_is_held_and_where_to_read_it() -> None:
    """An edition of which only a part is held says so."""
    shown = html.unescape(register().html)
    for head in rulebook().guidelines.values():
        row = shown.partition(f'<th scope="row">{head.short}</th>')[2].partition("</tr>")[0]
        assert as_charts(str(head.since)) in row
        assert printed(head.read_at or head.citation) in re.sub(r"<[^>]+>", "", row)
        assert HELD[head.held] in row


def test_a_citation_of_any_edition_leads_to_its_rule(page: str) -> None:
    """Each rule of each edition has a place in the page, also where an entry serves several."""
    for rule in rulebook().rules:
        assert page.count(f' id="{anchor(rule)}"') == 1, rule
    cited = re.findall(
        r'href="rule_book.ipynb#([^"]+)"', PARTS["pictures"](determine("flagship")[0])
    )
    assert cited
    assert set(cited) <= {anchor(rule) for rule in rulebook().rules}


# ---- the process and the order of evidence -----------------------------------------------------


def test_every_clock_is_in_the_book_with_its_versions(words: str) -> None:
    """Title, sentence, citation, status of each version, and what happens when it is missed."""
    book = process_book()
    for clock in book.clocks.values():
        says = clock.data.says.replace("{time}", "the time below")
        assert spaced(printed(f"{clock.data.title} {says}")) in words
        assert spaced(printed(f"When it is missed: {clock.data.missed}")) in words
        for version in clock.data.version:
            assert spaced(printed(f"{version.citation} {STATUS[version.status]}")) in words


def test_the_book_shows_where_state_offices_and_courts_differ(words: str) -> None:
    assert "Thu 02/12/2026 not closed Lincoln Day" in words
    assert "Business days 01/01/2012 to 12/31/2019 Sundays and state holidays; left open" in words


def test_the_book_shows_the_grounds_with_the_cases_that_show_them(words: str) -> None:
    assert "Cases that show it: gonzalez-ornelas-2015, mackie-2021, mcatee-2014" in words
    assert "No bundled case shows it." in words


def test_the_order_of_evidence_stands_in_the_book_in_its_versions(words: str) -> None:
    for part in TITLES:
        for law in evidence().versions(part):
            assert f"Decisions from {as_charts(str(law.since))}" in words
            assert spaced(printed(f"{law.citation} {STATUS[law.status]}")) in words


def test_a_notebook_shows_the_process_and_the_order_of_evidence() -> None:
    """As text where HTML is not shown."""
    assert "Apply for independent medical review: 30 calendar days" in repr(process())
    assert "The standards of medical necessity, in order, from 01/01/2013" in repr(
        order_of_evidence()
    )


def test_an_edition_of_which_nothing_was_read_is_said_to_carry_over_what_another_tells() -> None:
    entries = (entry for chapter in every_chapter() for entry in chapter.entries)
    (found,) = (e for e in entries if "low_back_2021.acupuncture" in {r.id for r in e.rules})
    told = entry_html(found, {})
    assert "of the edition of 2017. It is carried over to 2019 and 2021, and was not read" in told


def test_a_page_that_nobody_has_read_is_marked_where_a_lesson_tells_the_rule() -> None:
    told = str(card_html(rulebook().rule("general_approaches_2004.nsaids"), {}))
    assert "page 47 · not verified yet" in told
    assert "read in expert knowledge" not in told
