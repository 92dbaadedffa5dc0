"""Make from the public headers what Python needs to know of them.

    generate.py INCLUDE_DIRECTORY OUTPUT_DIRECTORY INTERFACE_FILE...

writes _docstrings.i (docstrings), _structs.i (members of option structs), _recorders.py (recorders
with the members as keyword arguments) and core.pyi (types). The interface files say which method
calls which C function; the headers say the rest.
"""

from __future__ import annotations

import re
import sys
import textwrap
from pathlib import Path

from headers import (
    Headers,
    Method,
    Parameter,
    enum_words,
    parse_parameters,
    read_headers,
    read_interface,
)

# Parameters of the interface that Python does not see.
UNSEEN = {
    "err",
    "failed",
    "cell",
    "stream_out",
    "date_out",
    "digest_out",
    "interval_out",
    "imported_out",
    "flows_out",
    "network_out",
    "trips_out",
    "unit_out",
    "country_out",
    "product_out",
    "composed_out",
    "count",
    "subject_count",
    "origin_count",
    "destination_count",
    "named_count",
    "day_count",
    "about_count",
    "asked_count",
    "indicator_count",
    "step_count",
    "pair_count",
}

ERRORS = {
    "PSHIP_E_MEMORY": "OutOfMemoryError",
    "PSHIP_E_ARGUMENT": "ArgumentError",
    "PSHIP_E_SYNTAX": "ParseError",
    "PSHIP_E_INVALID": "InvalidError",
    "PSHIP_E_NOT_FOUND": "NotFoundError",
    "PSHIP_E_CONFLICT": "ConflictError",
    "PSHIP_E_BUSY": "BusyError",
    "PSHIP_E_CANCELLED": "CancelledError",
    "PSHIP_E_IO": "FileError",
    "PSHIP_E_FORMAT": "FormatError",
    "PSHIP_E_LIMIT": "LimitError",
}

PYTHON_TYPES = {
    "const char *": "str",
    "optional_text": "str | None",
    "int64_t": "int",
    "int32_t": "int",
    "int": "int",
    "double": "float",
    "bool": "bool",
    "pship_day": "Day | None",
    "pship_statement_id": "int",
    "const pship_value *": "tuple[int, str | None, str | None, bool]",
    "const pship_date *": "DateTuple",
    "const char *const *": "Iterable[str]",
    "const pship_day *": "object",
    "const void *": "object",
    "void *": "Progress | None",
    "struct ArrowArrayStream *": "object",
    "const mapping_source *": "object",
    "const pship_place_pair *": "Iterable[tuple[str, str]]",
    "const pship_network_change_step *": "Iterable[tuple[str, str, str | None, int, float]]",
    "const flows_list *": "Iterable[PublicFlows]",
}

DOCUMENTED_CLASSES = {
    "Context": "pship_context_new",
    "Model": "pship_model_new",
    "View": "pship_view_open",
    "Transaction": "pship_transaction_begin",
    "Brief": "pship_brief_build",
    "Flows": "pship_flows_from_table",
    "FlowSums": "pship_flow_sums_new",
    "Complexity": "pship_complexity_build",
    "Network": "pship_network_from_tables",
    "NetworkFlow": "pship_network_max_flow",
    "ProductMapping": "pship_mapping_from_table",
}


def python_name(name: str) -> str:
    """A C name as a Python argument."""
    return "from_" if name == "from" else name


# What a str means as the value of a statement.
AS_ASKED = (
    "The value: str, bool, int, float, Decimal, date, Date, Reference, Rule, NONE or UNKNOWN. "
    "A plain str is read as the property asks: as digits, a date, a rule, an id, or text."
)
AS_TEXT = (
    "The value: str for text, bool, int, float, Decimal, date, Date, Reference, Rule, NONE or "
    "UNKNOWN."
)

# Defaults of recorders for what C asks to be given.
DEFAULTS = {
    ("_party", "kind"): '"party"',
    ("_project", "kind"): '"project"',
    ("_place", "kind"): '"place"',
}


