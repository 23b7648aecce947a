#!/usr/bin/env python3
"""Opens the page of `berth whatif --report` in Chromium without network and clicks through it.

    page_test.py MAKE_PAGE [test...]     MAKE_PAGE turns results (stdin) into a page (stdout)

Exits with 77, saying why, where Chromium, its driver or Selenium is missing. Whatever a test does, a
line on the browser's console or something loaded fails it.
"""
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

import sample_results

SKIPPED = 77


def skip(reason):
    print(f"skipped: {reason}; .ci/packages browser installs what is needed on Debian")
    sys.exit(SKIPPED)


try:
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys
    from selenium.webdriver.support.ui import Select, WebDriverWait
except ImportError:
    skip("python3-selenium is not installed")

BROWSER = shutil.which("chromium")
DRIVER = shutil.which("chromedriver")
MAKE_PAGE = None


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
    """One browser for all tests; each opens a page of its own."""

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

    def open(self, *arguments, **changes):
        """Opens the page of a sample, with top-level members changed, and returns its results."""
        results = {**sample_results.sample(*arguments), **changes}
        page = subprocess.run([MAKE_PAGE], input=json.dumps(results), capture_output=True, text=True, check=True)
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

    def assert_chart_has_the_colours_of_the_page(self):
        """Waits, as a browser tells of a change of colours only before it draws the next time."""
        wanted = self.colours()["--muted"]
        script = "return Chart.getChart('trade-off-canvas').options.scales.x.ticks.color === arguments[0]"
        WebDriverWait(self.driver, 10).until(lambda driver: driver.execute_script(script, wanted))

    def colours(self):
        names = ["--ground", "--surface", "--raised", "--mark", "--text", "--muted", "--accent", "--good", "--bad",
                 "--a", "--b", "--used", "--point", "--point-faint", "--front"]
        return self.driver.execute_script(
            "const style = getComputedStyle(document.documentElement);"
            "return Object.fromEntries(arguments[0].map(n => [n, style.getPropertyValue(n).trim()]))", names)


class FirstSightTest(PageTest):
    def test_the_verdict_names_the_best_scenario_its_cost_and_the_base(self):
        results = self.open()
        best = min(results["points"], key=lambda point: point["rank"])
        verdict = self.text("#verdict")
        self.assertTrue(verdict.startswith(best["name"]), verdict)
        self.assertIn(f"places {best['metrics']['placed']} of 100 tasks", verdict)
        self.assertIn(f"costs {fixed(best['metrics']['cost-per-hour'], 2)} USD/h", verdict)
        self.assertIn(f"{fixed(abs(best['difference']['cost-per-hour']), 2)} USD/h more than the base", verdict)
        self.assertIn("The base does not meet placed=100%", verdict)

    def test_where_nothing_meets_the_requirements_the_verdict_says_so_first(self):
        points = sample_results.sample()["points"]
        for point in points:
            point["meetsRequirements"] = False
        self.open(points=points)
        self.assertTrue(self.text("#verdict").startswith("None of 60 scenarios meets placed=100%."))

    def test_prices_and_warnings_are_told(self):
        results = self.open()
        self.assertIn(f"USD, {results['priceSource']}", self.text("#facts"))
        self.assertIn(results["warnings"][0], self.text("#warnings"))

    def test_a_sweep_without_scenarios_says_so(self):
        self.open(points=[], details=[])
        self.assertIn("no scenario", self.text("#verdict"))

    def test_the_chart_has_every_scenario_and_marks_the_front(self):
        results = self.open()
        series = self.driver.execute_script(
            "return Chart.getChart('trade-off-canvas').data.datasets.map(set => [set.label, set.data.length])")
        front = sum(point["onParetoFront"] for point in results["points"])
        self.assertEqual(dict(series)["Pareto front"], front)
        self.assertEqual(sum(count for _, count in series), 60)
        self.assertIn("60 of 60 scenarios drawn", self.one("#trade-off-canvas").accessible_name)

    def to_first_point_of_front(self):
        """The pointer on the chart's first point."""
        position = self.driver.execute_script(
            "const chart = Chart.getChart('trade-off-canvas'), meta = chart.getDatasetMeta(0);"
            "chart.canvas.scrollIntoView({block: 'center'}); const box = chart.canvas.getBoundingClientRect();"
            "return [meta.data[0].x - box.width / 2, meta.data[0].y - box.height / 2]")
        return ActionChains(self.driver).move_to_element_with_offset(
            self.one("#trade-off-canvas"), round(position[0]), round(position[1]))

    def test_a_point_of_the_chart_tells_which_scenarios_it_stands_for(self):
        points = sample_results.sample()["points"]
        cheapest = min(points, key=lambda point: point["metrics"]["cost-per-hour"])
        twins = [{**cheapest, "point": 1000 + i, "rank": 1000 + i, "name": f"twin {i}"} for i in range(6)]
        self.open(points=points + twins)
        self.to_first_point_of_front().perform()
        script = "const {tooltip} = Chart.getChart('trade-off-canvas');" \
                 "return tooltip.opacity && [tooltip.body.flatMap(part => part.lines), tooltip.footer]"
        lines, footer = WebDriverWait(self.driver, 10).until(lambda driver: driver.execute_script(script))
        figures = f"{fixed(cheapest['metrics']['cost-per-hour'], 2)} USD/h, {cheapest['metrics']['placed']} tasks"
        self.assertEqual(lines[0], f"{cheapest['name']}: {figures}")
        self.assertEqual([len(lines), footer], [5, ["and 2 more points here"]])

    def test_a_click_on_a_point_of_the_chart_opens_it(self):
        results = self.open()
        self.to_first_point_of_front().click().perform()
        front = [point for point in results["points"] if point["onParetoFront"]]
        cheapest = min(front, key=lambda point: point["metrics"]["cost-per-hour"])
        self.assertIn(cheapest["name"], self.text("#names .card.a"))


