"""A roster is read as Excel, Canvas and Moodle export it; what is wrong with it is told."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from imrkit.cohort.roster import Roster, read_roster
from imrkit.cohort.tables import canvas_csv, moodle_csv
from imrkit.errors import DataError

TWO = "ID,Name\n1,Zoë Müller\n2,Bob\n"


def read(tmp_path: Path, content: bytes) -> Roster:
    path = tmp_path / "roster.csv"
    path.write_bytes(content)
    return read_roster(path)


def people(roster: Roster) -> list[tuple[str, str]]:
    return [(learner.id, learner.name) for learner in roster.learners]


@pytest.mark.parametrize(
    "content",
    [
        TWO.encode(),
        TWO.encode("utf-8-sig"),
        TWO.encode("cp1252"),
        TWO.encode("utf-16"),
        TWO.replace(",", ";").encode("utf-8-sig"),
        TWO.replace(",", "\t").encode("utf-16"),
        b"sep=;\r\n" + TWO.replace(",", ";").replace("\n", "\r\n").encode(),
        TWO.replace("\n", "\r").encode(),
        TWO.replace("Name", '" NAME "').encode(),
        (TWO + "\n,\n\n").encode(),
    ],
    ids=["plain", "BOM", "cp1252", "UTF-16", "semicolons", "tabs", "sep", "CR", "head", "blank"],
)
def test_every_common_form_of_csv_gives_the_same_learners(tmp_path: Path, content: bytes) -> None:
    assert people(read(tmp_path, content)) == [("1", "Zoë Müller"), ("2", "Bob")]


def test_the_separator_may_stand_inside_quotes(tmp_path: Path) -> None:
    content = b'ID;Name\n1;"Lee; Ann ""Annie"""\n2;"Cruz,\nBo"\n'
    assert people(read(tmp_path, content)) == [("1", 'Lee; Ann "Annie"'), ("2", "Cruz,\nBo")]


def test_canvas_rows_that_are_no_learners_are_left_out(tmp_path: Path) -> None:
    content = (
        "\ufeffStudent,ID,SIS User ID,SIS Login ID,Section,Quiz 1 (77)\n"
        "    Points Possible,,,,,10\n"
        '"Cruz, Ben",101,s1,ben@example.org,A,9\n'
        '"Student, Test",102,,abc,A,\n'
    )
    roster = read(tmp_path, content.encode())
    assert people(roster) == [("s1", "Cruz, Ben")]
    assert roster.notes == ("Canvas's test student was left out.",)
    assert roster.by_id("101") == roster.by_id("BEN@example.org") == roster.learners[0]


def test_moodle_names_are_put_together_and_found_in_any_order(tmp_path: Path) -> None:
    content = b"First name,Last name,ID number,Email address\nAnn,Lee,77,ann@example.org\n"
    roster = read(tmp_path, content)
    assert people(roster) == [("77", "Ann Lee")]
    assert roster.by_name("Lee, Ann") == roster.learners[0]


def test_a_column_of_ids_with_gaps_is_passed_over_and_the_gaps_are_told(tmp_path: Path) -> None:
    content = b"Student,SIS User ID,SIS Login ID\nBo,,a\nAda,7,b\nCy,,c\n"
    roster = read(tmp_path, content)
    assert [learner.id for learner in roster.learners] == ["a", "b", "c"]
    (note,) = roster.notes
    assert note.startswith("Column 'sis user id' is empty on lines 2 ('Bo') and 4 ('Cy'). So every")
    assert "known by 'sis login id'" in note


def test_a_column_that_is_empty_for_everybody_is_no_gap(tmp_path: Path) -> None:
    roster = read(tmp_path, b"SIS User ID,SIS Login ID\n,a\n,b\n")
    assert (roster.column, roster.notes) == ("sis login id", ())


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("ID,Name\n7,Lee\n8,Müller, Jörg\n", "line 3: this row has 3 cells, and the heads are 2"),
        ("Name,ID\nMüller, Jörg,8\n", "'Müller | Jörg | 8'. A cell that holds a comma"),
        ("Name,ID,Mail\nMüller, Jörg,8,\nLee,7,x\n", "line 2: this row has 4 cells"),
        ("Name,ID,\nMüller, Jörg,8\n", "line 2: this row has 3 cells, and the heads are 2"),
        ("Name;ID\nLee; Ann;8\n", "A cell that holds a semicolon must stand in quotes"),
        ('ID,Name\n7,"Lee\n8,Bo\n', "line 2: is no CSV: a quote is opened in this row and never"),
    ],
)
def test_a_name_with_a_comma_that_is_not_in_quotes_is_told_with_its_line(
    tmp_path: Path, content: str, told: str
) -> None:
    with pytest.raises(DataError) as error:
        read(tmp_path, content.encode())
    assert told in str(error.value)