class Words:
    """Turns the words of the headers into those of Python."""

    def __init__(self, methods: list[Method]) -> None:
        self.names = {
            m.calls: f"{m.cls}.{m.name.strip('_') if m.name != '_assert_' else 'assert_'}"
            for m in methods
            if m.calls
        }
        self.names["pship_statement_assert_text"] = "Transaction.assert_"
        self.names["pship_register_open"] = "open"
        self.names["pship_register_lists"] = "register_lists"
        self.names["pship_date_parse"] = "Date.parse"
        self.names["pship_interval_parse"] = "Interval.parse"

    def python(self, text: str) -> str:
        """Text with C's names replaced."""
        text = re.sub(r"(pship_\w+)\(\)", lambda m: f"{self.names.get(m[1], m[1])}()", text)
        text = re.sub(r"`?options->(\w+)`?", lambda m: f"`{python_name(m[1])}`", text)
        for constant, name in ERRORS.items():
            text = re.sub(rf"\b{constant}\b", name, text)
        text = re.sub(r"\b(NULL|PSHIP_DAY_NONE)\b", "None", text)
        text = re.sub(
            r"After a failure some of the statements\s+may have been added[^.]*\.", "", text
        )
        return re.sub(r"\bPSHIP_(CERTAIN|POSSIBLE|NO)\b", lambda m: f'"{m[1].lower()}"', text)

    def raises(self, returns: str) -> str:
        """The line about failures, made from what C says that it returns."""
        text = re.sub(
            r"^PSHIP_OK(, also where [^;]*)?[;,.]?\s*(or )?", "", self.python(returns)
        ).strip()
        return f"Raises: {text}" if text else ""


def wrapped(name: str, text: str) -> str:
    """An argument and its description, indented below the first line."""
    return textwrap.fill(f"{name}: {text}", 88, subsequent_indent="    ")


def docstring(
    words: Words, headers: Headers, method: Method, arguments: list[tuple[str, str]]
) -> str:
    """The docstring of a method: what its C function says, in Python's words."""
    if not method.calls or method.calls not in headers.functions:
        return ""
    function = headers.functions[method.calls]
    parts = [words.python(function.doc.text)]
    if lines := [wrapped(name, words.python(text)) for name, text in arguments if text]:
        parts.append("\n".join(lines))
    if function.returns != "pship_result" and function.doc.returns:
        parts.append("Returns: " + words.python(function.doc.returns))
    elif raises := words.raises(function.doc.returns):
        parts.append(textwrap.fill(raises, 88, subsequent_indent="    "))
    return "\n\n".join(parts)


def is_struct(parameter: Parameter, headers: Headers) -> bool:
    """Whether a parameter arrives as a dict."""
    name = struct_of(parameter)
    lent = parameter.type.startswith("const ")
    return lent and name in headers.structs and headers.structs[name].sized


def struct_of(parameter: Parameter) -> str:
    """The name of the struct that a parameter points to."""
    return parameter.type.removeprefix("const ").removesuffix(" *")


def seen(method: Method) -> list[Parameter]:
    """The parameters of a method that Python sees."""
    return [p for p in method.parameters if p.name not in UNSEEN]


def write_docstrings(headers: Headers, methods: list[Method], words: Words) -> str:
    """SWIG features that put the words of the headers on the methods."""
    lines = ["/* Generated from the headers. */"]
    for cls, function in DOCUMENTED_CLASSES.items():
        text = words.python(headers.functions[function].doc.text)
        lines.append(f'%feature("docstring") {cls} "{escape(text)}";')
    for method in methods:
        if method.name == method.cls or not method.calls or method.name.startswith("~"):
            continue
        said = (
            headers.functions[method.calls].doc.parameters
            if method.calls in headers.functions
            else {}
        )
        arguments = [(p.name, said.get(p.name, "")) for p in seen(method)]
        if text := docstring(words, headers, method, arguments):
            lines.append(f'%feature("docstring") {method.cls}::{method.name} "{escape(text)}";')
    return "\n".join(lines) + "\n"


