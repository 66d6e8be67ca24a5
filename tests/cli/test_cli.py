"""The command line answers in plain words, with the right exit code, and never with a traceback."""

from __future__ import annotations

import argparse
import json
import os
import shlex
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from imrkit import __version__
from imrkit.cases.loading import case_paths, load_case
from imrkit.cli import commands
from imrkit.cli.arguments import _parser, main
from imrkit.errors import RuleConflict
from imrkit.files.folders import mtus_dir
from imrkit.rules.rulebook import rulebook

Run = pytest.CaptureFixture[str]


def refused(capsys: Run, *argv: str) -> str:
    """Run a command that must be refused; return what it said."""
    assert main(argv) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("imrkit: ")
    assert err.count("\n") == 1, "one plain paragraph"
    return err.removeprefix("imrkit: ").rstrip("\n")


# ---- help --------------------------------------------------------------------------------------


def every_command() -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = [()]

    def visit(parser: argparse.ArgumentParser, words: tuple[str, ...]) -> None:
        for action in parser._actions:
            if isinstance(action, argparse._SubParsersAction):
                for name, below in action.choices.items():
                    found.append((*words, name))
                    visit(below, (*words, name))

    visit(_parser(), ())
    return found


@pytest.mark.parametrize("command", every_command(), ids=" ".join)
def test_each_command_has_help_with_an_example(command: tuple[str, ...], capsys: Run) -> None:
    assert main([*command, "--help"]) == 0
    told = capsys.readouterr().out
    examples = told.split("examples:\n")[1]
    assert f"imrkit {' '.join(command)}".strip() in examples


@pytest.mark.parametrize("command", every_command(), ids=" ".join)
def test_each_example_of_the_help_can_be_read(command: tuple[str, ...], capsys: Run) -> None:
    main([*command, "--help"])
    lines = capsys.readouterr().out.split("examples:\n")[1].splitlines()
    examples = [line.strip() for line in lines if line.startswith("  imrkit ")]
    assert examples
    for line in examples:
        _parser().parse_args(shlex.split(line)[1:])


def test_the_version_is_told(capsys: Run) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"imrkit {__version__}\n"


def test_help_needs_none_of_the_heavy_packages() -> None:
    code = (
        "import sys; from imrkit.cli.arguments import main; main(['--help']); "
        "heavy = {'numpy', 'pandas', 'msgspec', 'IPython', 'ipywidgets'} & sys.modules.keys(); "
        "sys.exit(f'imported {heavy}' if heavy else 0)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


@pytest.mark.parametrize("argv", [[], ["determin"], ["determine"], ["lab", "--port", "x"]])
def test_a_command_that_cannot_be_read_says_where_help_is(argv: list[str], capsys: Run) -> None:
    assert "--help" in refused(capsys, *argv)


# ---- determine ---------------------------------------------------------------------------------


def test_determine_writes_the_determination(capsys: Run) -> None:
    assert main(["determine", "flagship"]) == 0
    out = capsys.readouterr().out
    assert "UPHELD" in out
    assert "\033" not in out, "no colour where there is no terminal"


def test_determine_takes_the_path_of_a_case(tmp_path: Path, capsys: Run) -> None:
    file = tmp_path / "mine.toml"
    shutil.copy(case_paths()["flagship"], file)
    assert main(["determine", str(file)]) == 0
    assert "case mine, item 1" in capsys.readouterr().out


def test_determine_shows_every_item_or_the_one_asked_for(capsys: Run) -> None:
    name = next(n for n in case_paths() if len(load_case(n).items) > 1)
    items = load_case(name).items
    main(["determine", name])
    out = capsys.readouterr().out
    assert out.count(f"case {name}, item ") == len(items)
    assert out.count("Neither legal nor medical advice.") == 1
    main(["determine", name, "--item", items[1].id])
    assert capsys.readouterr().out.count(f"case {name}, item ") == 1


def test_facts_can_be_set(capsys: Run) -> None:
    words = ["--set", "visits_requested=3", "--set", "visits_completed=0"]
    assert main(["determine", "flagship", *words]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "OVERTURNED" in said
    assert "Changed by you: visits requested: 3 visits; visits completed before: 0 visits." in said


@pytest.mark.parametrize(
    "setting",
    [
        "visits_completed=5 to 20",
        "visits_completed=not documented",
        "functional_improvement=yes",
        "purpose=treatment",
        "injury_date=2005-03-01",
        "injury_date=2005",
    ],
)
def test_each_kind_of_fact_can_be_set(setting: str, capsys: Run) -> None:
    assert main(["determine", "flagship", "--set", setting]) == 0
    capsys.readouterr()


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ("visits_requested=-3", "must be a whole number from 1 to 99; found -3"),
        ("visits_requested=six", "must be a whole number from 1 to 99; found 'six'"),
        ("visits_requsted=3", "Did you mean 'visits_requested'?"),
        ("visits_completed=9 to 5", "9 to 5 runs backwards"),
        ("purpose=treatmnt", "did you mean 'treatment'?"),
        ("functional_improvement=perhaps", "must be true, false or"),
        ("injury_date=soon", "expected a date such as 2014-01-06"),
        ("visits_requested", "expected FACT=VALUE, such as visits_requested=3"),
    ],
)
def test_a_setting_that_does_not_fit_names_what_was_found_and_expected(
    setting: str, told: str, capsys: Run
) -> None:
    said = refused(capsys, "determine", "flagship", "--set", setting)
    assert setting in said
    assert told in said