class ScenarioTableTest(PageTest):
    def test_rows_come_by_rank_with_the_figures_of_the_results(self):
        results = self.open()
        ranked = sorted(results["points"], key=lambda point: point["rank"])[:25]
        self.assertEqual(self.column("Rank"), [str(point["rank"]) for point in ranked])
        self.assertEqual(self.column("Placed"), [fixed(point["metrics"]["placed"]) for point in ranked])
        self.assertEqual(self.column("Cost per hour"), [fixed(point["metrics"]["cost-per-hour"], 2) for point in ranked])
        self.assertEqual(self.status(), "Rows 1–25 of 60 scenarios")

    def test_a_column_sorts_upwards_then_downwards(self):
        results = self.open()
        costs = sorted(point["metrics"]["cost-per-hour"] for point in results["points"])
        self.sort_by("Cost per hour")
        self.assertEqual(self.column("Cost per hour"), [fixed(cost, 2) for cost in costs[:25]])
        self.sort_by("Cost per hour")
        self.assertEqual(self.column("Cost per hour"), [fixed(cost, 2) for cost in costs[:-26:-1]])
        self.assertEqual(len(self.all("#scenario-table [aria-sort=descending]")), 1)

    def test_what_lacks_a_figure_sorts_last(self):
        points = sample_results.sample()["points"]
        del points[7]["metrics"]["cost-per-hour"]
        self.open(points=points)
        for _ in range(2):
            self.sort_by("Cost per hour")
            self.driver.find_element(By.XPATH, "//div[@id='scenario-table']//button[.='Last']").click()
            self.assertEqual(self.column("Cost per hour")[-1], "–")
        self.assertIn("59 of 60 scenarios drawn; 1 that pass", self.text("#trade-off-text"))

    def test_pages_lead_to_every_row(self):
        self.open()
        seen = []
        for _ in range(3):
            seen += self.column("Rank")
            forward = self.driver.find_element(By.XPATH, "//div[@id='scenario-table']//button[.='Next']")
            if forward.is_enabled():
                forward.click()
        self.assertEqual(seen, [str(rank) for rank in range(1, 61)])

    def test_filters_keep_what_they_say_and_count_it(self):
        results = self.open()
        options = results["axes"][0]["options"]
        Select(self.one("#filters select")).select_by_visible_text(options[4])
        kept = [point for point in results["points"] if point["options"][0] == 4]
        self.assertEqual(set(self.column("fleet")), {options[4]})
        self.assertEqual(self.status(), f"Rows 1–{len(kept)} of {len(kept)} scenarios that pass the filters (60 in all)")
        self.assertIn(f"{len(kept)} of 60 scenarios drawn", self.text("#trade-off-text"))

    def test_the_search_and_the_front_filter_work_together(self):
        results = self.open()
        self.one("#search").send_keys("BINPACK")
        self.driver.find_element(By.XPATH, "//label[contains(., 'on the Pareto front')]/input").click()
        kept = [p for p in results["points"] if p["onParetoFront"] and "binpack" in p["name"]]
        self.assertEqual(len(self.table("#scenario-table")), len(kept))
        self.assertGreater(len(kept), 0)

    def test_no_match_leaves_a_row_that_says_so(self):
        self.open()
        self.one("#search").send_keys("nothing is named so")
        self.assertEqual(self.table("#scenario-table"), [["No scenario to show."]])

    def test_figures_can_be_shown_as_differences_from_the_base(self):
        results = self.open()
        Select(self.one("#scenario-table select")).select_by_visible_text("differences from the base")
        ranked = sorted(results["points"], key=lambda point: point["rank"])[:25]
        expected = [signed(point["difference"]["cost-per-hour"], 2) for point in ranked]
        self.assertEqual(self.column("Cost per hour"), expected)
        self.assertIn("worse", self.one("#scenario-table tbody tr td:last-child span").get_attribute("class"))

    def test_columns_can_be_added(self):
        results = self.open()
        self.one(".columns summary").click()
        self.assertEqual(self.text(".columns summary"), "Columns: 3 of 7 metrics")
        self.driver.find_element(By.XPATH, "//label[contains(., 'Stranded memory')]/input").click()
        self.assertEqual(self.text(".columns summary"), "Columns: 4 of 7 metrics")
        best = min(results["points"], key=lambda point: point["rank"])
        self.assertEqual(self.column("Stranded memory")[0], fixed(best["metrics"]["stranded-memory"]))


