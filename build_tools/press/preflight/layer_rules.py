"""看图层: optional content that a press would leave out, or that changes by itself.

In: an open PDF. Out: findings of the whole file. What is shown is what the default configuration shows (ISO 32000-1, 8.11).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from build_tools.press.preflight.demands import Standard
from build_tools.press.preflight.findings import Finding
from build_tools.press.reading.entries import text_of

_MOST_LAYERS = 100_000
_DEEPEST = 30
Layers = set[tuple[int, int]]


def check_layers(pdf: Pdf, standard: Standard | None) -> Iterator[Finding]:
    """Layers at all in PDF/X-1a; elsewhere layers and memberships that are not printed, and settings of PDF/X-4."""
    layers = pdf.Root.get("/OCProperties")
    if not isinstance(layers, Dictionary):
        return
    if standard is Standard.X1A:
        yield Finding("SQ670")
        return
    groups = layers.get("/OCGs")
    every = [each for each in (groups if isinstance(groups, Array) else ()) if isinstance(each, Dictionary)]
    off = _switched_off(layers.get("/D"), every)
    budget = _Budget(_MOST_LAYERS)
    hidden = [each for each in every if each.objgen in off or _unprinted(each)]
    members = [*_memberships(pdf)]
    problems = [*_arrangement(layers, every)]
    known = {each.objgen for each in every}
    if any(each.get("/Type") == Name.OCG and each.objgen not in known for each in members):
        problems.append("有图层没有登记（OCGs）")
    if standard is Standard.X4 and problems:
        yield Finding("SQ699", facts={"problem": "、".join(dict.fromkeys(problems))})
    names = [text_of(each.get("/Name", "（无名）"))[:20] for each in hidden]
    names += [
        _of(each) for each in members if each.get("/Type") == Name.OCMD and not _shown(each, off, budget)
    ]
    if names:
        yield Finding("SQ680", facts={"names": "、".join(dict.fromkeys(names[:5]))})


def _switched_off(usual: Object | None, every: list[Dictionary]) -> Layers:
    if not isinstance(usual, Dictionary):
        return set()
    if usual.get("/BaseState") == Name.OFF:
        return {each.objgen for each in every} - {each.objgen for each in _array(usual, "/ON")}
    return {each.objgen for each in _array(usual, "/OFF")}


def _memberships(pdf: Pdf) -> Iterator[Dictionary]:
    """Every layer and every rule over layers that content, forms and pictures name."""
    for holder in pdf.objects:
        if not isinstance(holder, Dictionary | Stream):
            continue
        own = holder.get("/OC")
        if isinstance(own, Dictionary):
            yield own
        for resources in (holder, holder.get("/Resources")):
            table = resources.get("/Properties") if isinstance(resources, Dictionary | Stream) else None
            if isinstance(table, Dictionary):
                yield from (each for each in table.values() if isinstance(each, Dictionary))


def _shown(rule: Dictionary, off: Layers, budget: _Budget) -> bool:
    """Whether what is under a membership rule is shown (ISO 32000-1, 8.11.2.2): by expression, else by policy."""
    expression = rule.get("/VE")
    if isinstance(expression, Array) and len(expression):
        return _true(expression, off, budget)
    groups = rule.get("/OCGs")
    members = (groups,) if isinstance(groups, Dictionary) else groups if isinstance(groups, Array) else ()
    budget.left -= len(members)
    if budget.left < 0:
        return True
    on = [each.objgen not in off for each in members if isinstance(each, Dictionary)]
    if not on:
        return True
    match text_of(rule.get("/P", "/AnyOn")):
        case "/AllOn":
            return all(on)
        case "/AnyOff":
            return not all(on)
        case "/AllOff":
            return not any(on)
        case _:
            return any(on)


@dataclass(slots=True)
class _Budget:
    """How many parts of an expression may still be looked at: one that holds itself has no end."""

    left: int


def _true(expression: Object, off: Layers, budget: _Budget, depth: int = 0) -> bool:
    budget.left -= 1
    if not isinstance(expression, Array):
        return not isinstance(expression, Dictionary) or expression.objgen not in off
    if depth > _DEEPEST or budget.left < 0 or not len(expression):
        return True
    parts = (_true(each, off, budget, depth + 1) for each in list(expression)[1:])
    match text_of(expression[0]):
        case "/Not":
            return not all(parts)
        case "/Or":
            return any(parts)
        case _:
            return all(parts)


def _of(rule: Dictionary) -> str:
    """A membership by the layers it goes by."""
    groups = rule.get("/OCGs")
    members = (groups,) if isinstance(groups, Dictionary) else groups if isinstance(groups, Array) else ()
    named = [text_of(each.get("/Name", "（无名）"))[:20] for each in members if isinstance(each, Dictionary)]
    return "、".join(named[:3]) or "（按条件显示的）"


def _arrangement(layers: Dictionary, every: list[Dictionary]) -> Iterator[str]:
    """What a configuration of layers must not have: it would change by itself what is shown, or hide a layer from who looks."""
    for setting in (layers.get("/D"), *_array(layers, "/Configs")):
        if not isinstance(setting, Dictionary):
            continue
        if "/AS" in setting:
            yield "图层会自己开关（AS）"
        order = setting.get("/Order")
        if isinstance(order, Array) and not {each.objgen for each in every} <= _listed(order):
            yield "图层的次序（Order）没有列全"


def _listed(order: Array) -> Layers:
    """The layers that an order names, at any depth."""
    waiting: list[Iterator[Object]] = [iter(order)]
    entered, found, seen = {order.objgen}, Layers(), 0
    while waiting and seen < _MOST_LAYERS:
        item, seen = next(waiting[-1], None), seen + 1
        if item is None:
            waiting.pop()
        elif isinstance(item, Dictionary):
            found.add(item.objgen)
        elif isinstance(item, Array) and (item.objgen == (0, 0) or item.objgen not in entered):
            entered.add(item.objgen)
            waiting.append(iter(item))
    return found


def _array(holder: Dictionary, key: str) -> list[Dictionary]:
    found = holder.get(key)
    return [each for each in found if isinstance(each, Dictionary)] if isinstance(found, Array) else []


def _unprinted(layer: Dictionary) -> bool:
    usage = layer.get("/Usage")
    how = usage.get("/Print") if isinstance(usage, Dictionary) else None
    return isinstance(how, Dictionary) and how.get("/PrintState") == Name.OFF