def test_json_gives_the_same_result_for_other_programs(capsys: Run) -> None:
    assert main(["determine", "flagship", "--json"]) == 0
    (found,) = json.loads(capsys.readouterr().out)
    assert (found["outcome"], found["verdict"]) == ("upheld", "not met")
    against = [g["verdict"] for g in found["grounds"] if g["verdict"] != "met"]
    assert against == ["not met", "open", "open"]
    assert found["facts"]["visits_completed"]["open"] is True
    assert found["would_change"][0]["values"] is None
    assert found["would_change"][1]["values"] == {"visits_completed": 0, "visits_requested": 3}


def test_an_unknown_case_names_the_nearest(capsys: Run) -> None:
    assert refused(capsys, "determine", "flagshp") == (
        "There is no case named 'flagshp'. Did you mean 'flagship'?"
    )


def test_an_unknown_item_is_refused(capsys: Run) -> None:
    assert "named '7'" in refused(capsys, "determine", "flagship", "--item", "7")


def test_a_path_that_does_not_exist_is_named(tmp_path: Path, capsys: Run) -> None:
    missing = tmp_path / "none.toml"
    assert str(missing) in refused(capsys, "determine", str(missing))


SPOILT = {
    "a syntax error": ("age = 43", "age = = 43", ["line", "not valid TOML"]),
    "a duplicate key": ("age = 43", "age = 43\nage = 44", ["line", "given twice"]),
    "a negative number of visits": (
        "visits_requested = { value = 6",
        "visits_requested = { value = -6",
        ["line", "visits_requested", "from 1 to 99", "found -6"],
    ),
    "an injury after the decision": (
        "date = 1998-11-11",
        "date = 2016-11-11",
        ["line", "injury.date", "2016-11-11", "up to the decision (2014-12-31)"],
    ),
    "an outcome of neither kind": (
        'outcome = "upheld"',
        'outcome = "denied"',
        ["line", "published.outcome", "expected one of 'upheld', 'overturned'", "found 'denied'"],
    ),
    "an unknown fact": ("visits_requested =", "visit_requested =", ["line", "Did you mean"]),
    "an unknown field": ("title =", "titel =", ["line", "titel", "did you mean 'title'"]),
    "an unknown document": ('document = "visit"', 'document = "vist"', ["line", "Did you mean"]),
}


@pytest.mark.parametrize(("old", "new", "told"), SPOILT.values(), ids=SPOILT)
def test_a_spoilt_case_is_refused_with_its_file_line_and_field(
    tmp_path: Path, capsys: Run, old: str, new: str, told: list[str]
) -> None:
    source = case_paths()["flagship"].read_text(encoding="utf-8")
    assert old in source
    file = tmp_path / "spoilt.toml"
    file.write_text(source.replace(old, new, 1), encoding="utf-8")
    said = refused(capsys, "determine", str(file))
    for part in (str(file), *told):
        assert part in said


