"""Which questions grow faster than the register does? A sweep for a person to run.

Each shape below is a register with many of one kind of thing on ONE subject, or with one thing each on many
subjects. Every list of a view is asked of it at a size and at twice the size, each in a process of its own:

    PYTHONPATH=build/bindings/python python3 tests/bench/one_subject.py [--size N] [--shape WORD] [--question WORD]

A line is printed for each question that takes longer than --slow seconds, or whose time more than triples when
the size doubles; the last column is how long it goes on after it has been cancelled.
"""

import argparse
import datetime
import os
import signal
import sys
import time

import partnership as ps

SHAPES = {}


def shape(function):
    SHAPES[function.__name__] = function
    return function


class Writer:
    """Entities and statements in few words; a list is many values."""

    def __init__(self, tx):
        self.tx = tx

    def __call__(self, kind, name, /, **values):
        self.tx.entity(name, kind)
        source = values.pop("source", "paper")
        for prop, value in values.items():
            for each in value if isinstance(value, list) else [value]:
                text, unit = each if isinstance(each, tuple) else (each, None)
                self.tx.assert_(name, prop, text, unit=unit, source=source)


def day(i):
    return f"{1990 + i // 336 % 36}-{1 + i // 28 % 12:02}-{1 + i % 28:02}"


def day_after_day(i):
    """Never the same day twice, for spells that follow each other."""
    return datetime.date(1900, 1, 1) + datetime.timedelta(i)


def parties(w, n, prefix="p"):
    for i in range(n):
        w("state", f"{prefix}{i}", name=f"Party {i}")
    return [f"{prefix}{i}" for i in range(n)]


@shape
def assessments_of_one(w, n):
    w("commitment", "c", text="Reform", due="2020")
    for i in range(n):
        w("agency", f"judge{i % 50}")
        w("assessment", f"a{i}", assesses="c", assessor=f"judge{i % 50}", yardstick=f"plan {i % 3}",
          verdict=("met", "not_met")[i % 2], score=(str(i), "percent"), date=day(i))


@shape
def assessments_of_one_that_agree(w, n):
    w("commitment", "c", text="Reform", due="2020")
    for i in range(n):
        w("assessment", f"a{i}", assesses="c", verdict="met", yardstick="plan")


@shape
def milestones_of_one(w, n):
    w("commitment", "c", text="Reform", due="2020")
    for i in range(n):
        w("milestone", f"m{i}", commitment="c", due=day(i), reviewed=day(i), result="met")


@shape
def acts_of_one(w, n):
    who = parties(w, n)
    w("agreement", "a", title="Pact", party=who)
    for i in range(n):
        w("act", f"t{i}", agreement="a", type=("ratification", "signature")[i % 2], date=day(i), party=who[i])


@shape
def vague_acts_of_one(w, n):
    w("agreement", "a", title="Pact", party=parties(w, 2))
    for i in range(n):
        w("act", f"t{i}", agreement="a", type=("suspension", "resumption", "amendment")[i % 3], date="2000/2030",
          party="p0")


@shape
def conditions_of_one(w, n):
    w("agreement", "a", title="Pact", party=parties(w, 2))
    w("act", "s", agreement="a", type="signature", date="2000-01-01", party=["p0", "p1"])
    for i in range(n):
        w("condition", f"k{i}", condition_of="a", type="entry_into_force", basis="signature", delay=(str(i), "day"))


@shape
def agreements_each(w, n):
    parties(w, 2)
    for i in range(n):
        w("agreement", f"a{i}", title=f"Pact {i}", party=["p0", "p1"], type="treaty")
        w("act", f"a{i}/s", agreement=f"a{i}", type="signature", date=day(i), party=["p0", "p1"])
        w("act", f"a{i}/f", agreement=f"a{i}", type="entry_into_force", date=day(i + 90))
        w("commitment", f"c{i}", text=f"Do {i}", owner="p0", due=f"3 months after signature of a{i}",
          depends_on=f"a{i}", arises_from=f"a{i}")


@shape
def chain_of_agreements(w, n):
    parties(w, 2)
    for i in range(n):
        w("agreement", f"a{i}", title=f"Pact {i}", party=["p0", "p1"])
        w("act", f"a{i}/s", agreement=f"a{i}", type="signature", date=day(i), party=["p0", "p1"])
        if i:
            w("agreement", f"a{i}", requires=f"a{i - 1}", amends=f"a{i - 1}", supersedes=f"a{i - 1}")


