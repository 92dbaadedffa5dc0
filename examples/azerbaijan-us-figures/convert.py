"""Make the register of figures from a table of claims.

    python convert.py figures.csv figures.json

The table has the columns id, topic, what, value, unit, period, period_precision, source_url, source_date,
confidence and note, a row for each claim. Every row becomes a figure, whatever can be read of it:

- a number with its unit; words in brackets behind the unit are the qualifier of the source ("nearly") or
  belong to the definition ("plan"); of a number that is said to be rounded or truncated, zeros at the end
  are not digits: 1300 truncated is 13e2;
- a date, or yes and no, where the unit says so;
- all else as words, with the unit behind them;
- a period as EDTF; one that is told in words is there but unknown, with those words.

What the table says in other words than the register keeps stands as the wording of the statement.
"""

import csv
import json
import re
import sys

# Words of the sources that the library widens a number by, and what this table says for them.
QUALIFIERS = {
    "nearly", "about", "approximately", "around", "roughly", "more than", "over", "exceeded", "surpassing",
    "at least", "up to", "below", "just under", "truncated", "rounded",
}  # fmt: skip
ALSO = {"minimum": "at least"}
CONFIDENCE = {
    "one": "one source",
    "agree": "several sources agree",
    "conflict": "sources contradict each other",
    "derived": "derived",
}
# The two articles of the register beside this one, under the same ids.
ARTICLES = {
    "seed:000": {"id": "article-a", "published": "2026-03-13"},
    "seed:004": {"id": "article-b", "published": "2025-12-22/2025-12-23"},
}
BRACKETS = re.compile(r"^(.*?) \((.*)\)$")
NUMBER = re.compile(r"^-?\d+(\.\d+)?$")
DAY = re.compile(r"^\d{4}(-\d\d(-\d\d)?)?$")
PARTS = {"H1": "40", "H2": "41", "Q1": "33", "Q2": "34", "Q3": "35", "Q4": "36"}


def edtf(text):
    """A date of the table as EDTF, or None."""
    if match := re.fullmatch(r"(\d{4})-(H[12]|Q[1-4])", text):
        return f"{match[1]}-{PARTS[match[2]]}"
    return text if all(DAY.match(part) for part in text.split("/")) else None


def split(text):
    """A text and what stands in brackets behind it, without quotes: "t ('over')" is t, over."""
    match = BRACKETS.match(text)
    return (match[1], match[2].strip("'")) if match else (text, None)


def significant(digits):
    """The number without zeros at its end: 1300 as 13e2."""
    bare = digits.rstrip("0")
    zeros = len(digits) - len(bare)
    return f"{bare}e{zeros}" if zeros and "." not in digits and bare.strip("-") else digits


def number(digits, unit, said):
    """A number as a value, and what belongs to the definition or the base."""
    value, more = {"value": digits, "unit": unit}, {}
    if unit == "percent y/y":
        value["unit"], more["base"] = "percent", "the same period of the year before"
    elif unit == "million t/year by 2030":
        value["unit"], more["definition"] = "million t/year", "by 2030"
    elif unit == "months from signature":
        value["unit"], more["definition"] = "months", "from signature"
    elif unit == "times longer":
        value["unit"], more["definition"] = "times", "longer"
    said = ALSO.get(said, said)
    if said in QUALIFIERS:
        value["qualifier"] = said
        if said in ("truncated", "rounded"):
            value["value"] = significant(digits)
    elif said:
        more["definition"] = said
    return value, more


def reading(row):
    """The value of a row, and what else its value and unit say."""
    digits, of_value = split(row["value"])
    unit, of_unit = split(row["unit"])
    if unit == "date" and edtf(digits):
        value, more = {"value": edtf(digits), "type": "date"}, {}
        if of_unit:
            more["definition"] = of_unit
    elif unit == "boolean":
        value, more = {"value": digits == "yes", "type": "boolean"}, {}
    elif NUMBER.match(digits):
        value, more = number(digits, unit, of_value or of_unit)
    else:
        words = row["value"] if unit in ("name", "date range") else f"{row['value']} {unit}"
        return {"value": words, "type": "text"}, {}
    if "qualifier" in value or more or of_value or str(value["value"]) != row["value"]:
        value["wording"] = f"{row['value']} {row['unit']}"
    return value, more


def period(row):
    """The period of a row: EDTF, or unknown with its words."""
    text = None if row["period_precision"] == "text" else edtf(row["period"])
    return text if text else {"unknown": True, "wording": row["period"]}


def published(text):
    """The day of publication of a source."""
    if DAY.match(text):
        return text
    bare, _ = split(text)
    return {"value": bare + "?", "wording": text} if DAY.match(bare) else {"unknown": True, "wording": text}


def source_id(row, known):
    """The id of the source of a row; a page with two days is two sources."""
    url = row["source_url"]
    if article := ARTICLES.get(url[:8]):
        known[article["id"]] = article
        return article["id"]
    key = (url, row["source_date"])
    if key in known:
        return known[key]["id"]
    place = re.sub(r"^https?://(www\.)?", "", url)
    slug = re.sub(r"[^a-z0-9]+", "-", place.lower()).strip("-")[:90].strip("-")
    taken = {entry["id"] for entry in known.values()}
    made, count = slug, 1
    while made in taken:
        count += 1
        made = f"{slug}-{count}"
    known[key] = {
        "id": made,
        "publisher": place.split("/")[0],
        "url": url,
        "published": published(row["source_date"]),
    }
    return made


def figure(row, known):
    """A row as an entry of the register."""
    value, more = reading(row)
    value["certainty"] = CONFIDENCE[row["confidence"]]
    made = {"id": row["id"], "source": source_id(row, known), "locator": f"row {row['id']}"}
    made |= {"topic": row["topic"], "measure": row["what"], "period": period(row), "value": value} | more
    if row["note"]:
        made["description"] = row["note"]
    return made


def lines(entries):
    """A JSON array with an entry on each line."""
    return "[\n" + ",\n".join("    " + json.dumps(e, ensure_ascii=False) for e in entries) + "\n  ]"


def convert(rows):
    """The text of the register."""
    known = {}
    figures = [figure(row, known) for row in rows]
    note = f"{len(rows)} claims, made by convert.py from a table with a row for each."
    return (
        '{\n  "partnership_register": 1,\n'
        f'  "note": {json.dumps(note)},\n'
        f'  "sources": {lines(known.values())},\n  "figures": {lines(figures)}\n}}\n'
    )


def main(table, register):
    with open(table, newline="", encoding="utf-8") as file:
        text = convert(list(csv.DictReader(file)))
    with open(register, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)


if __name__ == "__main__":
    main(*sys.argv[1:])