@pytest.mark.parametrize("test", ["visits_requested / 2 <= 5", "max(visits_requested, 3) <= 5"])
def test_a_rule_that_divides_or_calls_is_refused_with_its_place(
    tmp_path: Path, capsys: Run, monkeypatch: pytest.MonkeyPatch, test: str
) -> None:
    folder = tmp_path / "mtus"
    shutil.copytree(mtus_dir(), folder)
    file = folder / "chronic_pain_2009.toml"
    source = file.read_text(encoding="utf-8")
    old = 'test = "visits_per_week <= visits_a_week"'
    assert old in source
    file.write_text(source.replace(old, f'test = "{test}"', 1), encoding="utf-8")
    case = tmp_path / "case.toml"
    shutil.copy(case_paths()["flagship"], case)
    module = sys.modules["imrkit.rules.rulebook"]
    monkeypatch.setattr(module, "mtus_dir", lambda: folder)
    rulebook.cache_clear()
    try:
        said = refused(capsys, "determine", str(case))
    finally:
        rulebook.cache_clear()
    for part in (str(file), "line", "criterion.fades.test", "not part of the language of rules"):
        assert part in said


# ---- cases -------------------------------------------------------------------------------------


def test_cases_are_listed_with_title_items_and_outcome(capsys: Run) -> None:
    assert main(["cases"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2 + len(case_paths())
    (flagship,) = [line for line in lines if line.startswith("flagship ")]
    assert flagship.split("  ")[-1].strip() == "upheld"


def test_cases_can_be_filtered_by_any_of_their_words(capsys: Run) -> None:
    main(["cases", "LOW BACK, 6"])
    told = capsys.readouterr().out.splitlines()[2:]
    wanted = [n for n in case_paths() if "low back, 6" in load_case(n).title.lower()]
    assert [line.split()[0] for line in told] == wanted
    assert main(["cases", "no such words"]) == 0
    assert "There is no case with 'no such words'" in capsys.readouterr().out


def test_a_broken_case_file_is_told_and_the_rest_are_listed(tmp_path: Path, capsys: Run) -> None:
    shutil.copy(case_paths()["flagship"], tmp_path / "good.toml")
    (tmp_path / "bad.toml").write_text("schema = 1\nschema = 1\n", encoding="utf-8")
    assert main(["cases", "--cases", str(tmp_path)]) == 2
    out, err = capsys.readouterr()
    assert "good" in out
    assert err.startswith(f"imrkit: {tmp_path / 'bad.toml'}, line 2: ")


def test_a_folder_of_cases_that_does_not_exist_is_refused(tmp_path: Path, capsys: Run) -> None:
    assert str(tmp_path / "none") in refused(capsys, "cases", "--cases", str(tmp_path / "none"))


# ---- rules -------------------------------------------------------------------------------------


def test_every_rule_is_listed(capsys: Run) -> None:
    assert main(["rules"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2 + len(rulebook().rules)


@pytest.mark.parametrize("id", sorted(rulebook().rules))
def test_every_rule_is_shown_with_its_criteria_figures_and_their_status(
    id: str, capsys: Run
) -> None:
    assert main(["rules", id]) == 0
    out = " ".join(capsys.readouterr().out.split())
    rule = rulebook().rules[id]
    assert rule.title in out
    assert "{" not in out
    assert rule.guideline.since.isoformat() in out
    for figure in rule.data.figure.values():
        assert figure.says in out
        for row in figure.rows:
            assert row.show(figure.unit) in out


def test_a_part_of_an_id_lists_every_rule_that_has_it(capsys: Run) -> None:
    assert main(["rules", "physical_medicine"]) == 0
    out = capsys.readouterr().out
    assert "chronic_pain_2009.physical_medicine" in out
    assert "postsurgical_2009.physical_medicine" in out
    assert "acupuncture" not in out


def test_an_unknown_rule_names_the_nearest(capsys: Run) -> None:
    said = refused(capsys, "rules", "chronic_pain_2009.physical_medecine")
    assert "Did you mean 'chronic_pain_2009.physical_medicine'?" in said


# ---- what is handed on -------------------------------------------------------------------------


def test_check_hands_on_its_folder_and_returns_its_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Run
) -> None:
    def check(cases: Path | None, release: bool, write: object, *, json: bool, more: object) -> int:
        assert more
        assert callable(write)
        write(f"checked {cases}, release {release}, JSON {json}")
        return 1

    monkeypatch.setattr("imrkit.check.run.check", check)
    assert main(["check", "--cases", str(tmp_path), "--release"]) == 1
    assert capsys.readouterr().out == f"checked {tmp_path}, release True, JSON False\n"


def test_lab_hands_on_lesson_folder_and_port(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, object] = {}

    def open_lab(lesson: str | None, **options: object) -> int:
        asked.update(options, lesson=lesson)
        return 0

    monkeypatch.setattr("imrkit.jupyter.lab.open_lab", open_lab)
    assert main(["lab", "flagship", "--folder", "f", "--port", "8890", "--no-browser"]) == 0
    assert asked == {"lesson": "flagship", "folder": Path("f"), "port": 8890, "browser": False}


def test_a_new_case_is_written_and_can_be_determined(tmp_path: Path, capsys: Run) -> None:
    words = ["new", "case", "mine", "--treatment", "physical therapy", "--folder", str(tmp_path)]
    assert main(words) == 0
    assert str(tmp_path / "mine.toml") in capsys.readouterr().out
    assert main(["determine", str(tmp_path / "mine.toml")]) == 0
    capsys.readouterr()
    before = (tmp_path / "mine.toml").read_bytes()
    assert str(tmp_path / "mine.toml") in refused(capsys, *words)
    assert (tmp_path / "mine.toml").read_bytes() == before


def test_a_new_case_asks_what_the_rules_of_its_date_ask(tmp_path: Path, capsys: Run) -> None:
    """A decision of 2014 is made by the chronic pain guideline of 2009."""
    words = ["new", "case", "old", "--treatment", "physical therapy", "--folder", str(tmp_path)]
    assert main([*words, "--decided", "2014"]) == 0
    text = (tmp_path / "old.toml").read_text(encoding="utf-8")
    assert 'decided = "2014"' in text
    assert "Chronic Pain Medical Treatment Guidelines, 2009" in text
    assert "Chronic Pain Medical Treatment Guidelines, 2016" not in text
    capsys.readouterr()
    words[2] = "other"
    assert "expected a date" in refused(capsys, *words, "--decided", "soon")
    assert not (tmp_path / "other.toml").exists()


def test_a_new_case_of_an_unknown_treatment_is_written_with_a_note(
    tmp_path: Path, capsys: Run
) -> None:
    """It can be read and determined; the note names the nearest treatment, if one is near."""
    words = ["new", "case", "mine", "--treatment", "physical therpy", "--folder", str(tmp_path)]
    assert main([*words, "--body-part", "left knee", "--blind"]) == 0
    said = " ".join(capsys.readouterr().err.split())
    assert "note: imrkit does not know the treatment 'physical therpy'" in said
    assert "did you mean 'physical therapy'?" in said
    assert main(["determine", str(tmp_path / "mine.toml")]) == 0
    told = capsys.readouterr()
    assert "NOT ADDRESSED" in told.out
    assert "physical therpy" in told.err


# ---- what is shown -----------------------------------------------------------------------------


def test_nothing_from_a_file_steers_the_terminal(tmp_path: Path, capsys: Run) -> None:
    """Names, texts and arguments come out as data, in every command."""
    evil = "\\u001b[31mred\\u009b\\u202e"
    text = case_paths()["flagship"].read_text(encoding="utf-8")
    path = tmp_path / "a\x1b[31m.toml"
    path.write_text(text.replace('"Physical therapy', f'"{evil} therapy'), encoding="utf-8")
    (tmp_path / "b\u202e.toml").write_text("schema = 2", encoding="utf-8")
    for words in (
        ["determine", str(path)],
        ["determine", str(path), "--json"],
        ["cases", "--cases", str(tmp_path)],
        ["check", "--cases", str(tmp_path)],
        ["determine", "flagship", "--set", "visits_requested=\x1b[31m"],
        ["determine", "\x1b[31m"],
        ["cases", "--\x1b[31m"],
        ["new", "case", "x", "--treatment", "\x1b]0;title\x07", "--folder", str(tmp_path)],
    ):
        main(words)
        out, err = capsys.readouterr()
        for sign in ("\x1b", "\x9b", "\u202e", "\x07"):
            assert sign not in out + err
    main(["determine", str(path), "--json"])
    assert json.loads(capsys.readouterr().out)[0]["request"].startswith("\x1b[31mred\x9b\u202e")


def test_a_line_break_in_a_name_makes_no_line_of_ours(tmp_path: Path, capsys: Run) -> None:
    path = tmp_path / "a\nimrkit: all is well.toml"
    path.write_text("schema = 2", encoding="utf-8")
    assert "a\\nimrkit: all is well.toml" in refused(capsys, "determine", str(path))


@pytest.mark.parametrize("folder", ["", "~nosuchuser/x"])
@pytest.mark.parametrize(
    "words",
    [
        ["cases", "--cases"],
        ["lab", "--folder"],
        ["new", "case", "x", "--treatment=MRI", "--folder"],
    ],
)
def test_a_folder_that_cannot_be_meant_is_refused(
    words: list[str], folder: str, capsys: Run
) -> None:
    said = refused(capsys, *words, folder)
    assert "a folder is named; found nothing" in said or "no such home folder" in said


def test_an_item_that_cannot_be_determined_is_named_and_the_others_are_told(
    monkeypatch: pytest.MonkeyPatch, capsys: Run
) -> None:
    from imrkit.determination import deciding

    decide = deciding.decide

    def torn(case: Any, item: Any, known: Any) -> Any:
        if item.id == "1":
            raise RuleConflict("two rules both govern this item")
        return decide(case, item, known)

    monkeypatch.setattr(deciding, "decide", torn)
    assert main(["determine", "cm17-0007300"]) == 2
    out, err = capsys.readouterr()
    assert "item 2" in out
    assert "cm17-0007300, item 1, cannot be determined: two rules both govern" in err


# ---- the process -------------------------------------------------------------------------------


def imrkit(*argv: str, **options: Any) -> subprocess.Popen[str]:
    started: subprocess.Popen[str] = subprocess.Popen(
        [sys.executable, "-m", "imrkit", *argv],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **options,
    )
    return started


def test_it_runs_as_a_module_from_any_folder(tmp_path: Path) -> None:
    root = str(Path(commands.__file__).parents[1])
    with imrkit("cases", "flagship", cwd=tmp_path, env={**os.environ, "PYTHONPATH": root}) as run:
        out, err = run.communicate()
    assert (run.returncode, err) == (0, "")
    assert "flagship" in out


def state_after(*argv: str) -> list[str]:
    """What a command has loaded, and which rules it has not looked at."""
    code = (
        "import sys; from imrkit.cli import main; from imrkit.rules.rulebook import rulebook\n"
        f"main({list(argv)}); book = rulebook()\n"
        "print('numpy' in sys.modules, len(book.unchecked), len(book.rules), file=sys.stderr)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return run.stderr.split()


def test_listing_cases_looks_at_no_rule() -> None:
    numpy, unchecked, rules = state_after("cases")
    assert numpy == "False"
    assert unchecked == rules


def test_determining_a_case_looks_at_the_rules_for_its_treatment_alone() -> None:
    _, unchecked, rules = state_after("determine", "flagship")
    assert int(rules) - int(unchecked) == len(rulebook().by_treatment["physical therapy"])


def test_a_reader_that_has_seen_enough_ends_it_quietly() -> None:
    with imrkit("rules") as run:
        assert run.stdout
        assert run.stderr
        run.stdout.close()
        assert run.stderr.read() == ""
        assert run.wait() == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_a_full_disc_is_told_in_one_line() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "imrkit", "rules"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr == "imrkit: No space left on device\n"


@pytest.mark.skipif(os.name == "nt", reason="shells close streams otherwise there")
@pytest.mark.parametrize(("closed", "code"), [(">&-", 2), ("2>&-", 0), (">&- 2>&-", 2)])
def test_a_closed_stream_is_no_traceback(closed: str, code: int) -> None:
    done = subprocess.run(
        f"exec {shlex.quote(sys.executable)} -m imrkit cases flagship {closed}",
        shell=True,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code
    assert "Traceback" not in done.stderr
    if closed == ">&-":
        assert done.stderr == "imrkit: standard output is closed, so that nothing can be shown\n"


@pytest.mark.skipif(os.name == "nt", reason="signals are sent otherwise there")
def test_ctrl_c_ends_it_quietly(monkeypatch: pytest.MonkeyPatch, capsys: Run) -> None:
    def interrupted(*_: object, **__: object) -> int:
        os.kill(os.getpid(), signal.SIGINT)
        return 0

    monkeypatch.setattr("imrkit.check.run.check", interrupted)
    assert main(["check"]) == 130
    assert capsys.readouterr() == ("", "")


def test_a_stream_of_plain_ascii_gets_every_word() -> None:
    env = {**os.environ, "PYTHONIOENCODING": "ascii"}
    with imrkit("determine", "flagship", env=env) as run:
        out, err = run.communicate()
    assert (run.returncode, err) == (0, "")
    assert out.isascii()
    assert "x Not met. Setting up a home exercise program takes 2 to 3 visits" in out