@shape
def agreements_on_one(w, n):
    parties(w, 2)
    w("agreement", "base", title="Base", party=["p0", "p1"])
    for i in range(n):
        w("agreement", f"a{i}", title=f"Pact {i}", party=["p0", "p1"], requires="base", amends="base")


@shape
def agreement_on_many(w, n):
    w("agreement", "top", title="Top", party=parties(w, 2))
    for i in range(n):
        w("agreement", f"a{i}", title=f"Pact {i}", party=["p0", "p1"])
        w("agreement", "top", requires=f"a{i}", amends=f"a{i}")


@shape
def commitments_of_one(w, n):
    parties(w, 1)
    w("agreement", "a", title="Pact", party="p0")
    w("act", "s", agreement="a", type="signature", date="2000-01-01", party="p0")
    w("event", "e", title="Summit", date="2000-01-01", participant="p0")
    for i in range(n):
        w("commitment", f"c{i}", text=f"Do {i}", owner="p0", beneficiary="p0", depends_on="a",
          due="3 months after signature of a", arises_from=("a", "e")[i % 2])


@shape
def commitment_on_many(w, n):
    w("commitment", "top", text="Top", owner=parties(w, n))
    for i in range(n):
        w("commitment", f"c{i}", text=f"Do {i}", due=day(i))
        w("commitment", "top", depends_on=f"c{i}")


@shape
def chain_of_commitments(w, n):
    for i in range(n):
        w("commitment", f"c{i}", text=f"Do {i}", due=day(i))
        if i:
            w("commitment", f"c{i}", depends_on=f"c{i - 1}")


@shape
def promises_of_one(w, n):
    w("commitment", "c", text="Do")
    w("project", "j", name="Road")
    for i in range(n):
        w("source", f"s{i}", publisher=f"P{i}", published=day(i))
        w("commitment", "c", due=day(i * 7 % n), source=f"s{i}")
        w("project", "j", finish=day(i * 7 % n), source=f"s{i}")


