"""Writes the presets as C, so that the library finds them without a path.

Usage: embed.py OUTPUT PRESET.json...
"""

import json
import sys
from pathlib import Path


def main(output: str, *paths: str) -> None:
    """Each preset as an array of bytes, and a table of them all."""
    arrays, rows = [], []
    for number, path in enumerate(sorted(map(Path, paths), key=lambda path: path.stem)):
        data = path.read_bytes()
        json.loads(data)  # a slip is found when the library is built
        lines = (
            ", ".join(f"{byte}" for byte in data[i : i + 24]) for i in range(0, len(data), 24)
        )
        arrays.append(
            f"static const unsigned char bytes_{number}[] = {{\n" + ",\n".join(lines) + "};\n"
        )
        rows.append(f'    {{"{path.stem}", (const char *)bytes_{number}, {len(data)}}},\n')
    text = '/* Made by embed.py. */\n#include "adapters/import.h"\n\n' + "\n".join(arrays)
    text += "\nconst preset pship__presets[] = {\n" + "".join(rows) + "    {NULL, NULL, 0}};\n"
    Path(output).write_text(text, encoding="ascii")


if __name__ == "__main__":
    main(*sys.argv[1:])
