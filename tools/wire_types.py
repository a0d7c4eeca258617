"""Writes the front end's types of the wire from the server's own shapes: `python3 run.py types`."""

import dataclasses
import types
import typing
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final, Literal

import msgspec
from msgspec.structs import StructConfig

from tools.steps import ROOT
from zuruf.domain import actor, agent, conversation, event, visitor
from zuruf.realtime import frames

FILE: Final = ROOT / "frontend" / "protocol" / "src" / "types.ts"
HEAD: Final = """\
// biome-ignore-all format: written by a program
/** The shapes on the wire: socket frames, events and views. Written by `python3 run.py types` from the server's; do not edit. */

export * from "./wire";
"""
PLAIN: Final[Mapping[object, str]] = {
    str: "string",
    int: "number",
    float: "number",
    bool: "boolean",
    type(None): "null",
}
NAMED: Final[Mapping[str, object]] = {
    "Presence": agent.Presence,
    "Role": agent.Role,
    "Right": agent.Right,
    "ActorKind": actor.ActorKind,
    "Source": conversation.Source,
    "MessageKind": conversation.MessageKind,
    "AttributeValue": visitor.AttributeValue,
}
UNIONS: Final[Mapping[str, object]] = {
    "OpBody": frames.OpBody,
    "SayBody": typing.get_type_hints(frames.Say)["say"],
    "Incoming": frames.Incoming,
    "Signal": frames.Signal,
}
# A Raw field is encoded already; what is in it follows from the event's type.
ENCODED: Final[Mapping[str, Mapping[str, str]]] = {
    "HistoryLine": {"type": "ConversationType", "body": "ConversationChanged"},
    "EvOf<T extends string, B>": {"type": "T", "body": "B"},
    "Batch<E extends Ev = Ev>": {"frames": "(E | Adv)[]"},
}
GENERIC: Final[Mapping[str, str]] = {"Ev": "EvOf<T extends string, B>", "Batch": "Batch<E extends Ev = Ev>"}


def written() -> str:
    """The whole file."""
    parts = [HEAD, *map(_alias, NAMED.items()), _constants()]
    parts += [_interface(shape) for shape in _shapes()]
    parts += [_union(name, typing.get_args(union)) for name, union in UNIONS.items()]
    parts += [_events(), _outgoing()]
    return "\n".join(parts)


def _shapes() -> list[type]:
    """Everything that can be reached from a frame or an event's body, each once, in the order of being found."""
    found: dict[type, None] = {}
    roots = [
        *typing.get_args(frames.Incoming),
        *typing.get_args(frames.Outgoing),
        *event.TYPES.values(),
        event.ForVisitor,
    ]
    waiting: list[object] = list(roots)
    while waiting:
        one = waiting.pop(0)
        if isinstance(one, type) and _is_shape(one):
            if one not in found:
                found[one] = None
                waiting += typing.get_type_hints(one).values()
        else:
            waiting += typing.get_args(one)
    return list(found)


def _is_shape(one: type) -> bool:
    return dataclasses.is_dataclass(one) or (issubclass(one, msgspec.Struct) and one is not msgspec.Struct)


def _interface(shape: type) -> str:
    name = GENERIC.get(shape.__name__, shape.__name__)
    lines = [f"  {line};" for line in _fields(shape, ENCODED.get(name, {}))]
    return "\n".join([*_comment(shape.__doc__ or ""), f"export interface {name} {{", *lines, "}", ""])


def _fields(shape: type, encoded: Mapping[str, str]) -> Iterable[str]:
    config = _config(shape)
    if config is not None and config.tag is not None:
        yield f'{config.tag_field}: "{config.tag}"'
    left_out = _may_be_left_out(shape)
    for name, hint in typing.get_type_hints(shape).items():
        if not name.startswith("_"):
            yield f"{name}{'?' if name in left_out else ''}: {encoded.get(name) or _type(hint)}"


def _may_be_left_out(shape: type) -> frozenset[str]:
    """Fields with a default: in what clients send, and where the server leaves defaults out."""
    config = _config(shape)
    if config is None or not (config.forbid_unknown_fields or config.omit_defaults):
        return frozenset()
    return frozenset(field.name for field in msgspec.structs.fields(shape) if not field.required)


