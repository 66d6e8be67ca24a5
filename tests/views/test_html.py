"""The HTML is well formed, needs nothing from outside, escapes data, and says all in words too."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

import imrkit
from imrkit.cases.loading import case_paths, load_case, read_case
from imrkit.determination.deciding import determine, revise
from imrkit.determination.determination import Determination
from imrkit.determination.tree import grow
from imrkit.views.diagram import as_mermaid
from imrkit.views.html.chart import chart
from imrkit.views.html.facts import facts_html
from imrkit.views.html.map import CELL, map_html
from imrkit.views.html.page import Page, as_html, show
from imrkit.views.html.parts import (
    comparison_html,
    considered_html,
    grounds_html,
    tree_html,
)
from imrkit.views.html.pictures import ground_picture
from imrkit.whatif.maps import map_of, outcome_map
from imrkit.whatif.outcome_map import LEGEND
from imrkit.whatif.space import facts_that_count
from imrkit.words.english import printed
from imrkit.words.numbers import compared
from tests.support.views import criterion, small

VOID = {"br", "hr", "img", "input", "meta", "link"}


def flagship(**changes: object) -> Determination:
    (found,) = determine("flagship")
    return revise(found, changes)


class Reader(HTMLParser):
    """Reads HTML: keeps the words, and sees that each element is closed where it was opened."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.words: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.close()
        assert not self.open, f"never closed: {self.open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] != ["style"]:
            self.words.append(data)

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", " ".join(self.words))


def test_every_case_makes_well_formed_html() -> None:
    for name in case_paths():
        for found in determine(name):
            Reader(as_html(found))


def test_it_asks_for_nothing_from_outside_and_runs_no_script() -> None:
    reader = Reader(as_html(flagship()))
    assert not {tag for tag, _ in reader.seen} & {"script", "link", "img", "iframe", "object"}
    assert not re.search(r"https?:|@import|url\(", as_html(flagship()))
    assert not any(key.startswith("on") for _, attrs in reader.seen for key in attrs)


def test_it_says_the_result_the_grounds_the_flips_and_the_notice() -> None:
    text = Reader(as_html(flagship())).text
    text = text.replace("programme", "program")
    for words in (
        "Upheld",
        "The denial stands. The request goes against one criterion",
        "Not met. Setting up a home exercise program takes 2 to 3 visits; 6 visits are asked for",
        "Enough by itself to uphold.",
        "page 99 · guideline figure · known through a secondary source",
        "Records alone: nothing, as long as this text governs.",
        "For learning. Neither legal nor medical advice.",
    ):
        assert words in text


def test_headings_go_down_one_level_at_a_time() -> None:
    levels = [int(tag[1]) for tag, _ in Reader(as_html(flagship())).seen if re.match(r"h\d", tag)]
    assert levels[0] == min(levels)
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_text_from_data_is_never_markup(tmp_path: Path) -> None:
    """A case whose every text carries markup shows it as written."""
    source = case_paths()["flagship"].read_text(encoding="utf-8")
    sting = "<b onclick=x>&amp;</b>"
    for old in (
        "Physical therapy for the low back, 6 sessions",
        "office visit of 01/06/2014",
        "The mechanism of injury is not given.",
        "2 to 3 visits would do to develop a home exercise program; 6 are excessive.",
        "for myofascial back pain",
    ):
        assert old in source
        source = source.replace(old, old + sting)
    file = tmp_path / "sting.toml"
    file.write_text(source, encoding="utf-8")
    (found,) = determine(read_case(file))
    html = as_html(found)
    assert "<b onclick" not in html
    assert html.count("&lt;b onclick=x&gt;&amp;amp;&lt;/b&gt;") >= 5
    assert sting not in as_mermaid(found)["text/vnd.mermaid"]


# ---- parts -------------------------------------------------------------------------------------


