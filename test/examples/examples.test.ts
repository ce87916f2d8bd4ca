import { readdirSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { concurrent, makeDay } from "./day.ts";
import { exampleFiles } from "./files.ts";
import { NUMBER_RANGES } from "./numbers.ts";
import { at, GATEWAYS, STORIES, storyRows, storyTruth } from "./stories.ts";

const root = new URL("../../", import.meta.url);
const day = makeDay();
const files = exampleFiles(day);
const outbound = day.filter((call) => call.direction === "outbound" && call.ending !== "direction blocked");
const within = (start: number, story: { from: string; until: string }) =>
  start >= at(story.from) && start < at(story.until);

test("the logs in examples/ are what the generator makes from its seed", () => {
  expect(readdirSync(new URL("examples/", root)).sort()).toEqual(files.map((file) => file.name).sort());
  for (const { name, content, gzipped } of files) {
    const stored = readFileSync(new URL(`examples/${name}`, root));
    expect((gzipped ? gunzipSync(stored) : stored).equals(content), name).toBe(true);
  }
});

test("another seed gives another day", () => {
  expect(makeDay(7)[0]).not.toEqual(day[0]);
});

test("the documentation tells each story as the generated day has it", () => {
  const page = readFileSync(new URL("docs/examples.md", root), "utf8");
  for (const row of storyRows(day)) expect(page).toContain(row);
  expect(page).toContain(`${day.length.toLocaleString("en")} calls`);
  const answered = (calls: typeof day) => calls.filter((call) => call.lastResponse === 200).length;
  for (const gateway of GATEWAYS) {
    const own = day.filter((call) => call.gateway === gateway);
    expect(page).toContain(`| ${own.length.toLocaleString("en")} | ${answered(own)} |`);
  }
});

test("while its balance is used up Alderwick answers every call with 403, and no call otherwise", () => {
  const refused = day.filter((call) => call.lastResponse === 403);
  const sent = outbound.filter((call) => call.gateway === "Alderwick" && within(call.start, STORIES.balance));
  expect(refused).toEqual(sent);
});

test("for twenty minutes Bluefinch stays at 100 and every call is cut after 10 seconds", () => {
  const sent = outbound.filter((call) => call.gateway === "Bluefinch" && within(call.start, STORIES.stall));
  expect(sent.length).toBeGreaterThan(40);
  for (const call of sent) {
    expect(call.events.map((event) => event.code || event.event)).toEqual(["invite", 100, "cancel", "kill"]);
    expect(call.events[2]!.at - call.events[1]!.at).toBeGreaterThanOrEqual(STORIES.stall.cutAfterMs);
  }
});

test("two agents dial Paris where it is blocked, and others reach it on Copperlane", () => {
  const paris = day.filter((call) => call.to.startsWith(STORIES.blocked.prefix));
  const blocked = paris.filter((call) => call.lastResponse === 900);
  expect([...new Set(blocked.map((call) => call.agent))].sort()).toEqual([...STORIES.blocked.agents]);
  expect(blocked.every((call) => call.gateway !== "Copperlane")).toBe(true);
  expect(paris.some((call) => call.gateway === "Copperlane" && call.lastResponse === 200)).toBe(true);
});

test("each number of the dead list answers 404 on all three gateways", () => {
  const { numbers, calls, gateways } = storyTruth(day, "deadNumbers");
  expect({ numbers, calls, gateways: gateways.length }).toEqual({ numbers: 60, calls: 180, gateways: 3 });
  const dead = new Set(day.filter((call) => call.story === "deadNumbers").map((call) => call.to));
  expect(day.filter((call) => dead.has(call.to)).every((call) => call.lastResponse === 404)).toBe(true);
});

test("Copperlane answers 503 whenever 12 calls are up and never below", () => {
  const others = outbound.filter((call) => call.gateway === "Copperlane");
  for (const call of others) {
    const up = concurrent(
      "Copperlane",
      call.start,
      others.filter((other) => other !== call),
    );
    expect(call.lastResponse === 503, `${call.callId} with ${up} calls up`).toBe(
      up >= STORIES.channelLimit.limit,
    );
  }
});

test("while Dunmore is down each of its calls gets 500 there and is tried on Bluefinch at once", () => {
  const { gateway, standby } = STORIES.failover;
  const sent = day.filter((call) => call.gateway === gateway && within(call.start, STORIES.failover));
  expect(sent.length).toBeGreaterThan(30);
  for (const { events } of sent) {
    const again = events.findIndex((event) => event.gateway === standby);
    expect(events.slice(0, again).map((event) => event.code || event.event)).toEqual(["invite", 100, 500]);
    expect(events[again]!.event).toBe("invite");
    expect(events[again]!.at - events[0]!.at).toBeLessThan(2_000);
    expect(events.slice(again).every((event) => event.gateway === standby)).toBe(true);
  }
});

test("a number that is not found is never reached by another call", () => {
  const wrong = new Set(day.filter((call) => call.lastResponse === 404).map((call) => call.to));
  const others = day.filter((call) => wrong.has(call.to) && ![404, 403].includes(call.lastResponse));
  expect(others).toEqual([]);
});

test("every number is from a range that is kept free for fiction", () => {
  const prefixes = Object.values(NUMBER_RANGES).map((range) => range.prefix);
  for (const { from, to } of day)
    for (const number of [from, to]) expect(prefixes.some((prefix) => number.startsWith(prefix))).toBe(true);
});

test("the dialler's restart leaves one cut line in the log, and the line itself after it", () => {
  const lines = files[0]!.content.toString().trimEnd().split("\n");
  const cut = lines.filter((line) => line.split(",").length !== 11);
  expect(cut).toHaveLength(1);
  expect(lines[lines.indexOf(cut[0]!) + 1]).toMatch(new RegExp(`^${cut[0]}`));
});
