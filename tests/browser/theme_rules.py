"""What a browser finds of Material's whole style sheet on an open page, beside the sheet that is published."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import material

if TYPE_CHECKING:
    from playwright.sync_api import Page

(_SHEET,) = (Path(material.__file__).parent / "templates/assets/stylesheets").glob("main.*.css")
WHOLE_SHEET = _SHEET.read_text("utf-8")

_LEFT_OUT = r"""text => {
    const whole = new CSSStyleSheet()
    whole.replaceSync(text)
    const sheets = [...document.styleSheets]
    const published = sheets.find(sheet => /\/material\.([0-9a-f]+\.)?css$/.test(sheet.href))
    const flat = (rules, around = "") => [...rules].flatMap(rule =>
        rule instanceof CSSConditionRule ? flat(rule.cssRules, `${around}${rule.conditionText} `) : [[around, rule]])
    const own = rule => [...rule.style].filter(name => name.startsWith("--"))
    const said = ([around, rule]) => !(rule instanceof CSSStyleRule) ? rule.cssText : around + rule.selectorText
        + [...rule.style].filter(name => !name.startsWith("--")).map(name => `;${name}:${rule.style.getPropertyValue(name)}`)

    const kept = new Set(flat(published.cssRules).map(said))
    const all = sheets.flatMap(sheet => flat(sheet.cssRules)).map(([, rule]) => rule)
    const read = new Set(all.flatMap(rule => [...rule.cssText.matchAll(/var\(\s*(--[\w-]+)/g)].map(found => found[1])))
    const set = new Set(flat(published.cssRules).flatMap(([, rule]) => rule.style ? own(rule) : []))
    const moves = new Set(all.map(rule => rule.style?.animationName).filter(name => name && name !== "none"))
    const states = /::[\w-]+|:(?:before|after|hover|focus-within|focus-visible|focus|active|target|checked|valid|disabled)(?![\w-])/g
    const matches = selectors => document.querySelector(selectors.replace(states, ":is(*)")) !== null

    const wanted = ([, rule]) => rule instanceof CSSKeyframesRule ? moves.has(rule.name)
        : !(rule instanceof CSSStyleRule) || matches(rule.selectorText)
    const missing = entry => own(entry[1]).some(name => read.has(name) && !set.has(name))
        || (own(entry[1]).length < entry[1].style.length && !kept.has(said(entry)))
    return flat(whole.cssRules).filter(wanted)
        .filter(entry => entry[1] instanceof CSSStyleRule ? missing(entry) : !kept.has(said(entry)))
        .map(([around, rule]) => around + rule.cssText)
}"""


def left_out(page: Page) -> list[str]:
    """Rules of the whole sheet that match something on the page, in any state and on any paper, and are not published.

    Of variables those that some rule of the page reads.
    """
    return cast("list[str]", page.evaluate(_LEFT_OUT, WHOLE_SHEET))