def tables(html: str) -> dict[str, dict[str, list[str]]]:
    """The tables of facts: by title, for each fact its value and what stands beside it."""
    found = {}
    for title, body in re.findall(r"<caption>(.*?)</caption>.*?<tbody>(.*?)</tbody>", html):
        rows = re.findall(r'<th scope="row">(.*?)</th>(.*?)</tr>', body)
        found[title] = {
            fact: [re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<td>(.*?)</td>", rest)]
            for fact, rest in rows
        }
    return found


def test_facts_are_sorted_by_how_far_each_is_shown_with_their_sources() -> None:
    found = tables(facts_html(flagship()))
    assert found["Documented"]["Visits requested"][0] == "6 visits"
    assert found["Documented"]["Visits requested"][1].startswith("Office visit of 01/06/2014")
    assert found["Not documented"]["Visits completed before"][0] == "not documented"
    assert found["Assumed, where the file is silent"]["Passive treatment only"][0] == "assumed: no"
    assert "Left to the reviewer" in found


def test_each_way_in_which_a_fact_is_known_has_a_look_of_its_own() -> None:
    looks: dict[str, str] = {}
    for name in case_paths():
        for found in determine(name):
            html = facts_html(found)
            for title, body in re.findall(r"<caption>(.*?)</caption>.*?<tbody>(.*?)</tbody>", html):
                (looks[title],) = set(re.findall(r'<span class="(imr-\w+)"', body))
    assert len(looks) >= 5
    assert len(set(looks.values())) == len(looks)


def test_a_revised_determination_shows_its_own_facts_and_what_the_file_says_of_them() -> None:
    revised = flagship(visits_requested=3, visits_completed=0)
    found = tables(facts_html(revised))
    assert found["Changed by you"] == {
        "Visits requested": ["3 visits", "6 visits."],
        "Visits completed before": ["0 visits", "Not documented."],
    }
    assert "Visits requested" not in found["Documented"]
    assert ">3 visits<" in as_html(revised)


def test_a_fact_that_only_reviewers_ask_about_and_no_letter_raises_says_so() -> None:
    every = (d for name in case_paths() for d in determine(name))
    raised = next(
        d for d in every if any(d.facts[k.fact.name] != k.value for k in facts_that_count(d))
    )
    assert "Taken as in order: only reviewers ask about it" in facts_html(raised)


def test_the_tree_folds_what_is_met_and_unfolds_the_rest() -> None:
    html = tree_html(flagship())
    assert re.search(r'<li class="imr-unmet"><details open>', html)
    assert re.search(r'<li class="imr-met"><details>', html)
    assert "(As above.)" in html


def test_rules_that_do_not_decide_say_why() -> None:
    text = Reader(considered_html(flagship())).text
    assert "Might apply. Postsurgical physical medicine" in text
    assert "Does not apply. 24-visit cap: The 24-visit cap reaches only injuries from 2004" in text


def test_guidelines_for_other_body_parts_take_one_line() -> None:
    found = next(d for d in determine("cm16-0242419") if d.item.treatment == "MRI")
    text = Reader(considered_html(found)).text
    other = (
        "Rules for other parts of the body, or for several at once, do not apply; they stand in:"
    )
    assert text.count(other) == 1
    parts, _, outside = text.partition(other)[2].partition("Outside the MTUS, and turned to only")
    assert "General Approaches" in parts
    assert "Official Disability Guidelines" in outside
    assert "Official Disability Guidelines" not in parts
    assert "The request is not for the elbow" not in text


def test_each_published_reason_stands_beside_what_we_find() -> None:
    found = flagship()
    html = comparison_html(found)
    assert html.count("<tr>") == 1 + len(found.item.published.reasons)
    assert "Published: upheld. Ours: upheld. They agree." in html


def test_a_ground_of_ours_that_the_letter_does_not_give_is_told_last() -> None:
    html = comparison_html(flagship(passive_only=True))
    assert "Not among the published reasons." in html.split("<tr>")[-1]


def test_a_part_is_shown_with_its_stylesheet_and_as_text() -> None:
    bundle = Page("plain", grounds_html(flagship()))._repr_mimebundle_()
    assert bundle["text/plain"] == "plain"
    assert bundle["text/html"].startswith("<style>")
    assert 'class="imr"' in bundle["text/html"]


def test_the_stylesheet_stands_once_among_pages_that_follow_each_other() -> None:
    first = Page("first", grounds_html(flagship()))
    second = Page("second", tree_html(flagship()), after=first)
    assert "<style>" in second._repr_mimebundle_()["text/html"], "the first was not shown yet"
    assert "<style>" in first._repr_mimebundle_()["text/html"]
    assert "<style>" not in second._repr_mimebundle_()["text/html"]
    assert "<style>" in first._repr_mimebundle_()["text/html"], "run again, it brings it again"


def test_a_determination_is_shown_as_html_and_as_text() -> None:
    bundle = show(flagship())._repr_mimebundle_()
    assert "UPHELD" in bundle["text/plain"]
    assert "imr-grounds" in bundle["text/html"]


# ---- pictures ----------------------------------------------------------------------------------


def picture(found: Determination, name: str) -> ET.Element:
    steps = [s for g in found.grounds for s in (g, *g.parts) if s.name == name]
    return ET.fromstring(ground_picture(steps[0]))


def texts(svg: ET.Element) -> list[str]:
    return [t.text or "" for t in svg.iter("text")]


def kinds(svg: ET.Element) -> set[str]:
    return {part.get("class", "") for part in svg}


def test_an_open_count_is_drawn_as_a_line_that_goes_on_beyond_the_limit() -> None:
    svg = picture(flagship(), "within_course")
    assert texts(svg) == ["6 visits or more", "limit 9 to 10"]
    assert {"imr-good", "imr-bad", "imr-bad-head", "imr-limit"} <= kinds(svg)


def test_a_number_that_is_only_assumed_is_drawn_as_assumed_and_never_as_none() -> None:
    html = grounds_html(flagship())
    assert "None stated (assumed); needed: limit 3." in html
    assert "0 visits a week" not in html


def test_what_the_file_settles_is_drawn_and_not_an_assumption_that_is_not_needed() -> None:
    """Three visits fit any purpose; of six the purpose has to be known."""
    three = determine("cm17-0008633")[-1]
    assert texts(picture(three, "fits_purpose")) == ["3 visits", "limit 2 to 3"]
    (six,) = determine("cm17-0019907")
    assert "imr-box-assumed" in {r.get("class") for r in picture(six, "fits_purpose").iter("rect")}


def test_what_two_editions_ask_alike_is_told_once_with_both_places() -> None:
    html = grounds_html(flagship(), "rule_book.ipynb")
    assert html.count("The request counts as complete") == 1
    (entry,) = (one for one in html.split("<li ") if "counts as complete" in one)
    assert printed("8 CCR 9792.6.1(t)") in entry
    assert "Requirements of every request, 2013" in entry
    assert entry.count("<a href=") == 2


def test_a_known_count_is_drawn_as_a_point() -> None:
    svg = picture(flagship(visits_completed=0), "within_course")
    assert texts(svg)[0] == "6 visits"
    assert "imr-point" in kinds(svg)
    assert "imr-bad" not in kinds(svg)


def test_the_place_of_a_point_says_on_which_side_of_the_limit_it_lies() -> None:
    for completed, beyond in ((4, False), (5, True)):
        svg = picture(flagship(visits_completed=completed), "within_course")
        limit = float(next(p for p in svg if p.get("class") == "imr-limit").get("x1", ""))
        point = next(p for p in svg if p.get("class") == "imr-point")
        match = re.match(r"M([\d.]+)", point.get("d", ""))
        at = float(match[1]) + 5 if match else float(point.get("cx", ""))
        assert (at > limit) == beyond


def test_a_truth_is_drawn_as_boxes_dashed_where_it_could_be_either() -> None:
    open_ = picture(flagship(), "improved")
    assert [r.get("class") for r in open_.iter("rect")] == ["imr-box-open"] * 2
    known = picture(flagship(functional_improvement=False), "improved")
    assert [r.get("class") for r in known.iter("rect")] == ["imr-box-off", "imr-box-on"]
    assert "needed: yes" in texts(known)


def test_a_date_is_drawn_against_the_day_from_which_the_rule_counts() -> None:
    found = flagship()
    cap = next(c.rule for c in found.considered if c.rule.id == "labor_code.visit_cap")
    assert cap.applies
    svg = ET.fromstring(ground_picture(grow(cap, cap.applies, found.known, found.facts)))
    assert texts(svg) == ["1998-11-11", "on or after 2004-01-01"]


@pytest.mark.parametrize("test", ["visits >= 3", "visits > 3", "3 <= visits", "not visits < 3"])
def test_a_least_number_is_drawn_with_the_good_side_above(tmp_path: Path, test: str) -> None:
    found = small(tmp_path, 'necessary = "enough"\n' + criterion("enough", test), visits=(0, 9))
    svg = picture(found, "enough")
    good = next(p for p in svg if p.get("class") == "imr-good")
    bad = next(p for p in svg if p.get("class") == "imr-bad")
    assert float(bad.get("x2", "")) <= float(good.get("x1", ""))
    word = "more than 3" if test == "visits > 3" else "at least 3"
    assert texts(svg)[-1] == word


BY_GROUP = """
[rule.walks.figure.most]
says = "Visits that it allows"
unit = "visits"
by = "group"
basis = "guideline"
status = "secondary"
[[rule.walks.figure.most.row]]
when = "a"
value = 4
[[rule.walks.figure.most.row]]
when = "b"
value = 12
"""


@pytest.mark.parametrize(
    ("test", "group", "told", "drawn"),
    [
        ("most >= 9", "b", "Most: 12; needed: at least 9.", ["12", "at least 9"]),
        ("most >= 9", "not documented", "Most: 4 to 12; needed: at least 9.", None),
        ("most == 4", "b", "Most: 12; needed: 4.", ["12", "4"]),
        (
            "most - visits >= 0",
            "b",
            "Most - visits completed before: 6 visits; needed: at least 0 visits.",
            ["6 visits", "at least 0"],
        ),
        (
            "most >= visits",
            "b",
            "Visits completed before: 6 visits; needed: at most 12 visits.",
            None,
        ),
        (
            "visits <= most",
            "b",
            "Visits completed before: 6 visits; needed: at most 12 visits.",
            None,
        ),
    ],
)
def test_a_figure_by_choice_is_told_and_drawn_as_a_number_wherever_it_stands(
    tmp_path: Path, test: str, group: str, told: str, drawn: list[str] | None
) -> None:
    """It is no choice, although a choice is all that it reads."""
    text = 'necessary = "enough"\n' + BY_GROUP + criterion("enough", test)
    found = small(tmp_path, text, visits=6, group=group)
    (step,) = [s for s in found.trees[0].walk() if not s.parts]
    assert compared(step) == told
    svg = picture(found, "enough")
    assert drawn is None or texts(svg) == drawn
    assert as_html(found).endswith("</section>")


def test_every_picture_of_every_case_is_well_formed_and_stays_inside_its_frame() -> None:
    for name in case_paths():
        for found in determine(name):
            for step in found.grounds:
                svg = ET.fromstring(ground_picture(step))
                said = svg.get("aria-label", "")
                assert said.endswith(".")
                assert svg.find("title") is None, "told once, by its label"
                assert svg.get("role") == "img"
                width = float(svg.get("width", ""))
                for part in svg.iter():
                    for key in ("x", "x1", "x2", "cx"):
                        assert 0 <= float(part.get(key, "0")) <= width


# ---- maps and charts ---------------------------------------------------------------------------


def test_each_cell_of_the_map_says_its_outcome_and_the_case_is_marked() -> None:
    found = map_of(flagship())
    assert found
    html = map_html(found)
    cells = re.findall(r'<td class="(imr-cell-[\w-]+)[^>]*title="([^"]*)"', html)
    assert len(cells) == len(list(found))
    assert {(look, said.partition(";")[0]) for look, said in cells} == {
        ("imr-cell-met", "Overturned"),
        ("imr-cell-judgment", "Turns on judgment"),
        ("imr-cell-unmet", "Upheld, not met"),
    }
    assert [said for _, said in cells if "the case stands here" in said] == [
        "Upheld, not met; the case stands here"
    ]


def test_each_verdict_is_drawn_in_a_way_of_its_own() -> None:
    """Without its color too: what is drawn into a cell differs, or its outline does."""
    style = (Path(imrkit.__file__).parent / "views/html/style.css").read_text(encoding="utf-8")
    drawn = [
        style.partition(f".imr :is(td, i).{look} {{")[2].partition("}")[0] for look in CELL.values()
    ]
    bare = [re.sub(r"var\(--imr-(yes|open|no|judge|soft|line)\)", "ink", look) for look in drawn]
    assert all(bare)
    assert len(set(bare)) == len(set(CELL.values()))
    assert set(CELL) == set(LEGEND)


def test_a_chart_says_in_words_what_it_shows() -> None:
    found = outcome_map(flagship(visits_completed=0), "visits_requested")
    svg = ET.fromstring(chart(found))
    assert svg.findtext("g/desc") == found.said
    assert svg.get("aria-label") == f"{found.title}. {found.said}"
    assert svg.find("desc") is None, "told once, by its label"


def test_a_map_of_choices_keeps_their_names() -> None:
    found = outcome_map(flagship(), "purpose")
    assert "home exercise program" in chart(found)
    assert "home exercise program" in map_html(found)


# ---- the diagram -------------------------------------------------------------------------------


def test_the_diagram_has_a_shape_and_a_word_for_each_verdict() -> None:
    bundle = as_mermaid(flagship())
    diagram = bundle["text/vnd.mermaid"]
    assert diagram.startswith("flowchart LR")
    assert re.search(r'[^\[]\["✕ Not met\. [^"]*"\]:::unmet', diagram)
    assert re.search(r'\[\["\? Not shown\. [^"]*"\]\]:::open', diagram)
    assert re.search(r'\(\["✓ Met\. [^"]*"\]\):::met', diagram)
    assert "UPHELD" in bundle["text/plain"]


def test_no_label_of_a_diagram_breaks_it() -> None:
    for name in case_paths():
        for found in determine(name):
            for line in as_mermaid(found)["text/vnd.mermaid"].splitlines():
                assert line.count('"') in (0, 2)


def test_what_a_published_reason_stands_beside_is_told_where_it_is_not_met_either() -> None:
    (found,) = determine("cm17-0004344")
    html = comparison_html(found)
    assert "the worker would consider surgery is not shown" in html
    assert html.count("Ours alone") == 2


def test_what_a_reader_is_to_know_beside_a_letter_stands_in_the_comparison() -> None:
    html = str(comparison_html(determine(load_case("cm17-0013077"))[2]))
    assert "eleven days old at the request" in html
    assert "eleven days old" not in str(comparison_html(determine(load_case("cm17-0013077"))[0]))


def test_the_comparison_names_the_guideline_that_each_side_goes_by() -> None:
    (found,) = determine(load_case("cm17-0019907"))
    told = str(comparison_html(found))
    assert "The published reviewer cited: MTUS Chronic Pain Medical Treatment 2016" in told
    assert "Ours goes by: Chronic Pain Medical Treatment Guidelines, 2016" in told