class ComparisonTest(PageTest):
    def open_two(self, *arguments):
        """The page with the second and the third by rank as A and B."""
        results = self.open(*arguments)
        ranked = sorted(results["points"], key=lambda point: point["rank"])
        self.choose("A", ranked[1])
        self.choose("B", ranked[2])
        return results, ranked[1], ranked[2]

    def test_figures_stand_beside_each_other_with_their_difference(self):
        results, a, b = self.open_two()
        rows = self.table("#figures")
        self.assertEqual(len(rows), len(results["metrics"]))
        cost = next(row for row in rows if row[0].startswith("Cost per hour"))
        difference = a["metrics"]["cost-per-hour"] - b["metrics"]["cost-per-hour"]
        verdict = "better" if difference < 0 else "worse"
        self.assertEqual(cost, ["Cost per hourUSD/h", fixed(a["metrics"]["cost-per-hour"], 2),
                                fixed(b["metrics"]["cost-per-hour"], 2), signed(difference, 2) + verdict])
        placed = next(row for row in rows if row[0].startswith("Placed"))
        self.assertEqual(placed[1:3], [fixed(a["metrics"]["placed"]), fixed(b["metrics"]["placed"])])

    def test_use_tells_used_stranded_and_free(self):
        _, a, b = self.open_two()
        rows = [row for row in self.table("#use") if row[0].startswith("Memory")]
        for row, point in zip(rows, (a, b)):
            use = point["resources"]["memory"]
            free = use["registered"] - use["used"] - use["stranded"]
            for cell, amount in zip(row[3:6], (use["used"], use["stranded"], free)):
                self.assertEqual(cell, f"{fixed(amount)}{fixed(100 * amount / use['registered'], 1)} %")
            self.assertEqual(row[6], fixed(use["registered"]))

    def test_reasons_are_counted_and_explained(self):
        _, a, b = self.open_two()
        rows = {row[0]: row[1:] for row in self.table("#failures .pair .side:first-child")}
        for reason in {**a["failedByReason"], **b["failedByReason"]}:
            counts = [point["failedByReason"].get(reason, 0) for point in (a, b)]
            self.assertEqual(rows[reason][1:], [f"{count} task{'' if count == 1 else 's'}" for count in counts])
        self.assertEqual(rows["RESOURCE:MEMORY"][0], "the task asks for more memory than is left")

    def test_failures_name_the_nearest_instance_and_what_it_lacks(self):
        results, a, _ = self.open_two()
        detail = next(detail for detail in results["details"] if detail["point"] == a["point"])
        failure = detail["failures"][0]
        row = self.table("#failures .stack .side:first-child")[0]
        self.assertEqual(row[:3], [str(failure["requestIndex"]), failure["group"], str(failure["count"])])
        self.assertIn(failure["closest"]["containerInstanceArn"].rpartition("/")[2], row[4])
        self.assertIn(failure["closest"]["reason"], row[4])

    def test_room_zones_and_spread_are_those_of_the_results(self):
        _, a, b = self.open_two("--trials", 100)
        self.assertEqual(self.table("#room"), [[x["taskDefinition"], fixed(x["fits"]), fixed(y["fits"])]
                                               for x, y in zip(a["room"], b["room"])])
        zone = self.table("#zones")[0]
        self.assertEqual(zone, ["us-east-1a"] + [fixed(point["zones"]["us-east-1a"][name])
                                                 for name in ("instances", "tasks") for point in (a, b)])
        spread = a["trials"]["metrics"]["cost-per-hour"]
        row = next(row for row in self.table("#trials") if row[0].startswith("Cost per hour") and row[1] == "A")
        self.assertEqual(row[3:10], [fixed(spread[name], 2)
                                     for name in ("minimum", "p5", "p25", "p50", "p75", "p95", "maximum")])
        self.assertIn(f"A placed every task in {a['trials']['placedAll']} of 100 trials.", self.text("#trials"))

    def test_a_and_b_change_places_and_b_goes(self):
        _, a, b = self.open_two()
        self.driver.find_element(By.XPATH, "//button[.='Swap A and B']").click()
        self.assertIn(b["name"], self.text("#names .card.a"))
        self.driver.find_element(By.XPATH, "//button[.='Show A alone']").click()
        self.assertEqual(self.all("#names .card.b"), [])
        self.assertEqual(len(self.table("#figures")[0]), 2)
        self.driver.find_element(By.XPATH, "//button[.='Compare with the base']").click()
        self.assertIn("base", self.text("#names .card.b"))


