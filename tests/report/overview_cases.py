"""Verdict, chart and table of the scenarios."""
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select, WebDriverWait

import sample_results
from browser import PageTest, fixed, signed


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

    def test_a_sweep_over_time_tells_what_ran_and_shows_no_placement(self):
        for trials in (1, 5):
            results = self.open(**sample_results.over_time(sample_results.sample("--trials", trials)), hours=None)
            best = min(results["points"], key=lambda point: point["rank"])
            self.assertIn(f"runs {fixed(best['metrics']['started'], 0)} of 100 tasks", self.text("#verdict"))
            self.assertIn(f"costs {fixed(best['metrics']['cost'], 2)} USD", self.text("#verdict"))
            self.assertIn("All running", self.text("#figures"))
            for section in ("#use", "#zones", "#maps", "#failures", "#room"):
                self.assertFalse(self.one(section).is_displayed(), section)
            self.assertEqual(self.one("#trials").is_displayed(), trials > 1)
            shown = [link.text for link in self.all("nav a") if link.is_displayed()]
            self.assertEqual(shown, ["Scenarios", "Figures"])

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
