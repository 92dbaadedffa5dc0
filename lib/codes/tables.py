"""Writes the tables of countries and of HS sections and chapters as C.

Usage: tables.py COUNTRY_CODES.csv HS_SECTIONS.csv HARMONIZED_SYSTEM.csv OUTPUT_FOLDER

Run once for each new release of its sources, and the result is kept: so a build needs no data from
elsewhere, and a change of a code shows in the history. The sources are in the public domain
(ODC-PDDL): https://github.com/datasets/country-codes, https://github.com/datasets/harmonized-system.
Run clang-format over what it writes.
"""

import csv
import json
import re
import sys
import unicodedata
from pathlib import Path

# Where the source has not the name by which statistics go.
NAMES = {
    "CIV": "Côte d'Ivoire",
    "HKG": "China, Hong Kong SAR",
    "MAC": "China, Macao SAR",
}

# What UN Comtrade and other statistics write, where the source has no such name; old alphabetic codes and
# those of the European Union.
SPELLINGS = {
    "ATF": ["Fr. South Antarctic Terr."],
    "BEN": ["Dahomey", "DHY"],
    "BES": ["Bonaire"],
    "BFA": ["Upper Volta", "HVO"],
    "BIH": ["Bosnia Herzegovina", "Bosnia and Herzegovina"],
    "BLR": ["BYS"],
    "CAF": ["Central African Rep."],
    "CCK": ["Cocos Isds"],
    "CIV": ["Cote d'Ivoire"],
    "COD": ["Dem. Rep. of the Congo", "Zaire", "ZAR"],
    "COG": ["Congo, Rep."],
    "COK": ["Cook Isds"],
    "CPV": ["Cape Verde"],
    "CXR": ["Christmas Isds"],
    "CYM": ["Cayman Isds"],
    "CZE": ["Czech Republic"],
    "DJI": ["AFI"],
    "DOM": ["Dominican Rep."],
    "EGY": ["Egypt, Arab Rep."],
    "FLK": ["Falkland Isds (Malvinas)"],
    "FRO": ["Faeroe Isds", "Faroe Islands"],
    "FSM": ["FS Micronesia", "Micronesia"],
    "GBR": ["Great Britain", "United Kingdom", "UK"],
    "GLP": ["Guadeloupe (Overseas France)"],
    "GMB": ["The Gambia"],
    "GRC": ["EL"],
    "GUF": ["French Guiana (Overseas France)"],
    "HKG": ["Hong Kong", "Hong Kong, China", "China, Hong Kong"],
    "IOT": ["Br. Indian Ocean Terr."],
    "IRN": ["Iran"],
    "KOR": ["Rep. of Korea", "Korea, Rep.", "South Korea", "Korea, Republic of"],
    "LAO": ["Lao PDR", "Laos", "Lao People's Dem. Rep."],
    "MAC": ["Macao", "Macau"],
    "MDA": ["Rep. of Moldova", "Moldova"],
    "MHL": ["Marshall Isds"],
    "MKD": ["TFYR of Macedonia", "Macedonia"],
    "MMR": ["Burma", "BUR"],
    "MNP": ["N. Mariana Isds"],
    "MTQ": ["Martinique (Overseas France)"],
    "MYT": ["Mayotte (Overseas France)"],
    "NFK": ["Norfolk Isds"],
    "PRK": ["Dem. People's Rep. of Korea", "Korea, Dem. People's Rep.", "North Korea"],
    "REU": ["Réunion (Overseas France)"],
    "ROU": ["ROM"],
    "RUS": ["Russia"],
    "SLB": ["Solomon Isds"],
    "SWZ": ["Swaziland"],
    "SXM": ["Saint Maarten"],
    "SYR": ["Syria"],
    "TCA": ["Turks and Caicos Isds"],
    "TLS": ["East Timor", "TMP"],
    "TUR": ["Turkey"],
    "TWN": ["Chinese Taipei", "Taiwan, Province of China", "Taiwan, China"],
    "TZA": ["United Rep. of Tanzania", "Tanzania"],
    "USA": ["United States"],
    "VAT": ["Holy See (Vatican City State)", "Vatican City"],
    "VGB": ["Br. Virgin Isds"],
    "VIR": ["US Virgin Isds"],
    "VNM": ["Vietnam"],
    "VUT": ["New Hebrides", "NHB"],
    "WLF": ["Wallis and Futuna Isds"],
    "YEM": ["Yemen, Rep."],
    "ZWE": ["Southern Rhodesia", "RHO"],
}

