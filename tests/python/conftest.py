"""A small register that most tests ask: two states, an agreement in drafting, then signed."""

import partnership as ps
import pytest


def fill(model):
    """Record it in one transaction."""
    with model.transaction(actor="tester", note="the sample") as tx:
        tx.source("gazette", title="The <Gazette>", publisher="Press & Co", published="2026-02-11")
        tx.source("notes", title="Notes", published="2025-12-01")
        tx.source("rumour", title="Rumour", published="2026-03")
        tx.party("alba", kind="state", name="Alba", aliases=["Scotia", "Écosse"], source="notes")
        tx.party("borea", kind="state", name="Borea", source="notes")
        tx.party("ministry", kind="ministry", name="Ministry", country="alba", source="notes")
        tx.person("jo", name="Jo Doe", country="alba", source="notes")
        tx.office("minister", title="Minister", organisation="ministry", source="notes")
        tx.hold_office("jo", "minister", from_="2024-05", source="notes")
        tx.working_group(
            "wg", name="Drafting group", mandate="to draft", established="2025-08", source="notes"
        )
        tx.seat("wg", "jo", chair=True, from_="2025-08-08", source="notes")
        tx.agreement(
            "charter",
            title="Charter",
            type="charter",
            parties=["alba", "borea"],
            drafted_by="wg",
            source="notes",
        )
        tx.act(
            "charter/opening",
            agreement="charter",
            type="negotiation_opening",
            date="2025-08-08",
            source="notes",
        )
        tx.act(
            "charter/signature",
            agreement="charter",
            type="signature",
            date="2026-02-10",
            source="gazette",
        )
        tx.event("visit", title="Visit", type="visit", date="2026-02-10", source="gazette")
        tx.event(
            "first-meeting",
            type="meeting",
            group="wg",
            date="2025-09",
            participants=["jo", "borea"],
            topics=["rails"],
            source="notes",
        )
        tx.commitment(
            "lists",
            text="Exchange the lists",
            owners=["alba", "borea"],
            due="3 months after signature of charter",
            arises_from="charter",
            source="gazette",
        )
        tx.figure(
            "trade",
            measure="trade",
            about="alba",
            value=1365,
            unit="USD million",
            period="2025",
            qualifier="nearly",
            source="gazette",
        )
        tx.figure("rails", measure="rails", value=43, unit="km", source="notes")
        tx.assert_("rails", "value", "48", unit="km", source="gazette")
    return model


@pytest.fixture
def model():
    with fill(ps.new()) as made:
        yield made


@pytest.fixture
def view(model):
    return model.view("2026-05-20")


@pytest.fixture
def saved(model, tmp_path):
    """The same as a file."""
    path = tmp_path / "sample.pship"
    model.save(path)
    return path
