"""Read the public C headers and the SWIG interface: declarations, and the words said about them.

The headers are written in one style (see docs on the API grammar), so that a few patterns read
them. What does not follow the style stops the build with the place, instead of losing a docstring.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path

COMMENT = re.compile(r"/\*\*(?!<)(.*?)\*/\s*", re.S)
FUNCTION = re.compile(r"(?:PSHIP_NODISCARD\s+)?PSHIP_API\s+([\w\s]+?[\s*]+)(pship_\w+)\(([^;]*)\);")
STRUCT = re.compile(r"typedef struct (pship_\w+) \{(.*?)\} \1;", re.S)
ENUM = re.compile(r"typedef enum (pship_\w+) \{(.*?)\} \1;", re.S)
# The words about a member stand behind it, or above it where they are long.
MEMBER = re.compile(
    r"(?:/\*\*(?!<)((?:(?!\*/).)*)\*/\s*)?"
    r"([\w\s*]+?[\s*])(\w+)(?:\[[^\]]*\])?;\s*(?:/\*\*<(.*?)\*/)?",
    re.S,
)
CONSTANT = re.compile(r"(PSHIP_\w+)\s*=\s*(-?\d+)")


@dataclass
class Parameter:
    """A parameter of a function or a member of a struct."""

    type: str
    name: str
    text: str = ""
    default: str | None = None


@dataclass
class Doc:
    """A doc comment, taken apart."""

    text: str = ""
    parameters: dict[str, str] = field(default_factory=dict)
    outputs: set[str] = field(default_factory=set)
    returns: str = ""


@dataclass
class Function:
    """A declared function."""

    name: str
    returns: str
    parameters: list[Parameter]
    doc: Doc


@dataclass
class Struct:
    """A public struct with its members, `size` left out."""

    name: str
    members: list[Parameter]
    text: str = ""
    sized: bool = False  # of which later versions may have more


@dataclass
class Headers:
    """All that the headers declare, by name."""

    functions: dict[str, Function] = field(default_factory=dict)
    structs: dict[str, Struct] = field(default_factory=dict)
    enums: dict[str, dict[str, int]] = field(default_factory=dict)


@dataclass
class Method:
    """A method that the SWIG interface gives to a class."""

    cls: str
    name: str
    returns: str
    parameters: list[Parameter]
    calls: str | None


def squeeze(text: str) -> str:
    """One line, single spaces."""
    return " ".join(text.split())


def strip_stars(comment: str) -> str:
    """The text of a comment without the stars at its left."""
    return "\n".join(
        re.sub(r"^\s*\* ?", "", line).rstrip() for line in comment.splitlines()
    ).strip()


def parse_doc(comment: str) -> Doc:
    """Split a doc comment at its commands."""
    doc = Doc()
    body, *commands = re.split(r"(?m)^@", strip_stars(comment))
    tail: list[str] = []
    for command in commands:
        # What follows an empty line belongs to the function again, not to the command.
        command, _, rest = command.partition("\n\n")
        if rest.strip():
            tail.append(rest.strip())
        if match := re.match(r"param(\[out\])?\s+(\w+)\s+(.*)", command, re.S):
            doc.parameters[match[2]] = squeeze(match[3])
            if match[1]:
                doc.outputs.add(match[2])
        elif match := re.match(r"return\s+(.*)", command, re.S):
            doc.returns = squeeze(match[1])
        elif not command.startswith("file"):
            raise ValueError(f"unknown command @{command.split()[0]}")
    doc.text = "\n\n".join(part for part in [body.strip(), *tail] if part)
    return doc


def parse_parameters(text: str) -> list[Parameter]:
    """Parameters as written between the parentheses of a function."""
    parameters = []
    for part in text.split(","):
        declaration, _, default = squeeze(part).partition(" = ")
        match = re.fullmatch(r"(.*?[\s*])(\w+)", declaration)
        if declaration not in ("", "void") and match:
            parameters.append(Parameter(match[1].strip(), match[2], default=default or None))
    return parameters


def read_members(body: str) -> list[Parameter]:
    """The members between the braces of a struct, `size` left out."""
    members = []
    for match in MEMBER.finditer(body):
        text = squeeze(strip_stars(match[1] or match[4] or ""))
        if not text:
            raise ValueError(f"nothing is said about the member {match[3]}")
        if match[3] != "size":
            members.append(Parameter(squeeze(match[2]), match[3], text))
    return members


def read_headers(directory: Path) -> Headers:
    """Read every header in a directory."""
    headers = Headers()
    for path in sorted(directory.glob("*.h")):
        source = path.read_text(encoding="utf-8")
        for comment in COMMENT.finditer(source):
            rest = source[comment.end() :]
            try:
                if match := FUNCTION.match(rest):
                    headers.functions[match[2]] = Function(
                        match[2],
                        match[1].strip(),
                        parse_parameters(match[3]),
                        parse_doc(comment[1]),
                    )
                elif match := STRUCT.match(rest):
                    headers.structs[match[1]] = Struct(
                        match[1],
                        read_members(match[2]),
                        parse_doc(comment[1]).text,
                        "size_t size;" in match[2],
                    )
            except ValueError as error:
                line = source[: comment.start()].count("\n") + 1
                raise SystemExit(f"{path}:{line}: {error}") from None
        for match in re.finditer(r"^(?!#).*?PSHIP_API\s[^;#]*?(pship_\w+)\(", source, re.M):
            if match[1] not in headers.functions:
                line = source[: match.end()].count("\n") + 1
                raise SystemExit(f"{path}:{line}: {match[1]} has no doc comment that can be read")
        for match in ENUM.finditer(source):
            headers.enums[match[1]] = {m[1]: int(m[2]) for m in CONSTANT.finditer(match[2])}
    return headers


def read_interface(paths: list[Path]) -> list[Method]:
    """Read the methods in the %extend blocks of SWIG files."""
    extend = re.compile(r"^%extend (\w+) \{\n(.*?)^\}", re.S | re.M)
    method = re.compile(
        r"^    (\w[\w ]*?[ *]+)??(~?\w+)\(([^)]*)\)\s*\{(.*?)\}$(?=\n(?:    \S|\s*$|\Z))",
        re.S | re.M,
    )
    methods = []
    for path in paths:
        for block in extend.finditer(path.read_text(encoding="utf-8")):
            for match in method.finditer(block[2]):
                call = re.search(r"\b(pship_\w+)\((?!\*)", match[4])
                methods.append(
                    Method(
                        block[1],
                        match[2],
                        (match[1] or "").strip(),
                        parse_parameters(match[3]),
                        call[1] if call else None,
                    )
                )
    return methods


def enum_words(headers: Headers, name: str) -> dict[str, int]:
    """The values of an enum as the words that Python uses: "preferred" for PSHIP_RANK_PREFERRED."""
    constants = headers.enums[name]
    common = os.path.commonprefix(list(constants))
    prefix = common[: common.rindex("_") + 1]
    return {c.removeprefix(prefix).lower(): value for c, value in constants.items()}