class MapTest(PageTest):
    def instance_of(self, cell, detail):
        name = cell.accessible_name.split(" ")[0]
        return next(i for i in detail["instances"] if i["containerInstanceArn"].endswith(name))

    def best_detail(self, results):
        best = min(results["points"], key=lambda point: point["rank"])
        return next(detail for detail in results["details"] if detail["point"] == best["point"])

    def test_every_instance_of_both_scenarios_has_a_box(self):
        results = self.open()
        sides = [len(side.find_elements(By.CSS_SELECTOR, ".map .cell")) for side in self.all("#maps .side")]
        base = next(detail for detail in results["details"] if detail["point"] == results["base"])
        self.assertEqual(sides, [len(self.best_detail(results)["instances"]), len(base["instances"])])

    def test_a_click_tells_what_an_instance_has_and_runs(self):
        detail = self.best_detail(self.open())
        cell = self.one("#maps .side .cell.has-new")
        cell.click()
        instance = self.instance_of(cell, detail)
        panel = self.text("#maps .side .panel")
        self.assertIn(instance["containerInstanceArn"], panel)
        memory = instance["memory"]
        self.assertIn(f"{fixed(memory['used'])} of {fixed(memory['registered'])} MiB", panel)
        self.assertEqual(self.table("#maps .side .panel"), [
            [task["taskDefinition"], str(task["before"]), str(task["new"])] for task in instance["tasks"]])

    def test_the_pointer_over_an_instance_is_told_amounts_and_tasks(self):
        detail = self.best_detail(self.open())
        cell = self.one("#maps .side .cell.has-new")
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", cell)
        ActionChains(self.driver).move_to_element(cell).perform()
        instance = self.instance_of(cell, detail)
        note = cell.get_attribute("title").splitlines()
        cpu, task = instance["cpu"], instance["tasks"][0]
        self.assertIn(f"CPU: {fixed(cpu['used'])} of {fixed(cpu['registered'])} units "
                      f"({fixed(100 * cpu['used'] / cpu['registered'], 1)} %)", note)
        self.assertIn(f"{task['taskDefinition']}: {task['new']} new, {task['before']} from before", note)

    def test_the_arrow_keys_go_from_instance_to_instance(self):
        self.open()
        cells = self.all("#maps .side:first-child .cell")
        cells[0].send_keys(Keys.ARROW_RIGHT)
        self.assertEqual(self.driver.switch_to.active_element, cells[1])
        cells[1].send_keys(Keys.END)
        self.assertEqual(self.driver.switch_to.active_element, cells[-1])
        tabbed = self.all("#maps .side:first-child .cell[tabindex='0']")
        self.assertEqual(tabbed, [cells[-1]], "one box at a time is in the tab order")

    def test_the_filling_follows_the_resource_that_was_chosen(self):
        detail = self.best_detail(self.open())
        Select(self.one("#maps select")).select_by_visible_text("Memory")
        cell = self.one("#maps .side .cell.has-new")
        memory = self.instance_of(cell, detail)["memory"]
        level = self.driver.execute_script("return arguments[0].style.getPropertyValue('--level')", cell)
        self.assertAlmostEqual(float(level.rstrip("%")), 100 * memory["used"] / memory["registered"], places=3)

    def test_a_task_definition_dims_where_it_does_not_run(self):
        detail = self.best_detail(self.open())
        Select(self.all("#maps select")[1]).select_by_visible_text("web:3")
        lit = len(self.all("#maps .side:first-child .map .cell:not(.dim)"))
        runs = [i for i in detail["instances"] if any(t["taskDefinition"] == "web:3" for t in i["tasks"])]
        self.assertEqual(lit, len(runs))
        self.assertIn(f"web:3 runs on {len(runs)} of {len(detail['instances'])} instances.", self.text("#maps .side"))

    def test_a_scenario_without_instances_says_so_and_offers_others(self):
        results = self.open()
        known = {detail["point"] for detail in results["details"]}
        unknown = min((p for p in results["points"] if p["point"] not in known), key=lambda p: p["rank"])
        self.choose("A", unknown)
        notice = self.text("#maps .side .notice")
        self.assertIn(f"Those of {len(known)} of 60 scenarios are in the file", notice)
        self.one("#maps .offers button").click()
        self.assertGreater(len(self.all("#maps .side:first-child .cell")), 0)


