"""A timeline as text, as data, as HTML and as a widget: the same in each, and safe."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

import imrkit
from imrkit.cases.loading import case_paths, load_case, read_case
from imrkit.process.timeline import timeline
from imrkit.views.terminal.lines import to_ascii
from imrkit.views.terminal.scale import scale_of
from imrkit.views.terminal.timeline import drawn, timeline_as_text
from imrkit.views.timeline.data import as_data
from imrkit.views.timeline.drawing import drawing
from imrkit.views.timeline.html import results_html, show, timeline_html
from imrkit.words.english import printed
from imrkit.words.timeline import clocks_told, summary
from tests.support.letter import LETTER, PATH

LATE = {"decision": "2016-11-28", "service": "2016-11-30"}


def test_the_text_names_what_was_late_and_what_follows() -> None:
    text = " ".join(timeline_as_text(timeline(LETTER, moves=LATE)).split())
    assert "✕ Late. Apply for independent medical review. Application for IMR: 2017-01-06" in text
    assert "Late by at least 2 days. The application is not eligible" in text
    assert "Changed by you: Utilization review decision 2016-11-28; Decision served" in text
    assert "8 CCR 9792.10.1(b)(1)" in text
    assert "read in the primary text" in text


def test_the_text_fits_its_width_and_can_be_spelled_in_ascii() -> None:
    for name in ("flagship", LETTER, "stevens-2014"):
        text = timeline_as_text(timeline(name), 80)
        assert max(map(len, text.split("\n"))) <= 80
        assert to_ascii(text).isascii()


def test_the_flagship_says_what_cannot_be_told_and_why() -> None:
    text = " ".join(timeline_as_text(timeline("flagship")).split())
    assert "Cannot be told. Apply for independent medical review." in text
    assert "The day that starts it is not known: decision served, 2014-01-06 to 2014-12-31." in text


def test_a_limit_names_the_holidays_that_it_did_not_count() -> None:
    found = timeline(LETTER, moves={"request": "2016-12-22"}, settings={"more_information": False})
    told = next(one for one in clocks_told(found) if one.row.clock.name == "decide")
    assert told.found.startswith("Utilization review decision: 2017-01-03; last day 2016-12-30.")
    assert told.because == ("Not counted: 2016-12-26 (Christmas Day, observed).",)


def test_the_drawing_in_text_has_a_line_for_every_event() -> None:
    found = timeline(LETTER, moves=LATE)
    lines = drawn(found, 80)
    assert [line for line in lines if line.startswith("Assigned ") and line.endswith("o")]
    late = next(line for line in lines if line.startswith("Apply for independent"))
    assert late.rstrip().endswith("x")
    assert all(len(line) <= 80 for line in lines)


@pytest.mark.parametrize("name", case_paths())
def test_every_timeline_can_be_drawn_and_read(name: str) -> None:
    """The drawing is well-formed, carries its text, and every place lies inside it."""
    for item in load_case(name).items:
        found = timeline(name, item.id)
        for narrow in (False, True):
            svg = ElementTree.fromstring(str(drawing(found, narrow=narrow)))
            assert svg.get("role") == "img"
            title, description = list(svg)[:2]
            assert printed(item.request) in str(title.text)
            assert description.text == printed(summary(found))
            width = float(str(svg.get("width")))
            for node in svg.iter():
                for field in ("x", "x1", "x2", "cx"):
                    assert 0 <= float(node.get(field, 0)) <= width
        scale = scale_of(found)
        assert scale.first < scale.last
        json.dumps(as_data(found))


def test_what_a_file_says_is_escaped(tmp_path: Path) -> None:
    """No text of a case becomes an element of the page."""
    text = PATH.read_text(encoding="utf-8")
    path = tmp_path / "case.toml"
    evil = "<script>alert(1)</script>"
    text = text.replace('request = "MRI of the lumbar spine"', f'request = "{evil}"')
    text = text.replace("date = 2017-01-06", f'date = 2017-01-06\nnote = "{evil}"')
    path.write_text(text, encoding="utf-8")
    found = timeline(read_case(path))
    for html in (timeline_html(found), show(found)._repr_mimebundle_()["text/html"]):
        assert "<script" not in html
        assert "&lt;script&gt;" in html


def test_the_page_has_tables_with_headings_and_words_beside_each_mark() -> None:
    html = str(results_html(timeline(LETTER, moves=LATE)))
    assert html.count('<th scope="col">') == 3
    marks = re.findall(r'<span class="imr-mark" aria-hidden="true">', html)
    assert len(marks) == html.count('<span class="imr-verdict">')
    assert "The drawing in words" in html


def test_the_data_have_dates_where_they_are_bounded_and_none_where_not() -> None:
    data = as_data(timeline("mcatee-2014"))
    served = next(e for e in data["events"] if e["event"] == "determination_served")
    assert served["first"] >= "2014-01-01"
    assert served["last"] is None
    assert data["appeals"][0]["grounds"] == ["plain_error"]


def test_a_widget_answers_a_move_and_refuses_one_that_cannot_be() -> None:
    widget = imrkit.timeline(LETTER)
    assert repr(widget).startswith("Timeline of letter, item 1: 2 in time")
    assert widget.view["said"] == ""
    widget._handle_custom_msg({"moves": LATE, "turn": 1}, [])
    assert widget.view["turn"] == 1
    assert "Late: apply for independent medical review." in widget.view["said"]
    moved = {event["name"]: event for event in widget.view["events"]}["decision"]
    assert (moved["day"], moved["moved"], moved["whence"]) == (
        "2016-11-28",
        True,
        "changed by you",
    )
    before = widget.view["results"]
    widget._handle_custom_msg({"moves": {"application": "2018-01-01"}, "turn": 2}, [])
    assert "which comes first; move determination too" in widget.view["problem"]
    assert not widget.view["problem"].startswith("--"), "no spelling of the command line"
    assert widget.view["results"] == before
    widget._handle_custom_msg({"moves": {}, "turn": 3}, [])
    assert widget.view["problem"] == ""
    row = widget.timeline.row("apply")
    assert row is not None
    assert row.standing == "in time"


NO_DAYS: tuple[object, ...] = (5, None, [], {}, "soon", "9999")
NO_MOVES: tuple[object, ...] = (None, [], "moves", {}, {"moves": {}}, {"moves": [], "turn": 1})


@pytest.mark.parametrize(
    "content",
    [
        *NO_MOVES,
        {"moves": {}, "turn": "1"},
        {"moves": {"nothing": "2016-11-28"}, "turn": 1},
        *({"moves": {"decision": day}, "turn": 1} for day in NO_DAYS),
    ],
)
def test_a_page_may_send_anything_and_write_nothing(content: object) -> None:
    widget = imrkit.timeline(LETTER)
    before = widget.view["results"]
    widget._handle_custom_msg(content, [])
    widget.set_state({"view": {"results": "<p>Not so.</p>"}})
    assert widget.view["results"] == before


def test_a_widget_starts_an_open_date_near_the_dispute() -> None:
    """A step on an event that the file does not date begins at its first possible day there."""
    events = {event["name"]: event for event in imrkit.timeline(LETTER).view["events"]}
    assert events["service"]["day"] == ""
    assert events["service"]["hint"] == "2017-01-03"
    assert events["determination_served"]["hint"] == "2017-02-02"