# Characters that compare as one, as pship__text_fold() has them.
LUMPED = str.maketrans({"’": "'", "‘": "'", "‐": "-", "–": "-", "−": "-"})


def fold(name: str) -> str:
    """As pship__text_fold() folds it; a test holds the two against each other."""
    plain = unicodedata.normalize("NFKD", name.translate(LUMPED)).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(plain.split())


def without_article(name: str) -> str:
    """A name of the UN terminology database without its "(the)", "the" and asterisk."""
    return re.sub(r"\s*\*$", "", re.sub(r"\s*\(the\)|^the ", "", name)).strip()


def quoted(text: str) -> str:
    """A C string: UTF-8 as it is."""
    return json.dumps(text, ensure_ascii=False)


def names_of(row: dict[str, str], name: str) -> list[str]:
    """All spellings of a country, folded; without its name, unless folding it takes more than case."""
    code = row["ISO3166-1-Alpha-3"]
    said = [row["official_name_en"], row["CLDR display name"]]
    said += [
        without_article(row[f"UNTERM English {form}"]) for form in ("Short", "Formal")
    ]
    said += SPELLINGS.get(code, [])
    folded = [fold(one) for one in said if one]
    known = {name.lower(), code.lower(), row["ISO3166-1-Alpha-2"].lower()}
    return sorted({fold(name), *folded} - known)


def countries(rows: list[dict[str, str]]) -> str:
    """The countries and the regions of M49."""
    lines = [
        "/* Made by tables.py from the public domain tables of country codes. */",
        '#include "codes/country_table.h"',
        "",
        "const country_row pship__countries_iso[] = {",
    ]
    for row in sorted(rows, key=lambda row: row["ISO3166-1-Alpha-3"]):
        code = row["ISO3166-1-Alpha-3"]
        name = NAMES.get(code, row["official_name_en"])
        spellings = "|".join(names_of(row, name))
        lines.append(
            f'    COUNTRY({int(row["ISO3166-1-numeric"])}, "{code}", '
            f'"{row["ISO3166-1-Alpha-2"]}", {quoted(name)}, {quoted(spellings)}),'
        )
    regions = {}
    for row in rows:
        for kind in ("Region", "Sub-region", "Intermediate Region"):
            if row[f"{kind} Code"]:
                regions[int(row[f"{kind} Code"])] = row[f"{kind} Name"]
    for number, name in sorted(regions.items()):
        lines.append(f"    REGION({number}, {quoted(name)}),")
    lines += [
        "};",
        "const size_t pship__countries_iso_count =",
        "    sizeof pship__countries_iso / sizeof *pship__countries_iso;",
    ]
    return "\n".join(lines) + "\n"


def harmonized_system(sections: list[dict[str, str]], codes: list[dict[str, str]]) -> str:
    """The sections and chapters."""
    lines = [
        "/* Made by tables.py from the public domain tables of the Harmonized System. */",
        '#include "codes/product_table.h"',
        "",
        "const product_row pship__hs_rows[] = {",
    ]
    for row in sections:
        name = row["name"].strip()
        lines.append(f'    {{"{row["section"]}", NULL, {quoted(name[0].upper() + name[1:])}}},')
    for row in codes:
        if row["level"] == "2":
            section = "NULL" if row["section"] == "TOTAL" else f'"{row["section"]}"'
            lines.append(f'    {{"{row["hscode"]}", {section}, {quoted(row["description"])}}},')
    lines += [
        "};",
        "const size_t pship__hs_row_count = sizeof pship__hs_rows / sizeof *pship__hs_rows;",
    ]
    return "\n".join(lines) + "\n"


def read(path: str) -> list[dict[str, str]]:
    """A CSV file with a line of names."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def main(country_codes: str, sections: str, codes: str, folder: str) -> None:
    """Both tables."""
    (Path(folder) / "country_iso.c").write_text(countries(read(country_codes)), encoding="utf-8")
    text = harmonized_system(read(sections), read(codes))
    (Path(folder) / "product_hs.c").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
