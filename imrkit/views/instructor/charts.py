"""Charts of a cohort as SVG: each with title and description, none that needs a script."""

from __future__ import annotations

from collections.abc import Sequence

from imrkit.cohort.believing import Idea
from imrkit.cohort.intervals import Interval
from imrkit.cohort.items import Item
from imrkit.cohort.reaching import Reached
from imrkit.cohort.report import Sureness
from imrkit.views.html.markup import Html, join, quoted

SURE = {50: "A guess", 65: "Leaning", 80: "Fairly sure", 90: "Sure", 97: "Certain"}
MOST_DOTS = 24
"""Up to so many learners are drawn as dots, each one of them."""
MOST_LABELS = 40
_LOWEST, _WIDTH = -30, 10


def percent(share: float) -> str:
    """A share in whole percent, with a true minus."""
    return f"{100 * share:.0f}%".replace("-", "−")


def signed(figure: float) -> str:
    """A figure with two decimals, with a true minus."""
    return f"{figure:.2f}".replace("-", "−")


def drawn(title: str, says: str, width: int, height: int, parts: Sequence[Html]) -> Html:
    """A drawing with its title and description."""
    return Html(
        '<svg class="imr-drawn" viewBox="0 0 {} {}" role="img" aria-label="{}. {}">'
        "<title>{}</title><desc>{}</desc>{}</svg>"
    ).format(width, height, quoted(title), quoted(says), quoted(title), quoted(says), join(parts))


def text(says: str, x: float, y: float, anchor: str = "start", look: str = "") -> Html:
    """A text in a drawing."""
    return Html('<text x="{:.1f}" y="{:.1f}" text-anchor="{}" class="{}">{}</text>').format(
        x, y, anchor, look, quoted(says)
    )


def box(x: float, y: float, width: float, height: float, look: str) -> Html:
    """A box in a drawing."""
    return Html('<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" class="{}"/>').format(
        x, y, max(width, 0), height, look
    )


def line(path: str, look: str) -> Html:
    """A line in a drawing."""
    return Html('<path d="{}" class="{}"/>').format(path, look)


def dot(x: float, y: float, radius: float = 4.5) -> Html:
    """A dot in a drawing."""
    return Html('<circle cx="{:.1f}" cy="{:.1f}" r="{}" class="imr-full"/>').format(x, y, radius)


def reached_chart(reached: Sequence[Reached], of: int) -> Html:
    """How far learners came, as bars."""
    step = 32 if len(reached) <= 8 else 19
    high = step - (12 if step > 20 else 6)
    parts = []
    for number, row in enumerate(reached):
        y = 6 + number * step
        wide = 290 / max(of, 1)
        left = row.begun - row.finished
        parts += [
            text(row.says, 0, y + high / 2 + 4),
            box(88, y, of * wide, high, "imr-none"),
            box(88, y, row.finished * wide, high, "imr-full"),
            box(88 + row.finished * wide, y, left * wide, high, "imr-half"),
            text(f"{row.finished:,}", 388, y + high / 2 + 4, "start", "imr-figure"),
            text(f"{left:,} stopped" if left else "", 428, y + high / 2 + 4),
        ]
    says = ", ".join(f"{row.says}: {row.finished} of {of}" for row in reached)
    return drawn("How far learners came", says, 500, 8 + len(reached) * step, parts)


