import { expect, onTestFinished, test } from "vitest";
import { startReportsPage } from "../../infra/local/cli/reports-page.ts";

async function start() {
  const page = await startReportsPage(0, "Drop call logs here.");
  onTestFinished(page.stop);
  return page;
}

test("the page lists reports with their links, newest first, and uploads that could not be read", async () => {
  const page = await start();
  const at = new Date("2026-11-20T14:05:00Z");
  page.add({ at, title: "one.csv", link: "http://127.0.0.1:1/r/a", detail: "Report (file)" });
  page.add({ at, title: "<b>.csv", link: "", detail: "Could not be read: empty" });
  const text = await (await fetch(page.url)).text();
  expect(text).toContain('2026-11-20 14:05:00 UTC: <a href="http://127.0.0.1:1/r/a">one.csv</a>');
  expect(text.indexOf("&lt;b&gt;.csv")).toBeLessThan(text.indexOf("one.csv"));
});

test("the page refreshes itself without a script", async () => {
  const answer = await fetch((await start()).url);
  expect(answer.headers.get("refresh")).toBe("5");
  expect(await answer.text()).toContain("Nothing yet. Drop call logs here.");
});