class RobustnessTest(PageTest):
    def test_names_that_are_html_do_no_harm(self):
        results = self.open("--hostile")
        hostile = next(point for point in results["points"] if "<script>" in point["name"])
        self.one("#search").send_keys("</script>")
        self.choose_first_as_a()
        self.assertIn(hostile["name"].split(",")[0], self.text("#names .card.a"))
        self.assertIn("<img src=x", self.text("#title"))
        self.assertIsNone(self.driver.execute_script("return window.harmed ?? null"))
        self.assertEqual(self.all("img, main script"), [])

    def choose_first_as_a(self):
        self.one("#scenario-table tbody .pick.a").click()

    def test_a_hostile_arn_is_shown_as_it_is(self):
        results = self.open("--hostile")
        base = next(point for point in results["points"] if point["point"] == results["base"])
        self.one("#search").send_keys(base["name"].split(",")[0])
        cells = [cell for cell in self.all("#maps .cell") if "onerror" in cell.accessible_name]
        cells[0].click()
        self.assertIn("<script>", self.text("#maps .panel .arn"))
        self.assertIsNone(self.driver.execute_script("return window.harmed ?? null"))

    def test_results_that_cannot_be_read_are_reported_on_the_page(self):
        self.open(axes=None)
        self.assertIn("could not be drawn in full", self.text("[role=alert]"))
        self.assertEqual(len(self.driver.get_log("browser")), 1, "and on the console")

    def test_ten_thousand_scenarios_and_maps_of_five_thousand_instances_stay_usable(self):
        begin = time.monotonic()
        results = self.open("--points", 10000, "--instances", 5000, "--details", 1)
        self.assertEqual(self.status(), "Rows 1–25 of 10,000 scenarios")
        self.assertEqual([len(side.find_elements(By.CSS_SELECTOR, ".map .cell")) for side in self.all("#maps .side")],
                         [5000, 5000])
        opened = time.monotonic() - begin
        costs = sorted(point["metrics"]["cost-per-hour"] for point in results["points"])
        milliseconds = self.driver.execute_script(
            "const begin = performance.now();"
            "[...document.querySelectorAll('#scenario-table button.sort')].find(b => b.textContent.startsWith('Cost')).click();"
            "document.querySelector('#scenario-table tbody tr:nth-child(9) .pick.a').click();"
            "document.body.offsetHeight; return performance.now() - begin")
        self.assertEqual(self.column("Cost per hour"), [fixed(cost, 2) for cost in costs[:25]])
        print(f"10,000 scenarios: opened in {opened:.1f} s, sorted and chosen in {milliseconds:.0f} ms")
        self.assertLess(milliseconds, 10000, "generous: machines of CI are slow and shared")

    def test_a_narrow_window_scrolls_tables_and_not_the_page(self):
        self.window(360, 800)
        self.open("--trials", 20)
        width = self.driver.execute_script("return document.documentElement.scrollWidth")
        self.assertLessEqual(width, 360)

    def test_every_control_has_a_name(self):
        self.open()
        self.one(".columns summary").click()
        controls = [c for c in self.all("button, select, input, canvas, [role=listbox], [role=region]") if c.is_displayed()]
        self.assertGreater(len(controls), 80)
        for control in controls:
            self.assertNotEqual(control.accessible_name.strip(), "", control.get_attribute("outerHTML"))

    def test_the_table_can_be_worked_by_keyboard_alone(self):
        results = self.open()
        second = sorted(results["points"], key=lambda point: point["rank"])[1]
        self.one(f"[aria-label='Show {second['name']} as A']").send_keys(Keys.ENTER)
        self.assertIn(second["name"], self.text("#names .card.a"))
        self.one("#scenario-table button.sort").send_keys(Keys.ENTER)
        self.assertEqual(self.driver.switch_to.active_element.get_attribute("class"), "sort")

    def test_paper_has_light_colours_and_no_controls(self):
        self.media("dark")
        self.open()
        self.media("dark", "print")
        self.assertEqual(self.colours()["--text"], "#1a2027")
        self.assert_chart_has_the_colours_of_the_page()
        self.assertFalse(self.one("nav").is_displayed())
        self.assertFalse(self.one("#filters").is_displayed())
        self.assertTrue(self.one("#figures table").is_displayed())


