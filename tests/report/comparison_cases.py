"""Two scenarios beside each other: figures, use, failures, maps of instances."""
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

from browser import PageTest, fixed, signed


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
        meanings = {"RESOURCE:MEMORY": "the task asks for more memory than is left",
                    "RESOURCE:CPU": "the task asks for more CPU than is left",
                    "RESOURCE:GPU": "the task asks for more GPUs than are free",
                    "ATTRIBUTE": "an attribute that the task requires is absent or differs"}
        for reason in {**a["failedByReason"], **b["failedByReason"]}:
            counts = [point["failedByReason"].get(reason, 0) for point in (a, b)]
            self.assertEqual(rows[reason + meanings[reason]], [f"{count} task{'' if count == 1 else 's'}" for count in counts])

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