def escape(text: str) -> str:
    """Text between the quotation marks of SWIG."""
    return text.replace("\\", "\\\\").replace('"', '\\"')


def member_row(struct: str, members: list[Parameter], index: int, headers: Headers) -> str | None:
    """How C finds a member of a struct; None for the length of the list before it."""
    member = members[index]
    kind, count, words, choices = "", "0", "NULL", "NULL"
    if member.type == "const char *":
        kind = "DIGITS" if "digits" in member.text else "TEXT"
    elif member.type == "const char *const *":
        kind, count = "TEXTS", f"offsetof({struct}, {members[index + 1].name})"
    elif member.type in headers.enums:
        said = [f"'{word}'" for word in enum_words(headers, member.type)]
        kind, words = "WORD", f"{member.type}_words"
        choices = f'"{", ".join(said[:-1])} or {said[-1]}"'
    elif member.type in ("bool", "pship_day", "int64_t", "int32_t", "double"):
        kind = member.type.removeprefix("pship_").removesuffix("_t").upper()
    elif member.type in ("size_t", "const pship_table *", "const pship_mapping *"):
        return None  # tables and mappings are arguments of their own
    else:
        raise SystemExit(f"{struct}.{member.name}: no rule for the type {member.type}")
    place = f"offsetof({struct}, {member.name})"
    return f'{{"{member.name}", MEMBER_{kind}, {place}, {count}, {words}, {choices}}}'


def write_structs(headers: Headers, methods: list[Method]) -> str:
    """The members of the structs that arrive as dicts."""
    used = {struct_of(p): None for m in methods for p in m.parameters if is_struct(p, headers)}
    enums: dict[str, None] = {}
    tables = []
    for struct in used:
        members = headers.structs[struct].members
        found = [member_row(struct, members, i, headers) for i in range(len(members))]
        enums.update({m.type: None for m in members if m.type in headers.enums})
        rows = [row for row in found if row] + ["{NULL, MEMBER_TEXT, 0, 0, NULL, NULL}"]
        tables.append(
            f"static const struct_member {struct}_members[] = {{\n    "
            + ",\n    ".join(rows)
            + "};"
        )
    for enum in enums:
        rows = [f'{{"{word}", {value}}}' for word, value in enum_words(headers, enum).items()]
        tables.insert(
            0,
            f"static const enum_word {enum}_words[] = {{" + ", ".join([*rows, "{NULL, 0}"]) + "};",
        )
    applied = "\n".join(f"%filled({struct})" for struct in used)
    return "/* Generated from the headers. */\n%{\n" + "\n".join(tables) + "\n%}\n" + applied + "\n"


def member_type(member: Parameter, headers: Headers) -> str:
    """The Python type of a member of a struct."""
    if member.type == "const char *const *":
        return "Iterable[str]"
    if member.type in headers.enums:
        return "Literal[" + ", ".join(f'"{w}"' for w in enum_words(headers, member.type)) + "]"
    if member.type == "bool":
        return "bool"
    if member.type == "int64_t":
        return "int"
    if re.search(
        r"^(Its )?(First |Last |\(first\) |last )?[Dd]ay\b|EDTF", member.text.split(". ")[0]
    ):
        return "When"
    return "str | int | float | Decimal" if "digits" in member.text else "str"


