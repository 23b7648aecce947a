"""Chromium without network, and what the tests of the page ask it."""
import json
import pathlib
import shutil
import subprocess
import tempfile
import unittest

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

import sample_results

BROWSER = shutil.which("chromium")
DRIVER = shutil.which("chromedriver")


def fixed(value, decimals=0):
    """A number as the page writes it."""
    text = f"{abs(value):,.{decimals}f}"
    return f"−{text}" if value < 0 and text.strip("0,.") else text


def signed(value, decimals=0):
    text = fixed(value, decimals)
    return f"+{text}" if value > 0 and text.strip("0,.") else text


def start_browser():
    options = webdriver.ChromeOptions()
    options.binary_location = BROWSER
    arguments = ["--headless=new", "--disable-gpu", "--window-size=1400,1000", "--disable-dev-shm-usage",
                 "--proxy-server=127.0.0.1:9", "--no-first-run", "--disable-background-networking",
                 # Chromium's sandbox runs neither as root nor in most containers; the page is our own.
                 "--no-sandbox"]
    for argument in arguments:
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(service=Service(DRIVER), options=options)
    driver.execute_cdp_cmd("Network.enable", {})
    driver.execute_cdp_cmd("Network.emulateNetworkConditions",
                           {"offline": True, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0})
    return driver


class PageTest(unittest.TestCase):
    """One browser for a class of tests; each test opens a page of its own."""

    make_page = None  # the program that turns results into a page
    make_history = None  # the program that writes results of a simulation
    kind = "what-if"  # of the page

    @classmethod
    def setUpClass(cls):
        cls.driver = start_browser()
        cls.addClassCleanup(cls.driver.quit)
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)

    def setUp(self):
        self.window(1400, 1000)
        self.media("light")

    def tearDown(self):
        log = self.driver.get_log("browser")
        self.assertEqual(log, [], "the browser's console has to stay empty")
        loaded = self.driver.execute_script("return performance.getEntriesByType('resource').map(e => e.name)")
        self.assertEqual(loaded, [], "the page has to load nothing")

    def sample(self, *arguments):
        """Results that are made up, for one kind of page."""
        return sample_results.sample(*arguments)

    def open(self, *arguments, **changes):
        """Opens the page of a sample, with top-level members changed, and returns its results."""
        results = {**self.sample(*arguments), **changes}
        page = subprocess.run([self.make_page, self.kind], input=json.dumps(results), capture_output=True, text=True,
                              check=True)
        path = self.folder / "report.html"
        path.write_text(page.stdout)
        self.driver.get(path.as_uri())
        return results

    def window(self, width, height):
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride",
                                    {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False})

    def media(self, scheme, medium=""):
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {
            "media": medium, "features": [{"name": "prefers-color-scheme", "value": scheme}]})

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def text(self, selector):
        return self.one(selector).text

    def table(self, selector):
        """The texts of a table's body, as screen readers have them: row by row."""
        script = "return [...document.querySelectorAll(arguments[0] + ' tbody tr')].map(" \
                 "row => [...row.cells].map(cell => cell.textContent))"
        return self.driver.execute_script(script, selector)

    def column(self, title):
        """The scenarios' figures under that title, of the rows that are shown."""
        heads = self.driver.execute_script(
            "return [...document.querySelectorAll('#scenario-table thead th')].map(head => head.textContent)")
        position = next(i for i, head in enumerate(heads) if head.startswith(title))
        return [row[position] for row in self.table("#scenario-table")]

    def sort_by(self, title):
        self.driver.find_element(
            By.XPATH, f"//div[@id='scenario-table']//button[@class='sort'][starts-with(., '{title}')]").click()

    def status(self):
        return self.text("#scenario-table [role=status]")

    def choose(self, letter, point):
        self.driver.find_element(By.CSS_SELECTOR, f"[aria-label='Show {point['name']} as {letter}']").click()

    def assert_chart_has_the_colours_of_the_page(self, canvas="trade-off-canvas"):
        """Waits, as a browser tells of a change of colours only before it draws the next time."""
        wanted = self.colours()["--muted"]
        script = "return Chart.getChart(arguments[1]).options.scales.x.ticks.color === arguments[0]"
        WebDriverWait(self.driver, 10).until(lambda driver: driver.execute_script(script, wanted, canvas))

    def colours(self):
        names = ["--ground", "--surface", "--raised", "--mark", "--text", "--muted", "--accent", "--good", "--bad",
                 "--a", "--b", "--used", "--point", "--point-faint", "--front"]
        return self.driver.execute_script(
            "const style = getComputedStyle(document.documentElement);"
            "return Object.fromEntries(arguments[0].map(n => [n, style.getPropertyValue(n).trim()]))", names)
