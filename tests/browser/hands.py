"""How a learner works the controls of an exercise: with a mouse, or with a keyboard alone."""

from __future__ import annotations

from typing import Protocol

from playwright.sync_api import Locator, Page

FAR = 400
"""More stops than there are between any two places of a lesson."""
WHERE = """node => {
    const now = document.activeElement;
    if (now === node) return 'here';
    if (node.type === 'radio' && now.name === node.name && now.type === 'radio') return 'group';
    return now !== document.body && now.compareDocumentPosition(node) & 2 ? 'back' : 'forward';
}"""
"""Where a control is, as seen from what has the focus."""
IN_SIGHT = """node => {
    const [box, view] = [node.getBoundingClientRect(),
                         node.closest('.jp-WindowedPanel-outer').getBoundingClientRect()];
    return box.bottom > view.top && box.top < view.bottom && box.right > 0 && box.left < innerWidth;
}"""
PLACE = "node => [...document.getElementsByName(node.name)].indexOf(node)"
FOCUSED = "document.activeElement.outerHTML.slice(0, 120)"


class Hands(Protocol):
    """What a learner does with controls."""

    def choose(self, radio: Locator) -> None:
        """Choose one of some."""

    def tick(self, box: Locator, on: bool) -> None:
        """Tick a box, or take the tick away."""

    def write(self, field: Locator, text: str) -> None:
        """Write something in place of what is there."""

    def press(self, button: Locator) -> None:
        """Press a button."""

    def put(self, step: Locator, place: int) -> None:
        """Move a step of an order to a place; those before it have theirs."""

    def mark(self, sentence: Locator, letter: str) -> None:
        """Mark a sentence "P", "H" or "C"; "" clears it."""


class Mouse:
    """Points and clicks."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def choose(self, radio: Locator) -> None:
        """Click its label."""
        if not radio.is_checked():
            _label(radio).click()

    def tick(self, box: Locator, on: bool) -> None:
        """Click it, if it is not so already."""
        if box.is_checked() != on:
            _label(box).click()

    def write(self, field: Locator, text: str) -> None:
        """Click, and type."""
        field.fill(text)

    def press(self, button: Locator) -> None:
        """Click it."""
        button.click()

    def put(self, step: Locator, place: int) -> None:
        """Choose the number of its place."""
        step.get_by_role("combobox").select_option(str(place))

    def mark(self, sentence: Locator, letter: str) -> None:
        """Click with the pen that writes this letter."""
        now = sentence.get_attribute("data-letter") or ""
        if now == letter:
            return
        pens = sentence.locator("xpath=ancestor::*[contains(@class, 'mark-form')]").locator(".pens")
        self.choose(pens.get_by_role("radio").nth("PHC".index(letter or now)))
        sentence.click()


class Keys:
    """Presses Tab, arrows, Space and Enter; types into fields."""

    def __init__(self, page: Page) -> None:
        self.page, self.keys = page, page.keyboard

    def reach(self, control: Locator) -> str:
        """Go from stop to stop until a control has the focus; it is in sight then.

        Returns:
            "here", or "group" at another radio button of the same group.
        """
        for _ in range(FAR):
            where = str(control.evaluate(WHERE))
            if where in ("here", "group"):
                in_sight = self.page.evaluate(f"({IN_SIGHT})(document.activeElement)")
                assert in_sight, "what has the focus is out of sight"
                return where
            self.keys.press("Tab" if where == "forward" else "Shift+Tab")
        raise AssertionError(
            f"Tab does not reach {control}; it is at {self.page.evaluate(FOCUSED)}"
        )

    def choose(self, radio: Locator) -> None:
        """Go to its group, and on by arrows."""
        if self.reach(radio) == "here":
            self.keys.press("Space")
            return
        far = int(radio.evaluate(PLACE)) - int(
            self.page.evaluate(f"({PLACE})(document.activeElement)")
        )
        for _ in range(abs(far)):
            self.keys.press("ArrowDown" if far > 0 else "ArrowUp")

    def tick(self, box: Locator, on: bool) -> None:
        """Space, where it is not so already."""
        if box.is_checked() != on:
            self.reach(box)
            self.keys.press("Space")

    def write(self, field: Locator, text: str) -> None:
        """Type it; Tab has selected what was there."""
        if field.input_value() == text:
            return
        self.reach(field)
        self.keys.press("Control+a")
        self.keys.press("Backspace")
        self.keys.type(text)

    def press(self, button: Locator) -> None:
        """Enter."""
        self.reach(button)
        self.keys.press("Enter")

    def put(self, step: Locator, place: int) -> None:
        """Move it up by its button."""
        for _ in range(FAR):
            if step.get_by_role("combobox").input_value() == str(place):
                return
            self.press(step.get_by_role("button", name="Move up"))
        raise AssertionError(f"the step does not come to place {place}")

    def mark(self, sentence: Locator, letter: str) -> None:
        """Arrows go to the sentence; Space goes through the marks."""
        if (sentence.get_attribute("data-letter") or "") == letter:
            return
        desk = sentence.locator("xpath=ancestor::*[contains(@class, 'desk')]")
        self.reach(desk.locator(".sentence[tabindex='0']"))
        place = "node => [...node.closest('.desk').querySelectorAll('.sentence')].indexOf(node)"
        far = int(sentence.evaluate(place)) - int(
            self.page.evaluate(f"({place})(document.activeElement)")
        )
        for _ in range(abs(far)):
            self.keys.press("ArrowDown" if far > 0 else "ArrowUp")
        for _ in range(4):
            if (sentence.get_attribute("data-letter") or "") == letter:
                return
            self.keys.press("Space")
        raise AssertionError(f"Space does not bring the mark {letter!r}")


def _label(control: Locator) -> Locator:
    """The label of a radio button or a box: there one clicks."""
    return control.locator("xpath=ancestor::label")