def recorder(headers: Headers, method: Method, words: Words) -> str:
    """A recorder with the members of its structs as keyword arguments."""
    positional: list[str] = []
    named: list[str] = []
    passed: list[str] = []
    arguments: list[tuple[str, str]] = []
    said = headers.functions[method.calls or ""].doc.parameters
    for parameter in seen(method):
        default = DEFAULTS.get((method.name, parameter.name), parameter.default)
        if is_struct(parameter, headers):
            members = [
                m for m in headers.structs[struct_of(parameter)].members if m.type != "size_t"
            ]
            for member in members:
                named.append(
                    f"{python_name(member.name)}: {member_type(member, headers)} | None = None"
                )
                arguments.append((python_name(member.name), member.text))
            pairs = ", ".join(f'"{m.name}": {python_name(m.name)}' for m in members)
            passed.append("{" + pairs + "}")
            continue
        arguments.append((parameter.name, said.get(parameter.name, "")))
        if parameter.type == "const pship_value *":
            positional.append("value: ValueLike")
            named.append("unit: str | None = None")
            asked = method.name == "_assert_"
            arguments[-1] = ("value", AS_ASKED if asked else AS_TEXT)
            arguments.append(("unit", "Unit of a number."))
            passed.append(f"stated(value, unit, as_asked={asked})")
        elif default is not None:
            kind = PYTHON_TYPES[parameter.type]
            default = {"false": "False", "true": "True"}.get(default, default)
            named.insert(0, f"{parameter.name}: {kind} = {default}")
            passed.append(parameter.name)
        elif "digits" in said.get(parameter.name, ""):
            positional.append(f"{parameter.name}: str | int | float | Decimal")
            passed.append(f"str({parameter.name})")
        else:
            positional.append(f"{parameter.name}: {PYTHON_TYPES[parameter.type]}")
            passed.append(parameter.name)
    returns = "int" if method.returns == "pship_statement_id" else "None"
    text = docstring(words, headers, method, arguments)
    if returns == "int":
        text += "\n\nReturns: the number of the statement."
    name = method.name.removeprefix("_")
    parts = ["self", *positional, *(["*", *named] if named else [])]
    lines = [f"    def {name}("]
    lines += [f"        {part}," for part in parts]
    lines.append(f"    ) -> {returns}:")
    lines.append(textwrap.indent(f'"""{text}\n"""', "        "))
    call = f"self.{method.name}({', '.join(passed)})"
    lines.append(f"        {'return ' if returns == 'int' else ''}{call}")
    return "\n".join(line.rstrip() for line in lines)


def write_recorders(headers: Headers, methods: list[Method], words: Words) -> str:
    """The class that Transaction derives from."""
    recorders = [
        recorder(headers, m, words)
        for m in methods
        if m.cls == "Transaction"
        and m.name.startswith("_")
        and m.name not in ("_commit", "_read_json", "_import_csv")
    ]
    head = '''"""What a transaction records. Generated from the headers."""

from __future__ import annotations

from decimal import Decimal
from typing import Iterable, Literal

from . import core
from .values import ValueLike, When, stated


class Recorders(core.Transaction):
    """The recorders of a transaction, with keyword arguments.

    Where text is asked for, a whole number is taken for its digits; a float only where digits
    are. A date is taken for YYYY-MM-DD.
    """

'''
    return head + "\n\n".join(recorders) + "\n"


def stub_type(parameter: Parameter, headers: Headers) -> str:
    """The Python type of a parameter."""
    if is_struct(parameter, headers):
        return "Mapping[str, object] | None"
    if parameter.name in ("path", "path_or_none"):
        return "Path" if parameter.name == "path" else "Path | None"
    if parameter.name.endswith("_or_none"):
        return parameter.type.removesuffix(" *") + " | None"
    if (name := parameter.type.removesuffix(" *")) in (*DOCUMENTED_CLASSES, "Table"):
        return name
    return PYTHON_TYPES[parameter.type]


def stub_returns(method: Method) -> str:
    """The Python type that a method returns."""
    outputs = {p.name for p in method.parameters}
    if "date_out" in outputs:
        return "DateTuple"
    if "interval_out" in outputs:
        return "tuple[DateTuple, DateTuple]"
    if "unit_out" in outputs:
        return "tuple[str, float, str, bool]"
    if "country_out" in outputs:
        return "tuple[int, str, str, int, int, int, str, str | None, str | None]"
    if "product_out" in outputs:
        return "tuple[str | None, int, str, str, str, str | None]"
    if "composed_out" in outputs:
        return "tuple[PublicMapping, PublicTable]"
    if "cell" in outputs:
        return "CellTuple"
    if "imported_out" in outputs:
        return "tuple[PublicTable, PublicTable]"
    if "flows_out" in outputs:
        return "tuple[PublicFlows, PublicTable]"
    if "network_out" in outputs:
        return "tuple[PublicNetwork, PublicTable]"
    if "trips_out" in outputs:
        return "tuple[PublicTable, PublicTable]"
    if "digest_out" in outputs:
        return "str"
    if method.name in ("_name", "_unit", "_heading", "_scenario"):
        return "str | None"
    plain = {
        "Table *": "PublicTable" if method.cls != "Brief" else "PublicTable | None",
        "PyObject *": "Any",
        "Flows *": "PublicFlows",
        "Complexity *": "PublicComplexity",
        "Network *": "PublicNetwork",
        "NetworkFlow *": "PublicNetworkFlow",
        "pship_result": "object" if "stream_out" in outputs else "None",
        "void": "None",
        "": "None",
        "pship_day": "datetime.date | None",
    }
    return plain.get(method.returns) or PYTHON_TYPES[method.returns]


