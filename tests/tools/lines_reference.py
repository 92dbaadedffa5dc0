"""Least squares lines and their inverse prediction intervals, worked out in another way than the library does.

    lines_reference.py > tests/data/lines.csv        (needs numpy)

The line is that of numpy.polyfit. Student's t is found by integrating its density with Simpson's rule, and the ends
of the interval by bisection of |a + b x - 100| <= t s sqrt(1 + 1/n + (x - mean)^2 / Sxx); see N. R. Draper,
H. Smith, Applied Regression Analysis, 3rd ed. (1998), sections 1.4 and 3.2.
"""

from __future__ import annotations

import math

import numpy as np

HORADIZ = "2022-12-12:40 2023-12-12:45 2025-03-07:62 2025-04-18:63 2025-09-05:67 2025-12-23:69"
CASES = {
    "horadiz_aghband": HORADIZ + " 2026-02-27:70",
    "horadiz_aghband_three": "2023-12-12:45 2025-09-05:67 2026-02-27:70",
    "exact": "2024-01-01:10 2024-04-10:20 2024-07-19:30 2024-10-27:40",
    "noisy": "2020-01-01:5 2020-07-01:30 2021-01-01:25 2021-07-01:55 2022-01-01:50",
    "unsettled": "2020-01-01:50 2020-02-01:40 2020-03-01:52",
    "monthly": " ".join(f"2024-{m:02}-01:{3 * m + m % 3}" for m in range(1, 13)),
    "late_start": "1996-02-29:1 1996-03-01:1.5 2020-02-29:2.25 2020-03-01:2.75",
}


def student_t(confidence: float, freedom: int) -> float:
    """By integration of the density and bisection."""
    scale = math.gamma((freedom + 1) / 2) / math.gamma(freedom / 2) / math.sqrt(freedom * math.pi)

    def within(t: float) -> float:
        # x = sqrt(freedom) tan u turns the density into a power of the cosine.
        u = np.linspace(0, math.atan(t / math.sqrt(freedom)), 20001)
        y = np.cos(u) ** (freedom - 1) * math.sqrt(freedom) * scale
        return 2 * float((u[1] - u[0]) / 3 * (y[0] + y[-1] + 4 * y[1:-1:2].sum() + 2 * y[2:-1:2].sum()))

    low, high = 0.0, 1e6
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if within(middle) < confidence else (low, middle)
    return (low + high) / 2


def bisect(inside: float, outside: float, held) -> float:
    """The border between a day that is held and one that is not."""
    for _ in range(200):
        middle = (inside + outside) / 2
        inside, outside = (middle, outside) if held(middle) else (inside, middle)
    return (inside + outside) / 2


def main() -> None:
    print("# Made by tests/tools/lines_reference.py, which says how; numbers are days since 1970-01-01.")
    print("case,points,per_day,finish,first,last,tolerance")
    for name, points in CASES.items():
        pairs = [pair.rsplit(":", 1) for pair in points.split()]
        x = np.array([int(np.datetime64(day, "D").astype(int)) for day, _ in pairs], dtype=float)
        y = np.array([float(percent) for _, percent in pairs])
        mean, n = x.mean(), len(x)
        b, a = np.polyfit(x - mean, y, 1)
        finish = (100 - a) / b
        s = math.sqrt(((y - a - b * (x - mean)) ** 2).sum() / (n - 2))
        sxx, t = ((x - mean) ** 2).sum(), student_t(0.95, n - 2)

        def held(d: float) -> bool:
            return abs(a + b * d - 100) <= t * s * math.sqrt(1 + 1 / n + d * d / sxx)

        first = last = ""
        if b * b > (t * s) ** 2 / sxx:
            first = repr(float(mean + bisect(finish, finish - 1e9, held)))
            last = repr(float(mean + bisect(finish, finish + 1e9, held)))
        print(f"{name},{points},{float(b)!r},{float(mean + finish)!r},{first},{last},1e-5")


main()