@pytest.mark.parametrize(
    "content",
    ["ID,Name,\n1,Ann,\n2,Bo\n", "ID,Name\n1,Ann,,\n2,Bo,,\n", 'ID, Name\n1, "Ann"\n2, Bo\n'],
)
def test_empty_cells_at_the_end_and_blanks_before_a_quote_do_no_harm(
    tmp_path: Path, content: str
) -> None:
    assert people(read(tmp_path, content.encode())) == [("1", "Ann"), ("2", "Bo")]


@pytest.mark.parametrize(
    "heads",
    [
        "Nachname;Vorname;Matrikelnummer",
        "Last name;First name;Student_ID",
        "Surname;Given name;Matrikel-Nr.",
        "Nachname;Vorname;ID-Nummer",
    ],
)
def test_surname_and_first_name_in_two_columns_beside_an_id_are_read(
    tmp_path: Path, heads: str
) -> None:
    roster = read(tmp_path, f"{heads}\nMüller;Jörg;1234\n".encode())
    assert people(roster) == [("1234", "Jörg Müller")]
    assert roster.notes == ()


@pytest.mark.parametrize("heads", ["Nachname;Vorname", "Last name;First name"])
def test_names_in_two_columns_stand_in_the_place_of_ids_and_that_is_told(
    tmp_path: Path, heads: str
) -> None:
    roster = read(tmp_path, f"{heads};Note\nMüller;Jörg;x\n".encode())
    assert people(roster) == [("Jörg Müller", "Jörg Müller")]
    (note,) = roster.notes
    assert "names stand in their place" in note
    assert "If 'note' holds ids, call it ID." in note


def test_two_of_one_name_are_parted_by_their_ids_and_told(tmp_path: Path) -> None:
    roster = read(tmp_path, b'ID,Name\n1,Ann Lee\n2,"Lee, Ann"\n')
    assert len(roster.learners) == 2
    assert "Lines 2 and 3 have one name" in roster.notes[0]
    assert roster.by_name("Ann Lee") is None


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "the roster is empty"),
        (b"\xef\xbb\xbf \n", "the roster is empty"),
        (b"ID,Name\n", "no learner below its heads"),
        (b"Student,ID\n    Points Possible,\n", "no learner below its heads"),
        (b"ID,Name\n7,A\n7,B\n", "line 3: two learners have the same id: '7', line 2 too"),
        (b"Email,Name\nA@x.org,A\na@X.org,B\n", "two learners have the same id"),
        (b"Name\nAnn\nAnn\n", "two learners have the same name, and no column of ids parts them"),
        (b"Color,Shoe\nred,9\n", "found the columns 'color', 'shoe'"),
        (b"ID,Name\n7,Bo\n,Ann\n", "line 3: column 'id' is empty on line 3 ('Ann'); expected"),
        (b"ID\n=1+1\n", "begins with none of = + - @"),
        (b"ID\n1.23E+09\n", "a spreadsheet has shortened the id"),
        ("ID\na\u200bb\n".encode(), "zero width space"),
        (b"ID\nA\x81\n", "neither UTF-8 nor Windows-1252"),
        (b"PK\x03\x04\0\0", "found a zero byte"),
        (b"ID\n" + b"7" * 300, "at most 200 characters"),
        (b'ID\n"' + b"7" * 200_000, "field larger than field limit"),
    ],
)
def test_a_roster_that_cannot_be_used_says_what_is_wrong(
    tmp_path: Path, content: bytes, told: str
) -> None:
    with pytest.raises(DataError) as error:
        read(tmp_path, content)
    assert told in str(error.value)
    assert "roster.csv" in str(error.value)


