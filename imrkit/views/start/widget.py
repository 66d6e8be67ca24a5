"""The start page in a notebook: the page draws and asks; what is opened stands below it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import traitlets

from imrkit.course.any_case import exercises_of, parts_of_any
from imrkit.course.catalog import Listed, case_of_day, catalog, found_of
from imrkit.course.certificate import aim_of, certificate
from imrkit.course.due import due_today, seed_of
from imrkit.course.plan import plans
from imrkit.course.progress import progress
from imrkit.errors import ImrkitError
from imrkit.exercises.asking import CONFIDENCE
from imrkit.exercises.chance import chance
from imrkit.exercises.entry import rule_book_version
from imrkit.exercises.exercise import Exercise
from imrkit.exercises.handing_in import HandedIn, hand_in, hand_in_path
from imrkit.exercises.loading import load_exercise
from imrkit.exercises.misconceptions import misconceptions
from imrkit.exercises.record import MOST_BYTES
from imrkit.files.opening import read_bytes
from imrkit.files.writing import write_atomically
from imrkit.views.exercise import ExerciseView, Keeper, keeper
from imrkit.views.html.markup import NOTHING, Html
from imrkit.views.html.page import joined
from imrkit.views.lesson.any_case import AnyCase
from imrkit.views.lesson.chooser import rows
from imrkit.views.lesson.telling import tell, when_answered
from imrkit.views.lesson.told import Box, Content, Told
from imrkit.views.start.certificate import certificate_html
from imrkit.views.start.data import data_html, forget
from imrkit.views.start.day import GUESSES, guess_entry, guessed
from imrkit.views.start.handing import handed_text, handing_html
from imrkit.views.start.view import view
from imrkit.views.widget import Widget

HERE = Path(__file__).parent
LESSON = HERE.parent / "lesson"
CERTIFICATE = "certificate.html"
TOLD = Html(
    "<p>Continue with a lesson, repeat what comes back, guess the case of the day, or choose any "
    "case.</p>"
)


class StartPage(Widget):
    """The page itself; it sends wishes and shows what it is given.

    Attributes:
        view: what it shows.
        cases: the disputed items to choose from.
        opened: the disputed item that is open below; empty for none.
        said: what came of the last wish.
        said_at: the part of the page that the wish came from; "" for none.
    """

    _esm = joined(Path("tools.js"), LESSON / "choosing.js", HERE / "tiles.js", HERE / "page.js")
    _css = joined(
        Path("style.css"), LESSON / "lesson.css", LESSON / "chooser.css", HERE / "start.css"
    )
    view = traitlets.Dict().tag(sync=True)
    cases: Any = traitlets.List().tag(sync=True)
    opened = traitlets.Dict().tag(sync=True)
    said = traitlets.Unicode().tag(sync=True)
    said_at = traitlets.Unicode().tag(sync=True)


class Start(Box):
    """The start page, and below it what was opened.

    Args:
        kept: keeps what is entered; the record beside the notebook, if absent.
        now: the moment; that of the clock, if absent.
    """

    def __init__(self, kept: Keeper | None = None, now: dt.datetime | None = None) -> None:
        self.keeper = kept or keeper()
        self._now = now
        self._handed: HandedIn | None = None
        self.page = StartPage(view=self._view(), cases=rows())
        self.page.on_msg(self._heard)
        self.papers = Box("What is kept", [], NOTHING)
        self.stage = Box("What was opened", [], NOTHING)
        super().__init__("Start", [self.page, self.papers, self.stage], TOLD)
        tell(self.keeper)

    @property
    def now(self) -> dt.datetime:
        """The moment."""
        return self._now or dt.datetime.now(dt.UTC)

    @property
    def day(self) -> Listed:
        """The case of the day."""
        return case_of_day(self.now.astimezone().date())

    def _view(self) -> dict[str, Any]:
        entries = self.keeper.entries
        handed = self._handed is not None and self._handed.path.is_file()
        return {
            **view(plans(), entries, self.now, self.day, self.keeper.problem),
            "handed": handed,
            "assigned": self.keeper.notice or _assigned(self.keeper.assignment.learner),
        }

    def refresh(self, _: object = None) -> None:
        """Show how things stand now, here and in the sidebar."""
        self.page.view = self._view()
        tell(self.keeper)

    def _say(self, said: str, at: str = "") -> None:
        """Say what came of a wish, beside the button that it came from."""
        with self.page.hold_sync():
            self.page.said_at = at
            self.page.said = said

    def _open(
        self, title: str, *content: Content, above: bool = False, arrives: bool = True
    ) -> None:
        """Show something below the page.

        Args:
            title: its heading.
            content: what is shown.
            above: above what is open already, which stays.
            arrives: whether the page goes to it.
        """
        head = Html('<h2 class="imr-stage" tabindex="-1">{}</h2>').format(title)
        place = self.papers if above else self.stage
        place.show(Told(head, arrives=arrives), *content)

    def _heard(self, _: object, content: object, _buffers: object) -> None:
        """Do what the page asks for; it may send anything."""
        if not isinstance(content, dict):
            return
        wishes: dict[str, Callable[[Mapping[str, Any]], None]] = {
            "due": self._due,
            "case": self._case,
            "guess": self._guess,
            "data": self._data,
            "save": self._save,
            "delete": self._delete,
            "hand_in": self._hand_in,
            "certificate": self._certificate,
            "refresh": self.refresh,
        }
        for name, wish in wishes.items():
            if name in content:
                try:
                    wish(content)
                except ImrkitError as error:
                    at = {"save": "data", "delete": "data"}.get(name, name)
                    self._say(str(error), at)
                return

    def _due(self, _: Mapping[str, Any]) -> None:
        """Open the exercises that are due, one below the other."""
        shown: list[Content] = []
        for back in due_today(self.keeper.entries, self.now):
            try:
                exercise = self._exercise(back.exercise)
                seed = seed_of(back, exercise, self.keeper.learner)
                one = ExerciseView(exercise, seed, self.keeper)
            except ImrkitError:
                continue  # an exercise that an older version had
            when_answered(one, self.keeper, self.refresh)
            shown.append(one)
        if shown:
            self._open("Comes back today", *shown)
            self.page.opened = {}
        else:
            self._say("Nothing comes back today.")

    def _exercise(self, name: str) -> Exercise:
        """An exercise of the course, or one that a case brought along."""
        brought = parts_of_any(name)
        if brought is None:
            return load_exercise(name)
        listed = next(one for one in catalog() if (one.case, one.item) == brought)
        made = {one.id: one for one in exercises_of(found_of(listed)).values()}
        if name not in made:
            raise ImrkitError("This exercise is no longer asked.")
        return made[name]

    def _case(self, wish: Mapping[str, Any]) -> None:
        """Open any case as a lesson; one that was open comes back without the page going to it."""
        case, item, again = str(wish["case"]), str(wish.get("item", "")), "again" in wish
        if (case, item) not in {(one.case, one.item) for one in catalog()}:
            self._say("" if again else "There is no such case.")
            return
        lesson = AnyCase(case, item, self.keeper, self.refresh)
        assert lesson.found is not None
        self._open(lesson.found.item.request, lesson.whole(), arrives=not again)
        self.page.opened = {"case": case, "item": item}

    def _guess(self, wish: Mapping[str, Any]) -> None:
        guess, sure = str(wish["guess"]), wish.get("sure")
        if guess not in GUESSES or guessed(self.day, self.keeper.entries):
            return
        told = next((one for one in CONFIDENCE if one == sure), None)
        self.keeper.keep(guess_entry(self.day, guess, told, self.now))
        self.refresh()

    def _data(self, _: Mapping[str, Any]) -> None:
        """Show all that is kept."""
        shown = data_html(self.keeper.entries, self.keeper.file.path, self._own_files())
        self._open("Your data", shown, above=True)
        self._say("They are shown below this page.", "data")

    def _own_files(self) -> list[Path]:
        """What was made of the answers in the lessons folder: a file to hand in, a certificate."""
        folder = self.keeper.file.path.parent
        made = (hand_in_path(folder, self.keeper.learner), folder / CERTIFICATE)
        return [path for path in made if path.is_file()]

    def _save(self, _: Mapping[str, Any]) -> None:
        """Send the file to the page, which saves a copy of it."""
        path = self.keeper.file.path
        if path.is_file():
            self.page.send({"file": read_bytes(path, MOST_BYTES).decode(), "name": path.name})
            self._say(f"Your browser saved a copy as {path.name}.", "data")
        else:
            self._say("Nothing is kept yet.", "data")

    def _delete(self, wish: Mapping[str, Any]) -> None:
        """Delete all that is kept, once the page asked twice."""
        if wish["delete"] != "yes":
            return
        said = forget(self.keeper, self._own_files())
        self.page.send({"deleted": True})
        self.papers.show()
        self.stage.show()
        self.page.opened = {}
        self.refresh()
        self._say(said, "data")

    def _hand_in(self, wish: Mapping[str, Any]) -> None:
        """Make the file to hand in and show it whole; save a copy of it; delete it."""
        made, said = self._handed, ""
        if wish["hand_in"] == "make":
            made = self._handed = hand_in(self.keeper.file.path.parent, when=self.now)
            self._open("The file to hand in", handing_html(made), above=True)
            said = f"The file to hand in is made: {made.path.name}. It is shown below."
        elif made is not None and wish["hand_in"] == "save":
            self.page.send({"file": handed_text(made), "name": made.path.name})
            said = f"Your browser saved it as {made.path.name}."
        elif made is not None and wish["hand_in"] == "delete":
            try:
                made.path.unlink(missing_ok=True)
            except OSError as error:
                self._say(f"The file cannot be deleted: {error.strerror}.", "hand_in")
                return
            self._handed = None
            self.papers.show()
            said = f"{made.path.name} is deleted. Your answers are still kept."
        self.refresh()
        self._say(said, "hand_in")

    def _certificate(self, wish: Mapping[str, Any]) -> None:
        """Write a certificate beside the lessons."""
        name = str(wish["certificate"]).strip()[:120]
        if not name:
            self._say("Enter your name first: it stands on the certificate.", "certificate")
            return
        entries = self.keeper.entries
        exercises = {}
        for asked in {entry.exercise for entry in entries if entry.attempt}:
            try:
                exercises[asked] = self._exercise(asked)
            except (ImrkitError, StopIteration):
                continue
        found = certificate(
            name,
            self.now.date(),
            entries,
            misconceptions(),
            {asked: aim_of(one.data) for asked, one in exercises.items()},
            {asked: chance(one) for asked, one in exercises.items()},
            lessons=progress(plans(), entries, misconceptions(), self.now).done,
            book=rule_book_version(),
            code=self.keeper.file.record.code,
        )
        path = self.keeper.file.path.parent / CERTIFICATE
        html = str(certificate_html(found))
        write_atomically(path, html)
        self.page.send({"file": html, "name": path.name})
        said = (
            f"Your browser saved the certificate as {path.name}, as it saves what you download: "
            f"open it there, and print it. A copy is in {path.parent}."
        )
        self._say(said, "certificate")


def _assigned(learner: str) -> str:
    return f"The files that you read are those assigned to {learner}." if learner else ""


def start(kept: Keeper | None = None, now: dt.datetime | None = None) -> Start:
    """Open the start page.

    Args:
        kept: keeps what is entered; the record beside the notebook, if absent.
        now: the moment; that of the clock, if absent.
    """
    return Start(kept, now)