def stub_signature(method: Method, headers: Headers, bound: bool) -> str:
    parts = ["self"] if bound else []
    for parameter in seen(method):
        default = " = ..." if parameter.default else ""
        parts.append(f"{parameter.name}: {stub_type(parameter, headers)}{default}")
    name = "__init__" if method.name == method.cls else method.name
    return f"def {name}({', '.join(parts)}) -> {stub_returns(method)}: ..."


def write_stub(headers: Headers, methods: list[Method], functions: list[Method]) -> str:
    """Types of the classes that SWIG makes."""
    lines = [
        '"""Types of the classes as C knows them. Generated from the headers."""',
        "",
        "import datetime",
        "from typing import Any, Iterable, Mapping",
        "",
        "from .capacity import NetworkFlow as PublicNetworkFlow",
        "from .codes import Mapping as PublicMapping",
        "from .complexity import Complexity as PublicComplexity",
        "from .flows import Flows as PublicFlows",
        "from .network import Network as PublicNetwork",
        "from .table import Table as PublicTable",
        "from .values import CellTuple, DateTuple, Day, Path, Progress",
        "",
        "class _SwigNonDynamicMeta(type): ...",
        "",
    ]
    for cls in ("Table", *DOCUMENTED_CLASSES):
        lines += [f"class {cls}(metaclass=_SwigNonDynamicMeta):", "    thisown: bool"]
        own = [m for m in methods if m.cls == cls and not m.name.startswith("~")]
        lines += ["    " + stub_signature(m, headers, True) for m in own]
        if not any(m.name == cls for m in own):  # made by others; SWIG's own raises
            lines.append("    def __init__(self, *args: object, **kwargs: object) -> None: ...")
        lines.append("")
    lines += [stub_signature(f, headers, False) for f in functions]
    return "\n".join(lines) + "\n"


def read_functions(paths: list[Path]) -> list[Method]:
    """The functions of the %inline blocks."""
    functions = []
    for path in paths:
        for block in re.findall(
            r"^%inline %\{(.*?)^%\}", path.read_text(encoding="utf-8"), re.S | re.M
        ):
            for match in re.finditer(r"^static ([\w ]+?[ *]+)(\w+)\(([^)]*)\)\n\{", block, re.M):
                parameters = [] if match[3] == "void" else parse_parameters(match[3])
                functions.append(Method("", match[2], match[1].strip(), parameters, None))
    return functions


def main(arguments: list[str]) -> None:
    """Read everything, then write everything."""
    include, output = Path(arguments[0]), Path(arguments[1])
    interfaces = [Path(a) for a in arguments[2:]]
    headers = read_headers(include)
    methods = read_interface(interfaces)
    words = Words(methods)
    for method in methods:
        if method.calls and method.calls not in headers.functions:
            raise SystemExit(f"{method.cls}.{method.name}: no header declares {method.calls}")
    made = {
        "_docstrings.i": write_docstrings(headers, methods, words),
        "_structs.i": write_structs(headers, methods),
        "_recorders.py": write_recorders(headers, methods, words),
        "core.pyi": write_stub(headers, methods, read_functions(interfaces)),
    }
    for name, text in made.items():
        (output / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
