#!/usr/bin/env python3
"""Opens the pages of `berth whatif --report` and `berth simulate --report` in Chromium without network
and clicks through them.

    page_test.py MAKE_PAGE MAKE_HISTORY [TEST...]  MAKE_PAGE turns results (stdin) into a page (stdout),
                                                   MAKE_HISTORY writes results of a simulation; a TEST is
                                                   named as robustness_cases.ContrastTest

Exits with 77, saying why, where Chromium, its driver or Selenium is missing. Whatever a test does, a
line on the browser's console or something loaded fails it.
"""
import importlib.util
import sys
import unittest

SKIPPED = 77


def skip(reason):
    print(f"skipped: {reason}; .ci/packages browser installs what is needed on Debian")
    sys.exit(SKIPPED)


if importlib.util.find_spec("selenium") is None:
    skip("python3-selenium is not installed")

import browser  # noqa: E402  it needs Selenium

CASES = ["overview_cases", "comparison_cases", "robustness_cases", "simulation_cases"]

if __name__ == "__main__":
    if not browser.BROWSER or not browser.DRIVER:
        skip("Chromium or its driver is not installed")
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    browser.PageTest.make_page = sys.argv.pop(1)
    browser.PageTest.make_history = sys.argv.pop(1)
    unittest.main(module=None, argv=[*sys.argv[:1], *(sys.argv[1:] or CASES)], verbosity=2)
