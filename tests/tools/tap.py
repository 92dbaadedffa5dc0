"""Reports checks in TAP, so that meson and tests/run.sh count them one by one."""

import sys


class Tap:
    """Numbers the checks of one script and remembers whether any of them failed."""

    def __init__(self):
        self.count = 0
        self.failed = 0

    def check(self, good, name, detail=""):
        """Report one check; `detail` is shown when it failed."""
        self.count += 1
        self.failed += not good
        print(f"{'ok' if good else 'not ok'} {self.count} - {name}")
        if not good:
            for line in str(detail).splitlines():
                print(f"#   {line}")
        sys.stdout.flush()
        return bool(good)

    def skip(self, name, reason):
        """Report a check that could not be made here."""
        self.count += 1
        print(f"ok {self.count} - {name} # SKIP {reason}")
        sys.stdout.flush()

    def done(self):
        """Write the plan and return the exit code."""
        print(f"1..{self.count}")
        return 1 if self.failed else 0
