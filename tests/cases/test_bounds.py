"""Files that are far too large in some way are refused quickly, and the others are read."""

from __future__ import annotations

from pathlib import Path

import pytest

from imrkit.cases.loading import load_case, read_case
from imrkit.check.run import check
from imrkit.cli import main
from imrkit.errors import DataError
from imrkit.files.folders import cases_dir
from tests.support.book import changed

TEXT = (cases_dir() / "flagship.toml").read_text(encoding="utf-8")
LARGE = {
    "a huge number": TEXT.replace("value = 6", f"value = 0x{'f' * 3572}"),
    "a long fact": TEXT.replace("visits_requested =", f"{'v' * 15_000} ="),
    "a long treatment": TEXT.replace('"physical therapy"', f'"{"t" * 15_000}"'),
    "a long request": TEXT.replace('"Physical therapy for', f'"{"r" * 3_000_000}'),
    "a long document": TEXT.replace('document = "visit"', f'document = "{"d" * 15_000}"'),
    "a long name": f"{TEXT}\n{'.'.join('a' * 100_000)} = 1",
    "many items": TEXT + "\n[[item]]\nid = 'x'".join([""] * 2001),
    "many diagnoses": TEXT.replace("diagnoses = [", "diagnoses = [" + '"a",\n' * 5000),
    "a long outcome": TEXT.replace('outcome = "upheld"', f'outcome = "{"u" * 15_000}"'),
}


@pytest.mark.timeout(60)
@pytest.mark.parametrize("text", LARGE.values(), ids=LARGE)
def test_a_case_that_is_too_large_is_refused_quickly_in_one_short_line(
    tmp_path: Path, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    load_case("flagship")  # the rules are read apart from the case
    path = tmp_path / "large.toml"
    path.write_text(text, encoding="utf-8")
    assert main(["determine", str(path)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"imrkit: {path}")
    assert len(err) < 2000
    assert err.count("\n") == 1


def test_the_other_cases_of_the_folder_are_listed_and_judged(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, text in LARGE.items():
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    (tmp_path / "good.toml").write_text(TEXT, encoding="utf-8")
    assert main(["cases", "--cases", str(tmp_path)]) == 2
    out, err = capsys.readouterr()
    assert "good" in out
    assert err.count("imrkit: ") == len(LARGE)
    lines: list[str] = []
    assert check(tmp_path, False, lines.append) == 1
    text = "\n".join(lines)
    assert f"{len(LARGE)} files could not be read" in " ".join(text.split())


@pytest.mark.parametrize("field", ["treatment", "body_part", "treats"])
def test_what_cannot_be_seen_in_the_words_that_rules_look_for_is_refused(
    tmp_path: Path, field: str
) -> None:
    """It would hide them: the item would seem to be another one."""
    text = changed(TEXT, f'{field} = "', f'{field} = "\u00a0')
    path = tmp_path / "case.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=r"with U\+00A0 \(no-break space\) in it") as caught:
        read_case(path)
    assert caught.value.field == f"item[0].{field}"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('decided = "2014"', "decided = 2014", 'found 2014; write "2014", in quotes'),
        ('outcome = "upheld"', 'outcome = "upheld\u200b"', r"with U\+200B \(zero width space\)"),
        ("visits_requested =", '"visits_\u00adrequested" =', r"with U\+00AD \(soft hyphen\) in it"),
        ('decided = "2014"', 'decided = "\u0662\u0660\u0661\u0664"', "a date such as"),
        ('decided = "2014"', 'decided = "2014/"', "found '2014/'"),
        ("[worker]", "[worker]\nzzz = 1\naaa = 2", "unknown field 'zzz'"),
    ],
)
def test_a_slip_that_is_hard_to_see_is_told(tmp_path: Path, old: str, new: str, said: str) -> None:
    path = tmp_path / "case.toml"
    path.write_text(changed(TEXT, old, new), encoding="utf-8")
    with pytest.raises(DataError, match=said):
        read_case(path)


@pytest.mark.parametrize("why", ["Not documented", "NOT DOCUMENTED", "not documented"])
def test_the_reasons_for_which_a_fact_is_open_may_have_capitals(tmp_path: Path, why: str) -> None:
    path = tmp_path / "case.toml"
    path.write_text(changed(TEXT, 'open = "not documented"', f'open = "{why}"'), encoding="utf-8")
    case = read_case(path)
    assert case.known(case.item())["visits_completed"].shown == "not documented"
    text = changed(TEXT, "visits_requested =", f'passive_only = "{why}"\nvisits_requested =')
    path.write_text(text, encoding="utf-8")
    case = read_case(path)
    assert case.known(case.item())["passive_only"].state == "not documented"