def _config(shape: type) -> StructConfig | None:
    return shape.__struct_config__ if issubclass(shape, msgspec.Struct) else None


def _type(hint: object) -> str:
    named = next((name for name, known in {**NAMED, **UNIONS}.items() if known == hint), "")
    if named:
        return named
    if hint in PLAIN:
        return PLAIN[hint]
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is Literal:
        return _texts(arguments)
    if origin in (typing.Union, types.UnionType):
        return " | ".join(dict.fromkeys(_type(argument) for argument in arguments))
    if origin in (tuple, list):
        inner = _type(arguments[0])
        return f"({inner})[]" if " | " in inner else f"{inner}[]"
    if origin in (dict, Mapping):
        return f"Record<string, {_type(arguments[1])}>"
    if isinstance(hint, type) and _is_shape(hint):
        return hint.__name__
    raise TypeError(f"Expected a type that has a counterpart in TypeScript, got {hint!r}. Teach tools/wire_types.py.")


def _comment(doc: str) -> list[str]:
    lines = [line.strip() for line in doc.strip().splitlines()]
    if len(lines) == 1:
        return [f"/** {lines[0]} */"]
    return ["/**", *(f" * {line}".rstrip() for line in lines), " */"]


def _alias(item: tuple[str, object]) -> str:
    name, known = item
    values = typing.get_args(known)
    if typing.get_origin(known) is Literal:
        return f"export type {name} = {_texts(values)};"
    return f"export type {name} = {' | '.join(dict.fromkeys(PLAIN[value] for value in values))};"


def _texts(values: Iterable[object]) -> str:
    return " | ".join(f'"{value}"' for value in values)


def _union(name: str, members: Iterable[type]) -> str:
    return f"export type {name} = {' | '.join(member.__name__ for member in members)};"


def _constants() -> str:
    closing = {name.removeprefix("CLOSE_"): code for name, code in vars(frames).items() if name.startswith("CLOSE_")}
    codes = [f"  {_camel(name)}: {code}," for name, code in closing.items()]
    kinds = [f'  "{kind}",' for kind in event.CONVERSATION_TYPES]
    return "\n".join(
        [
            "",
            f"export const VERSION = {frames.VERSION};",
            "",
            "/** Why the server closes a socket. */",
            *("export const CLOSE = {", *codes, "} as const;"),
            "",
            "/** The events whose body is ConversationChanged. */",
            *("export const CONVERSATION_TYPES = [", *kinds, "] as const;"),
            "",
            "export type ConversationType = (typeof CONVERSATION_TYPES)[number];",
            "",
        ]
    )


def _camel(name: str) -> str:
    first, *rest = name.lower().split("_")
    return first + "".join(part.title() for part in rest)


def _events() -> str:
    alone = [kind for kind in event.TYPES if kind not in event.CONVERSATION_TYPES]
    bodies = [f'  | EvOf<"{kind}", {event.TYPES[kind].__name__}>' for kind in alone]
    return "\n".join(
        [
            "",
            "/** An event as agents receive it. */",
            "export type AgentEv =",
            *bodies,
            "  | EvOf<ConversationType, ConversationChanged>;",
            "",
            "/** An event as its visitor receives it. */",
            "export type VisitorEv = EvOf<string, ForVisitor>;",
            "",
            "export type Ev = AgentEv | VisitorEv;",
            "",
        ]
    )


def _outgoing() -> str:
    own = {"Ev": "E", "Batch": "Batch<E>"}
    names = [str(shape.__name__) for shape in typing.get_args(frames.Outgoing)]
    members = [own.get(name) or name for name in names]
    comment = (
        "/** Any frame from the server; `Outgoing<AgentEv>` for the console, `Outgoing<VisitorEv>` for the widget. */"
    )
    return f"{comment}\nexport type Outgoing<E extends Ev = Ev> = {' | '.join(members)};\n"


def main(file: Path = FILE) -> None:
    """Writes it."""
    file.write_text(written())
