"""Networks as pictures: what is on them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import partnership as ps
import polars
import pytest
from partnership.drawing import _places

LINKS = {
    "id": ["rail", "road", "ferry", "back", "off"],
    "from": ["Alat", "Alat", "Aktau", "Poti", "Alat"],
    "to": ["Poti", "Poti", "Alat", "Alat", "Nowhere"],
    "mode": ["rail", "road", "sea", "rail", None],
    "time_h": [40.0, 20.0, 24.0, 41.0, 1.0],
    "capacity_t": [400.0, 100.0, None, 400.0, 1.0],
}
PLACES = {
    "id": ["Aktau", "Alat", "Poti", "Nowhere"],
    "longitude": [51.2, 49.4, 41.65, None],
    "latitude": [43.65, 39.95, 42.15, None],
}


@pytest.fixture
def network() -> ps.Network:
    return ps.network(polars.DataFrame(LINKS), polars.DataFrame(PLACES), name="Corridor")


def test_places_links_and_names_lie_where_they_are(network: ps.Network, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    path = tmp_path / "map.png"
    axes = network.draw(path)
    assert path.read_bytes().startswith(b"\x89PNG")
    [dots] = axes.collections
    assert [tuple(dot) for dot in dots.get_offsets()] == [
        (51.2, 43.65),
        (49.4, 39.95),
        (41.65, 42.15),
    ]
    assert axes.get_title() == "Corridor"
    words = [text.get_text() for text in axes.texts]
    assert {"Aktau", "Alat", "Poti", "1 of 4 places have no coordinates"} <= set(words)
    # The link to a place without coordinates is left out; the others begin and end at theirs.
    ends = [(*line.get_xydata()[0], *line.get_xydata()[-1]) for line in axes.lines]
    assert ends == [
        (49.4, 39.95, 41.65, 42.15),
        (49.4, 39.95, 41.65, 42.15),
        (51.2, 43.65, 49.4, 39.95),
    ]  # and the line that leads back from Poti is that of the rail


def test_links_beside_each_other_bend_and_those_that_lead_back_do_not(network: ps.Network) -> None:
    pytest.importorskip("matplotlib")
    axes = _axes(network, names=False)
    points = [len(line.get_xydata()) for line in axes.lines]
    assert points == [2, 17, 2]


def _axes(network: ps.Network, **options: Any) -> Any:
    from matplotlib.figure import Figure

    axes = Figure().add_subplot()
    assert ps.draw_network(network, axes=axes, **options) is axes
    return axes


def test_routes_are_marked_and_widths_tell_a_number(network: ps.Network) -> None:
    pytest.importorskip("matplotlib")
    legs = network.routes("Aktau", "Poti").legs
    axes = _axes(network, legs=legs, width_by="capacity_t", title="what passes")
    assert axes.get_title() == "what passes"
    labels = [text.get_text() for text in axes.get_legend().get_texts()]
    assert labels == ["rail", "road", "sea", "route 1"]
    widths = [line.get_linewidth() for line in axes.lines]
    # rail, which is also what leads back; road and its mark; the ferry, of which none is told, and its mark.
    assert widths == pytest.approx([6.0, 3.3, 8.3, 1.2, 6.2])
    closed = ps.compare_routes(network, network.without(links=["road"]), [("Aktau", "Poti")])
    axes = _axes(network, legs=closed.legs)
    labels = [text.get_text() for text in axes.get_legend().get_texts()]
    assert labels[3:] == ["route: after", "route: before", "route: both"]


def _crowd(count: int) -> ps.Network:
    """Places in two crowds with long names, and links between all of the first one."""
    ids = [f"p{i}" for i in range(count)]
    places = {
        "id": ids,
        "name": [f"Border crossing of the country {i}" for i in range(count)],
        "longitude": [(i % 5) * 0.7 + (40 if i % 2 else 47) for i in range(count)],
        "latitude": [(i // 5) * 0.9 + 38 for i in range(count)],
    }
    links = {"from": ids[:-1], "to": ids[1:], "time_h": [1.0] * (count - 1)}
    return ps.network(polars.DataFrame(links), polars.DataFrame(places))


@pytest.mark.parametrize("count", [2, 6, 30])
def test_names_lie_in_the_map_and_cover_neither_each_other_nor_a_place(count: int) -> None:
    pytest.importorskip("matplotlib")
    axes = _axes(_crowd(count))
    axes.figure.draw_without_rendering()
    names = [text for text in axes.texts if text.get_text()]
    assert 1 <= len(names) <= count
    if count == 2:
        assert len(names) == count
    inside = axes.get_window_extent()
    boxes = [text.get_window_extent() for text in names]
    [dots] = axes.collections
    places = axes.transData.transform(dots.get_offsets())
    for i, (text, box) in enumerate(zip(names, boxes)):
        assert text.get_text().startswith("Border crossing\nof the country")
        assert box.x0 >= inside.x0 and box.x1 <= inside.x1
        assert box.y0 >= inside.y0 and box.y1 <= inside.y1
        assert not any(box.overlaps(other) for other in boxes[:i])
        assert not any(box.contains(*at) for at in places)


def test_names_keep_their_places_when_the_picture_is_written(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    axes = _axes(_crowd(6))
    before = [text.get_position() for text in axes.texts]
    axes.figure.savefig(tmp_path / "map.png", dpi=300)
    assert [text.get_position() for text in axes.texts] == before
    assert {text.anncoords for text in axes.texts if text.get_text()} == {"offset points"}


def test_a_part_of_the_map_shows_what_lies_there(network: ps.Network) -> None:
    pytest.importorskip("matplotlib")
    axes = _axes(network, around=["Aktau", "Alat"])
    [dots] = axes.collections
    assert [tuple(dot) for dot in dots.get_offsets()] == [(51.2, 43.65), (49.4, 39.95)]
    west, east = axes.get_xlim()
    assert 41.65 < west < 49.4 and 51.2 < east < 60
    assert {text.get_text() for text in axes.texts} >= {"Aktau", "Alat"}
    assert "Poti" not in {text.get_text() for text in axes.texts}
    with pytest.raises(ValueError, match="'Nowhere'"):
        network.draw(around=["Alat", "Nowhere"])
    with pytest.raises(ValueError, match="empty"):
        network.draw(around=[])
    with pytest.raises(TypeError):
        network.draw(around="Alat")


def test_meridians_and_parallels_have_their_letters(network: ps.Network) -> None:
    pytest.importorskip("matplotlib")
    axes = _axes(network)
    across, up = axes.xaxis.get_major_formatter(), axes.yaxis.get_major_formatter()
    assert [across(x, None) for x in (50, 0, -20, 237.5, 180)] == ["50°E", "0°", "20°W", "122.5°W", "180°"]
    assert [up(y, None) for y in (42.5, 0, -10)] == ["42.5°N", "0°", "10°S"]


def test_a_map_across_the_date_line_is_not_torn() -> None:
    pytest.importorskip("matplotlib")
    links = polars.DataFrame({"from": ["Tokyo"], "to": ["Seattle"], "time_h": [200.0]})
    places = polars.DataFrame(
        {"id": ["Tokyo", "Seattle"], "longitude": [139.8, -122.3], "latitude": [35.6, 47.6]}
    )
    [line] = _axes(ps.network(links, places)).lines
    assert list(line.get_xdata()) == pytest.approx([139.8, 237.7])


@pytest.mark.parametrize(
    ("given", "drawn"),
    [
        ([4.1, 14.4, 121.5], [4.1, 14.4, 121.5]),
        ([139.8, -122.3], [139.8, 237.7]),
        ([-122.3, -73.9], [-122.3, -73.9]),
        ([-9.1, 51.2, 108.9], [-9.1, 51.2, 108.9]),
        ([49.4, 49.4], [49.4, 49.4]),
        ([0.1 * 3], [0.3]),
    ],
)
def test_the_globe_is_cut_where_there_is_nothing(given: list[float], drawn: list[float]) -> None:
    ids = [str(i) for i in range(len(given))]
    places = polars.DataFrame({"id": ids, "longitude": given, "latitude": [40.0] * len(given)})
    links = polars.DataFrame({"from": ids[:1], "to": ids[-1:], "time_h": [1.0]})
    found, missing = _places(ps.network(links, places))
    assert [place.x for place in found.values()] == pytest.approx(drawn)
    assert missing == 0


def test_what_cannot_be_drawn_is_raised(
    network: ps.Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ValueError, match="longitude"):
        ps.network(polars.DataFrame(LINKS)).draw()
    with pytest.raises(ValueError, match="'beauty'"):
        network.draw(width_by="beauty")
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(ImportError, match="pip install matplotlib"):
        network.draw()