def bins(skills: Sequence[float]) -> list[tuple[int, int]]:
    """How many learners have a skill from each ten on; what is lower or higher is in the last."""
    counts = dict.fromkeys(range(_LOWEST, 100, _WIDTH), 0)
    for skill in skills:
        place = int((100 * skill - _LOWEST) // _WIDTH) * _WIDTH + _LOWEST
        counts[min(max(place, _LOWEST), 90)] += 1
    return list(counts.items())


def skill_chart(skills: Sequence[float], median: Interval) -> Html:
    """The skills of learners: a dot each, or bars where there are many."""
    counts = bins(skills)
    most = max(count for _, count in counts)
    few = len(skills) <= MOST_DOTS

    def place(figure: float) -> float:
        return 20 + (max(figure, _LOWEST) - _LOWEST) / (100 - _LOWEST) * 460

    parts = []
    for low, count in counts:
        high = count / most * 120
        if few:
            gap = min(14.0, 120 / most)
            parts += [dot(place(low + 5), 150 - n * gap, 5) for n in range(count)]
        else:
            look = "imr-half" if low < 0 else "imr-full"
            parts.append(box(place(low) + 1, 158 - high, 33, high, look))
            parts.append(text(f"{count:,}" if count else "", place(low + 5), 152 - high, "middle"))
    middle, marks = place(100 * median.value), (0, 20, 40, 60, 80, 100)
    lowest, highest = place(100 * median.low), place(100 * median.high)
    parts += [
        line("M20 158.5H482", "imr-edge"),
        *(text(str(mark), place(mark), 175, "middle") for mark in marks),
        line(f"M{place(0):.1f} 22V160", "imr-guide"),
        text("guessing", place(0) - 6, 30, "end"),
        line(f"M{lowest:.1f} 184H{highest:.1f}", "imr-range"),
        dot(middle, 184),
        text(f"median {100 * median.value:.0f}", middle, 205, "middle", "imr-figure"),
    ]
    told = ", ".join(f"{low} to {low + 10}: {count}" for low, count in counts if count)
    says = f"Median {100 * median.value:.0f}. {told}".replace("-", "−")
    return drawn("Skill of learners, guessing taken off", says, 500, 212, parts)


def items_chart(items: Sequence[Item]) -> Html:
    """Items by difficulty and discrimination; those of which too little is known are left out."""
    shown = [
        (number, item, item.discrimination)
        for number, item in enumerate(items, 1)
        if item.discrimination is not None and item.corrected is not None and item.state != "few"
    ]
    if not shown:
        return Html("<p>{}</p>").format("Too few answers to tell which items are hard, or weak.")
    low = min([-0.1, *(found.value - 0.05 for _, _, found in shown)])
    top = max([0.6, *(found.value + 0.05 for _, _, found in shown)])

    def x(corrected: float | None) -> float:
        return 44 + max(0.0, corrected or 0.0) * 340

    def y(figure: float) -> float:
        return 262 - (figure - low) / (top - low) * 240

    parts = [
        box(44, y(0.15), 344, y(low) - y(0.15), "imr-weak"),
        text("tells little", 50, y(0.15) + 16),
        *(line(f"M44 {y(v):.1f}H388", "imr-rule") for v in (0, 0.15, 0.3, 0.45, 0.6)),
        *(text(f"{v:.2f}", 36, y(v) + 4, "end") for v in (0, 0.15, 0.3, 0.45, 0.6)),
        line("M44 20V262H388", "imr-edge"),
        *(text(percent(v), x(v), 278, "middle") for v in (0, 0.25, 0.5, 0.75, 1)),
        text("harder", 44, 297),
        text("easier", 388, 297, "end"),
        text("discrimination", 44, 12),
    ]
    places = [(x(item.corrected), y(found.value)) for _, item, found in shown]
    put: list[tuple[float, float]] = []
    for (number, item, _), (left, top_) in zip(shown, places, strict=True):
        if item.state == "mend":
            parts.append(line(f"M{left - 5:.1f} {top_ - 5:.1f}l10 10m0-10l-10 10", "imr-cross"))
        else:
            parts.append(dot(left, top_))
        if len(shown) <= MOST_LABELS or item.state in ("mend", "look"):
            spot = _free(left, top_, places, put)
            put.append(spot)
            parts.append(text(str(number), spot[0], spot[1] + 4, "middle", "imr-figure"))
    says = ". ".join(
        f"Item {number}: corrected {percent(item.corrected or 0)}, "
        f"discrimination {signed(found.value)}"
        for number, item, found in shown[:MOST_LABELS]
    )
    return drawn("Items by difficulty and discrimination", says, 400, 302, parts)


def _free(
    x: float, y: float, dots: Sequence[tuple[float, float]], put: Sequence[tuple[float, float]]
) -> tuple[float, float]:
    """A place beside a dot where a number covers neither a dot nor another number."""
    beside = [(0, -13), (13, 0), (-13, 0), (0, 14), (12, -11), (-12, -11), (12, 12), (-12, 12)]
    beside += [(0, -25), (24, 0), (-24, 0), (0, 26), (22, -20), (-22, -20), (22, 20), (-22, 20)]
    for right, down in beside:
        spot = (x + right, y + down)
        clear = all(abs(a - spot[0]) > 9 or abs(b - spot[1]) > 10 for a, b in dots)
        if clear and all(abs(a - spot[0]) > 17 or abs(b - spot[1]) > 13 for a, b in put):
            return spot
    return (x, y - 13)


def idea_chart(idea: Idea, most: int, name: str) -> Html:
    """How many learners surely, likely and possibly hold a misconception."""
    wide, at, parts = 226 / max(most, 1), 0.0, []
    looks = ("imr-full", "imr-half", "imr-hatch")
    for count, look in zip((idea.sure, idea.likely, idea.possible), looks, strict=True):
        parts.append(box(at + 1, 4, count * wide, 16, look))
        if look == "imr-hatch":
            end = int(at + count * wide)
            slants = range(int(at) + 1, end - 4, 6)
            parts.append(line("".join(f"M{x} 20l5-16" for x in slants) or "M0 0", "imr-slant"))
        at += count * wide
    says = f"{idea.sure} sure, {idea.likely} likely, {idea.possible} possible"
    return drawn(name, says, 230, 24, parts)


def share_chart(found: Interval, name: str) -> Html:
    """A share with its interval, from 0 to 100%."""
    left, right = 4 + found.low * 222, 4 + found.high * 222
    parts = [
        line("M4 12H226", "imr-rule"),
        line(f"M{left:.1f} 12H{right:.1f}", "imr-range"),
        dot(4 + found.value * 222, 12, 5),
    ]
    says = f"{percent(found.value)}, 95% interval {percent(found.low)} to {percent(found.high)}"
    return drawn(name, says, 230, 24, parts)


def sureness_chart(sureness: Sequence[Sureness]) -> Html:
    """How often right, by how sure."""

    def x(share: float) -> float:
        return 100 + share * 290

    parts = [line(f"M{x(v):.1f} 6V192", "imr-rule") for v in (0, 0.25, 0.5, 0.75, 1)]
    parts += [text(percent(v), x(v), 210, "middle") for v in (0, 0.25, 0.5, 0.75, 1)]
    for number, one in enumerate(sureness):
        y, right = 26 + number * 36, one.right
        parts.append(text(SURE[one.confidence], 0, y + 4, "start", "imr-figure"))
        said = x(one.confidence / 100)
        parts.append(line(f"M{said:.1f} {y - 10}V{y + 10}", "imr-said"))
        if right.n:
            parts.append(line(f"M{x(right.low):.1f} {y}H{x(right.high):.1f}", "imr-range"))
            parts.append(dot(x(right.value), y, 5.5))
        parts.append(text(f"{right.n:,} answer{'s' if right.n != 1 else ''}", 404, y + 4))
    says = ". ".join(
        f"{SURE[one.confidence]}: {percent(one.right.value)} of {one.right.n} right"
        for one in sureness
        if one.right.n
    )
    return drawn("How often right, by how sure", says, 500, 216, parts)