def luminance(colour):
    """Relative luminance as WCAG 2 defines it, of #rrggbb."""
    parts = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


class ContrastTest(PageTest):
    def check(self, scheme):
        self.media(scheme)
        self.open()
        colours = self.colours()
        for ground in ("--ground", "--surface", "--raised", "--mark"):
            for name in ("--text", "--muted", "--accent", "--good", "--bad"):
                self.assertGreaterEqual(contrast(colours[name], colours[ground]), 4.5, f"{name} on {ground}, {scheme}")
        for name in ("--a", "--b"):
            self.assertGreaterEqual(contrast(colours[name], colours["--surface"]), 4.5, f"{name}, {scheme}")
        for name in ("--used", "--point", "--point-faint", "--front"):
            self.assertGreaterEqual(contrast(colours[name], colours["--surface"]), 3, f"{name}, {scheme}")
        return colours

    def test_light_colours_can_be_told_apart(self):
        self.assertGreater(luminance(self.check("light")["--surface"]), 0.9)

    def test_the_chart_follows_a_change_of_colours(self):
        self.open()
        light = self.colours()["--muted"]
        self.media("dark")
        self.assertNotEqual(self.colours()["--muted"], light)
        self.assert_chart_has_the_colours_of_the_page()

    def test_dark_colours_can_be_told_apart(self):
        self.assertLess(luminance(self.check("dark")["--surface"]), 0.05)


if __name__ == "__main__":
    if not BROWSER or not DRIVER:
        skip("Chromium or its driver is not installed")
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    MAKE_PAGE = sys.argv.pop(1)
    unittest.main(verbosity=2)