def test_names_in_the_place_of_ids_are_told(tmp_path: Path) -> None:
    roster = read(tmp_path, b"Name;Note\nMary Jones;x\nBo Cruz;\n")
    assert people(roster)[0] == ("Mary Jones", "Mary Jones")
    (note,) = roster.notes
    assert "no column of ids, so that names stand in their place" in note


def test_a_column_of_first_names_beside_one_of_names_counts(tmp_path: Path) -> None:
    roster = read(tmp_path, "Name;Vorname;Student ID\nMüller;Zoë;7\n".encode())
    assert people(roster) == [("7", "Zoë Müller")]


CELLS = st.sampled_from(
    [
        "ID",
        "Name",
        "Email",
        "Vorname",
        "Nachname",
        "1",
        "2",
        "Müller, Jörg",
        '"',
        "",
        " ",
        "\n",
        "a",
    ]
)
TABLES = st.lists(st.lists(CELLS, max_size=4), max_size=5)


@given(TABLES, st.sampled_from(",;\t"), st.sampled_from(["utf-8-sig", "cp1252", "utf-16"]))
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_a_table_holds_it_is_refused_in_words_or_nobody_on_it_is_left_out(
    tmp_path: Path, table: list[list[str]], sign: str, encoding: str
) -> None:
    text = "\n".join(sign.join(row) for row in table)
    try:
        roster = read(tmp_path, text.encode(encoding))
    except DataError:
        return
    if '"' not in text and sign in text.partition("\n")[0]:
        below = text.split("\n")[1:]
        assert len(roster.learners) == sum(bool(row.strip(f" {sign}")) for row in below)
        assert all(one.id and text.split("\n")[one.line - 1] for one in roster.learners)


WORKSHEETS = {
    "English": "Identifier,Full name,ID number,Email address,Status\nParticipant 70{},{},{},{},-\n",
    "German": "ID,Vollständiger Name,ID-Nummer,E-Mail-Adresse,Status\n"
    "Teilnehmer/in70{},{},{},{},-\n",
}


@pytest.mark.parametrize("language", WORKSHEETS)
@pytest.mark.parametrize("numbered", [True, False])
def test_moodles_grading_worksheet_is_read_in_english_and_in_german(
    tmp_path: Path, language: str, numbered: bool
) -> None:
    """A participant has another number in each assignment: it is never the id."""
    head, line = WORKSHEETS[language].splitlines()
    people = [("Ada Abbott", "4711", "ada@x.org"), ("Bö Cruz", "4712", "bo@x.org")]
    rows = [
        line.format(n, name, id if numbered else "", mail)
        for n, (name, id, mail) in enumerate(people)
    ]
    path = tmp_path / "roster.csv"
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8-sig")
    found = read_roster(path)
    wanted = [id if numbered else mail for _, id, mail in people]
    assert [(one.id, one.name) for one in found.learners] == [
        (id, name) for id, (name, _, _) in zip(wanted, people, strict=True)
    ]
    ids, mails = ("4711", "4712"), ("ada@x.org", "bo@x.org")
    canvas = csv.reader(io.StringIO(canvas_csv(found, {}, [4]).decode("utf-8-sig")))
    assert [row[:3] for row in canvas][2:] == [
        [name, "", id] for id, (name, _, _) in zip(wanted, people, strict=True)
    ]
    heads, *moodle = csv.reader(io.StringIO(moodle_csv(found, {}, [4]).decode("utf-8-sig")))
    assert heads[:-1] == (["ID number"] if numbered else []) + ["Email address"]
    assert [tuple(row[:-1]) for row in moodle] == (
        list(zip(ids, mails, strict=True)) if numbered else [(mail,) for mail in mails]
    )


def test_a_worksheet_with_nothing_but_participants_names_learners_by_name_not_by_number(
    tmp_path: Path,
) -> None:
    path = tmp_path / "roster.csv"
    path.write_text("ID;Vollständiger Name\nTeilnehmer/in700;Ada Abbott\n", encoding="utf-8")
    found = read_roster(path)
    assert [one.id for one in found.learners] == ["Ada Abbott"]
    assert "holds ids, call it ID" not in " ".join(found.notes)