@shape
def progress_of_one(w, n):
    w("project", "j", name="Road")
    for i in range(n):
        w("source", f"s{i}", publisher=f"P{i}", published=day(i))
        tx_from = day(i * 7 % n)
        w.tx.assert_("j", "progress", str(i * 100 // n), unit="percent", source=f"s{i}", from_=tx_from)


@shape
def shares_of_one(w, n):
    w("project", "v", name="Field")
    parties(w, 7)
    for i in range(n):
        w("company", f"h{i}", name=f"Holder {i}")
        w("share", f"s{i}", venture="v", holder=f"h{i}", origin=f"p{i % 7}", percentage=("1", "percent"),
          stage=f"stage {i % 5}")


@shape
def shares_of_one_over_time(w, n):
    w("project", "v", name="Field")
    w("share", "s", venture="v", holder=parties(w, 1)[0])
    for i in range(n):
        w.tx.assert_("s", "percentage", str(i % 100), unit="percent", source="paper", from_=day_after_day(i), until=day_after_day(i + 1))


@shape
def shares_by_origins(w, n):
    w("project", "v", name="Field")
    for i in range(n):
        w("state", f"o{i}", name=f"Origin {i}")
        w("share", f"s{i}", venture="v", origin=f"o{i}", percentage=("1", "percent"))


@shape
def seats_of_one(w, n):
    w("working_group", "g", name="Group", mandate="Talk", established="1990")
    parties(w, 2)
    for i in range(n):
        w("person", f"m{i}", name=f"Member {i}")
        w("seat", f"s{i}", seat_of="g", incumbent=f"m{i}", on_behalf_of=f"p{i % 2}", capacity="member")
        w("working_group", "g", member=f"m{i}", chair=f"m{i}")


@shape
def incumbents_of_one_seat(w, n):
    w("working_group", "g", name="Group")
    w("seat", "s", seat_of="g", capacity="chair")
    w("office", "o", title="Minister", organisation=parties(w, 1)[0])
    for i in range(n):
        w("person", f"m{i}", name=f"Member {i}")
        w.tx.assert_("s", "incumbent", f"m{i}", source="paper", from_=day_after_day(i), until=day_after_day(i + 1))
        w.tx.assert_(f"m{i}", "holds_office", "o", source="paper", from_=day_after_day(i), until=day_after_day(i + 1))


@shape
def offices_of_one_person(w, n):
    parties(w, 1)
    w("person", "m", name="Member")
    for i in range(n):
        w("office", f"o{i}", title=f"Office {i}", organisation="p0")
        w("person", "m", holds_office=f"o{i}")


@shape
def spells_of_one_office(w, n):
    parties(w, 1)
    w("person", "m", name="Member")
    w("office", "o", title="Office", organisation="p0")
    for i in range(n):
        w.tx.assert_("m", "holds_office", "o", source="paper", from_=day_after_day(i), until=day_after_day(i + 1))


@shape
def meetings_of_one(w, n):
    w("working_group", "g", name="Group", mandate="Talk")
    parties(w, 2)
    for i in range(n):
        w("event", f"e{i}", title=f"Meeting {i}", type="meeting", date=day(i), group="g", participant=["p0", "p1"])


@shape
def decisions_of_one(w, n):
    w("event", "e", title="Summit", date="2000-01-01", participant=parties(w, 2))
    for i in range(n):
        w("decision", f"d{i}", decided_at="e", title=f"Decision {i}")
        w("commitment", f"c{i}", text=f"Do {i}", arises_from=f"d{i}", owner="p0")
        w("event", "e", leads_to=f"c{i}", agenda=f"Item {i}", topic=f"Topic {i}")


@shape
def delegations_of_one(w, n):
    w("event", "e", title="Summit", type="visit", date="2000-01-01", host=parties(w, 2)[0])
    for i in range(n):
        w("person", f"m{i}", name=f"Member {i}")
        w("delegation", f"d{i}", delegation_to="e", on_behalf_of=f"p{i % 2}", head=f"m{i}", delegate=f"m{i}")


@shape
def visits_that_return_one(w, n):
    parties(w, 2)
    w("event", "e", title="Visit", type="visit", date="2000-01-01", host="p0", participant="p1")
    for i in range(n):
        w("event", f"e{i}", title=f"Visit {i}", type="visit", date=day(i), host="p1", participant="p0",
          reciprocates="e")


@shape
def events_of_two(w, n):
    parties(w, 2)
    for i in range(n):
        w("event", f"e{i}", title=f"Meeting {i}", type="visit", date=day(i), participant=["p0", "p1"], host="p0")


@shape
def aliases_of_one(w, n):
    w("state", "p", name="Party")
    for i in range(n):
        w("state", "p", alias=f"Name {i}")
        w("alias", f"p/{i}", alias_of="p", name=f"Other {i}", type="spelling", language="en")


@shape
def merged_into_one(w, n):
    w("state", "p", name="Party", founded="1990")
    for i in range(n):
        w("state", f"q{i}", name=f"Name {i}", founded=day(i))
        w.tx.assert_(f"q{i}", "merged_into", "p", source="paper", reason="one")


@shape
def chain_of_merges(w, n):
    for i in range(n):
        w("state", f"q{i}", name=f"Name {i}")
        if i:
            w.tx.assert_(f"q{i}", "merged_into", f"q{i - 1}", source="paper", reason="one")


@shape
def merged_agreements(w, n):
    parties(w, 2)
    w("agreement", "a", title="Pact", party=["p0", "p1"])
    for i in range(n):
        w("agreement", f"a{i}", title="Pact", party=["p0", "p1"])
        w("act", f"a{i}/s", agreement=f"a{i}", type="signature", date=day(i), party=["p0", "p1"])
        w.tx.assert_(f"a{i}", "merged_into", "a", source="paper", reason="one")


@shape
def merged_agreements_of_many_acts(w, n):
    parties(w, 1)
    for a in ("a", "b"):
        w("agreement", a, title="Pact", party="p0")
        for i in range(n):
            w("act", f"{a}/{i}", agreement=a, type="amendment", date=day(2 * i + (a == "b")), party="p0")
    w.tx.assert_("b", "merged_into", "a", source="paper", reason="one")


@shape
def merged_statements(w, n):
    for a in ("a", "b"):
        w("state", a, name="Party")
    for i in range(n):
        w.tx.assert_(("a", "b")[i % 2], "founded", day(i), source="paper")
    w.tx.assert_("b", "merged_into", "a", source="paper", reason="one")


@shape
def figures_of_one(w, n):
    w("state", "p", name="Party")
    for i in range(n):
        w("figure", f"f{i}", measure="Trade", about="p", period="2024", value=(str(i), "USD"), definition="goods")


@shape
def figures_of_periods(w, n):
    w("state", "p", name="Party")
    for i in range(n):
        w("figure", f"f{i}", measure="Trade", about="p", period=f"{1900 + i % 130}", value=(str(i), "USD"),
          definition=[f"goods {i % 7}"])


@shape
def values_of_one_figure(w, n):
    w("figure", "f", measure="Trade", period="2024")
    for i in range(n):
        w("figure", "f", value=(str(i), "USD"), definition=f"kind {i % 5}")


@shape
def members_of_one(w, n):
    w("bloc", "b", name="Bloc")
    for p in parties(w, n):
        w.tx.assert_(p, "member_of", "b", source="paper", from_="1990")


@shape
def blocs_of_one(w, n):
    w("state", "p", name="Party")
    for i in range(n):
        w("bloc", f"b{i}", name=f"Bloc {i}")
        w.tx.assert_("p", "member_of", f"b{i}", source="paper", from_="1990")


@shape
def spells_in_one_bloc(w, n):
    w("bloc", "b", name="Bloc")
    w("state", "p", name="Party")
    for i in range(n):
        w.tx.assert_("p", "member_of", "b", source="paper", from_=day_after_day(2 * i), until=day_after_day(2 * i + 1))


@shape
def successors_of_one(w, n):
    w("state", "old", name="Old")
    for p in parties(w, n):
        w.tx.assert_(p, "successor_of", "old", source="paper", from_="1990")


@shape
def sectors_of_one(w, n):
    w("sector_scheme", "scheme", name="Scheme")
    w("project", "j", name="Road", amount=("5", "USD"), partner=parties(w, 2))
    for i in range(n):
        w("sector", f"x{i}", name=f"Sector {i}", scheme="scheme", code=str(i))
        w("project", "j", sector=f"x{i}")


@shape
def chain_of_sectors(w, n):
    w("sector_scheme", "scheme", name="Scheme")
    for i in range(n):
        w("sector", f"x{i}", name=f"Sector {i}", scheme="scheme", code=str(i))
        if i:
            w("sector", f"x{i}", broader=f"x{i - 1}")
    w("project", "j", name="Road", amount=("5", "USD"), sector=f"x{n - 1}")


@shape
def matches_of_one_sector(w, n):
    for s in ("one", "other"):
        w("sector_scheme", s, name=s)
    w("sector", "x", name="X", scheme="one", code="x")
    for i in range(n):
        w("sector", f"y{i}", name=f"Y{i}", scheme="other", code=str(i))
        w("sector", "x", close_match=f"y{i}")
    w("project", "j", name="Road", sector="x")


@shape
def projects_of_one_sector(w, n):
    w("sector_scheme", "scheme", name="Scheme")
    w("sector", "x", name="X", scheme="scheme", code="x")
    parties(w, 2)
    for i in range(n):
        w("project", f"j{i}", name=f"Road {i}", sector="x", amount=("5", "USD"), partner="p0", date=day(i))


@shape
def partners_of_one(w, n):
    w("project", "j", name="Road", partner=parties(w, n))
    w("agreement", "a", title="Pact", party=[f"p{i}" for i in range(n)])
    w("act", "s", agreement="a", type="signature", date="2000-01-01", party=[f"p{i}" for i in range(n)])
    w("event", "v", title="Visit", type="visit", host="p0", date="2000-01-01")


@shape
def participants_of_one(w, n):
    w("event", "e", title="Summit", date="2000-01-01", topic=[f"Topic {i}" for i in range(n)])
    for i in range(n // 30 + 2):
        w("person", f"m{i}", name=f"Member {i}")
        w("event", "e", participant=f"m{i}")


@shape
def values_of_one_cell(w, n):
    w("agreement", "a")
    for i in range(n):
        w("agreement", "a", title=f"Title {i}")
        w.tx.assert_("a", "type", f"type {i % 9}", source="paper", from_=day_after_day(i), until=day_after_day(i + 1))


@shape
def parts_of_one(w, n):
    w("project", "j", name="Programme")
    w("place", "z", name="Zone", role=[f"Role {i}" for i in range(n)], incentive=[f"I {i}" for i in range(n)])
    for i in range(n):
        w("project", f"j{i}", name=f"Road {i}", part_of="j", place="z")


@shape
def corrections_of_one(w, n):
    w.tx.entity("c", "commitment")
    said = w.tx.assert_("c", "due", "2020-01-01", source="paper")
    for i in range(n):
        w("source", f"s{i}", publisher="P", published=day(i))
        said = w.tx.correct(said, ps.Date.parse(day(i)), source=f"s{i}")


@shape
def one_statement_of_everybody(w, n):
    for i in range(n):
        w("state", f"p{i}", name=f"Party {i}")
        w("person", f"m{i}", name=f"Person {i}")
        w("project", f"j{i}", name=f"Project {i}", partner=f"p{i}", finish=day(i))
        w("event", f"e{i}", title=f"Event {i}", date=day(i), participant=[f"p{i}", f"m{i}"])
        w("figure", f"f{i}", measure=f"Measure {i}", period="2020", value="1")
        w("working_group", f"g{i}", name=f"Group {i}")
        w("milestone", f"k{i}")
        w("assessment", f"as{i}", assesses=f"j{i}", verdict="met")


def build(name, size, stop):
    model = ps.new(ps.Context(progress=lambda stage, fraction: not stop()))
    with model.transaction() as tx:
        w = Writer(tx)
        w("source", "paper", title="Paper", publisher="Paper", published="2024-01-01")
        SHAPES[name](w, size)
    return model


def questions(view, name):
    """Every question that takes no argument, and those that take the one subject."""
    asked = {
        word: getattr(view, word)
        for word in (
            "acts agreement_graph agreement_spells agreements anniversaries assessments bloc_members brief "
            "commitment_slippage commitments contacts contested decisions dependencies events figure_claims "
            "figure_comparison figure_conflicts figure_unread figures follow_ups force forecast masks meetings "
            "members merge_conflicts merges milestones offices offices_over_time overdue parties places progress "
            "project_slippage projects readiness relations sector_items sectors seats share_history shares "
            "sources successions timeline trace visits working_groups"
        ).split()
    }
    asked["changes"] = lambda: view.changes("1980-01-01")
    asked["find"] = lambda: view.find("Name 1")
    for word in ("sector_concentration", "sector_coverage"):
        asked[word] = lambda word=word: getattr(view, word)("scheme", 1990, 2025)
    asked["sector_share"] = lambda: view.sector_share("x0" if "chain" in name or "sectors" in name else "x", 1990, 2025)
    asked["partner_balance"] = lambda: view.partner_balance("p0", 1990, 2025)
    for subject in ("a", "c", "j", "p", "g", "e"):
        asked[f"explain_status({subject})"] = lambda subject=subject: view.explain_status(subject)
        asked[f"names({subject})"] = lambda subject=subject: view.names(subject)
    return asked


def in_child(work, limit):
    """What the work printed, in a process that is killed after so many seconds."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        signal.alarm(limit)
        try:
            os.write(write, work().encode())
        finally:
            os._exit(0)
    os.close(write)
    with os.fdopen(read) as pipe:
        told = pipe.read()
    os.waitpid(child, 0)
    return told


def ask(name, size, only, limit):
    """Seconds that each question takes, and seconds from a cancel to the end."""
    deadline = [None]
    model = build(name, size, lambda: deadline[0] is not None and time.monotonic() > deadline[0])
    view = model.view(as_of="2026-01-01", holding="possible")
    view.agreements()  # everything is read once
    taken = {}
    for word, question in questions(view, name).items():
        if only and only not in word:
            continue

        def measure(question=question):
            begun = time.process_time()
            try:
                question()
            except (ps.NotFoundError, ps.ArgumentError):
                return ""
            whole = time.process_time() - begun
            late = 0.0
            if whole > 0.3:
                deadline[0] = time.monotonic() + 0.1
                try:
                    question()
                except ps.CancelledError:
                    pass
                late = time.monotonic() - deadline[0]
            return f"{whole} {late}"

        told = in_child(measure, limit)
        taken[word] = tuple(map(float, told.split())) if told else None
    return taken


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", type=int, default=1000)
    parser.add_argument("--shape", default="")
    parser.add_argument("--question", default="")
    parser.add_argument("--slow", type=float, default=0.3)
    parser.add_argument("--limit", type=int, default=20, help="seconds after which a question is given up")
    options = parser.parse_args()
    for name in SHAPES:
        if options.shape not in name:
            continue
        small = ask(name, options.size, options.question, options.limit)
        large = ask(name, 2 * options.size, options.question, options.limit)
        for word in small:
            if small[word] is None or large[word] is None:
                if small[word] is not None:
                    print(f"{name:32} {word:24} {small[word][0]:7.3f}  over {options.limit} s", flush=True)
                continue
            before, after = small[word][0], large[word][0]
            if after > options.slow or (after > 0.05 and after > 3 * before):
                print(f"{name:32} {word:24} {before:7.3f} {after:7.3f}  x{after / before:4.1f}"
                      f"  cancelled after {large[word][1]:.2f}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
