import fc from "fast-check";
import { expect, test } from "vitest";
import { brief, collect, iso } from "../collect.ts";

const HEADER = "time,call_id,event,code,reason,q850,direction,gateway,agent,from,to";

const CALL = `${HEADER}
2026-11-22T14:00:00.000Z,a1@pbx,invite,,,,outbound,berlin,agent 7,100,+4930123
2026-11-22T14:00:00.120Z,a1@pbx,response,100,Trying,,,,,,
2026-11-22T14:00:01.500Z,a1@pbx,response,180,Ringing,,,,,,
2026-11-22T14:00:09.000Z,a1@pbx,response,486,Busy Here,17,,,,,
2026-11-22T14:00:09.000Z,a1@pbx,finish,,,,,,,,
`;

function line(rest: string): string {
  return `${HEADER}\n2026-11-22 14:00:00,${rest}\n`;
}

test("a busy call is five events of one call, in the order of the log", async () => {
  const { format, sightings, ignored, rejected } = await collect(CALL);
  expect(format).toBe("call-event-csv");
  expect(sightings.map(({ callId }) => callId)).toEqual(Array(5).fill("a1@pbx"));
  expect(sightings.flatMap(brief)).toEqual([
    "invite",
    "response 100",
    "response 180",
    "response 486",
    "finish",
  ]);
  expect(sightings[0]).toMatchObject({
    gateway: "berlin",
    attributes: { direction: "outbound", agent: "agent 7", from: "100", to: "+4930123" },
  });
  expect(sightings[3]?.events[0]).toMatchObject({ reason: "Busy Here", q850: 17, by: "caller", cseq: 1 });
  expect([ignored, rejected]).toEqual([["comment"], []]);
});

test("events with the same time keep the order of the log, a microsecond apart", async () => {
  const { sightings } = await collect(
    `${HEADER}\n${["invite", "response,100", "response,200", "connect"].map((event) => `2026-11-22 14:00:00,a,${event}`).join("\n")}`,
  );
  expect(sightings.map(({ events }) => iso(events[0]?.at).slice(20))).toEqual([
    "000Z",
    "000001Z",
    "000002Z",
    "000003Z",
  ]);
});

test("one event per line of JSON reads as the CSV does", async () => {
  const rows = CALL.trim().split("\n");
  const names = HEADER.split(",");
  const json = rows
    .slice(1)
    .map((row) => JSON.stringify(Object.fromEntries(row.split(",").map((value, i) => [names[i], value]))))
    .join("\n");
  const ndjson = await collect(json);
  expect(ndjson.format).toBe("call-event-ndjson");
  expect(ndjson.sightings).toEqual((await collect(CALL)).sightings);
});

test("numbers in JSON may be numbers", async () => {
  const { sightings } = await collect(
    '{"time":1795357335017,"call_id":42,"event":"response","code":503,"q850":34}\n',
  );
  expect(sightings[0]).toMatchObject({ callId: "42", events: [{ code: 503, q850: 34 }] });
  expect(iso(sightings[0]?.events[0]?.at)).toBe("2026-11-22T14:22:15.017Z");
});

test("columns may come in any order, in any case, with others between them, and most may be missing", async () => {
  const { sightings, rejected } = await collect("X;EVENT;Call-ID;Time\n1;KILL;a1;22.11.2026 14:00:00\n");
  expect(sightings.flatMap(brief)).toEqual(["kill"]);
  expect(rejected).toEqual([]);
});

test("a time without a zone is in the zone of the source", async () => {
  const { sightings } = await collect(line("a1,invite"), { settings: { zone: "Europe/Berlin" } });
  expect(iso(sightings[0]?.events[0]?.at)).toBe("2026-11-22T13:00:00.000Z");
});

test("kill is our side and finish the other one, whichever side called", async () => {
  const sides = async (direction: string) => {
    const { sightings } = await collect(
      `${HEADER}\n2026-11-22 14:00:00,a,invite,,,,${direction}\n2026-11-22 14:00:01,a,kill\n2026-11-22 14:00:02,a,finish\n`,
    );
    return sightings.slice(1).map(({ events }) => events[0]?.by);
  };
  expect(await sides("outbound")).toEqual(["caller", "callee"]);
  expect(await sides("")).toEqual(["caller", "callee"]);
  expect(await sides("inbound")).toEqual(["callee", "caller"]);
});

test("CANCEL is always the caller's, and who sent a BYE the log does not say", async () => {
  const { sightings } = await collect(`${HEADER}\n2026-11-22 14:00:00,a,cancel\n2026-11-22 14:00:00,a,bye\n`);
  expect(sightings.map(({ events }) => events[0]?.by)).toEqual(["caller", ""]);
});

test("a second INVITE of a call counts on, and responses belong to the last one", async () => {
  const events = ["00,a,invite", "01,a,response,407", "02,a,invite", "03,a,response,486"];
  const { sightings } = await collect(
    `${HEADER}\n${events.map((event) => `2026-11-22 14:00:${event}`).join("\n")}`,
  );
  expect(sightings.map(({ events }) => events[0]?.cseq)).toEqual([1, 1, 2, 2]);
});

test("the same INVITE line twice is one INVITE", async () => {
  const { sightings, ignored } = await collect(`${line("a,invite")}2026-11-22 14:00:00,a,invite\n`);
  expect(sightings.length).toBe(1);
  expect(ignored).toEqual(["comment", "repeated"]);
});

test("a new attempt within the same second is no repetition", async () => {
  const events = ["invite", "response,407", "invite", "response,486"].map(
    (event) => `2026-11-22 14:00:00,a,${event}`,
  );
  const { sightings } = await collect(`${HEADER}\n${events.join("\n")}`);
  expect(sightings.map(({ events }) => events[0]?.cseq)).toEqual([1, 1, 2, 2]);
});

test("a log that holds itself twice says nothing new", async () => {
  const events = ["00,a,invite", "01,a,response,407", "02,a,invite", "03,a,response,486"].map(
    (event) => `2026-11-22 14:00:${event}`,
  );
  const { sightings, ignored } = await collect([HEADER, ...events, ...events].join("\n"));
  const said = sightings.map(({ events }) => JSON.stringify(events));
  expect(new Set(said).size).toBe(4);
  expect(ignored.filter((rule) => rule === "repeated").length).toBe(2);
});

test("what later lines of a call say anew counts from there on, be it only an umlaut that was garbled before", async () => {
  const callers = ["Anna Schmidt 101", "Anna Schmidt 102", "", "Grün", "Grün", "GrÃ¼n", "Grün"];
  const rows = callers.map((from, i) => `2026-11-22 14:00:0${i},a,response,180,,,,,,${from}`);
  const { sightings } = await collect([HEADER, ...rows].join("\n"));
  expect(sightings.map(({ attributes }) => attributes.from ?? "")).toEqual(callers);
  const json = rows.map(
    (row, i) => `{"time":"${row.slice(0, 19)}","call_id":"a","event":"kill","from":"${callers[i]}"}`,
  );
  expect((await collect(json.join("\n"))).sightings.map(({ attributes }) => attributes.from ?? "")).toEqual(
    callers,
  );
});

test("a blocked direction is our own 9XX, and so is a response of 9XX", async () => {
  for (const event of ["blocked,901", "response,901"]) {
    const { sightings } = await collect(line(`a,${event},Direction blocked`));
    expect(sightings[0]).toMatchObject({ basis: "local", events: [{ kind: "blocked", code: 901 }] });
  }
});

test("a response 0 is a stage of the call: the request has arrived and nothing has come back", async () => {
  expect((await collect(line("a,response,0"))).sightings[0]?.events).toMatchObject([
    { kind: "response", code: 0 },
  ]);
});

test.for([
  [",invite", "Line without call_id"],
  ["a,foo", 'Unknown event "foo"'],
  ["a,response", "Response without code"],
  ["a,response,OK", 'Code "OK" is not a SIP response'],
  ["a,response,99", 'Code "99" is not a SIP response'],
  ["a,response,700", 'Code "700" is not a SIP response'],
  ["a,blocked", "Blocked without code"],
  ["a,blocked,403", 'Code "403" is not a 9XX code'],
  ["a,finish,,,abc", 'Cause "abc" is not a Q.850 cause'],
])("the line %j is rejected: %s", async ([rest, reason]) => {
  expect((await collect(line(rest!))).rejected).toEqual([{ line: 2, reason }]);
});

test("a time that is none is rejected with its text, and the next line is read", async () => {
  const { sightings, rejected } = await collect(`${HEADER}\nsoon,a,invite\n2026-11-22 14:00:00,a,invite\n`);
  expect(rejected).toEqual([{ line: 2, reason: 'Time "soon" is not a date' }]);
  expect(sightings.length).toBe(1);
});

test("broken JSON is one rejected line", async () => {
  const { rejected, sightings } = await collect(
    '{"time":1795357335,"call_id":"a","event":"invite"}\n{"time":\n[]\n\n{"time":1795357336,"call_id":"a","event":"kill"}',
  );
  expect(rejected.map(({ line }) => line)).toEqual([2, 3]);
  expect(sightings.length).toBe(2);
});

test("a header without rows is a log without calls", async () => {
  expect(await collect(HEADER)).toMatchObject({
    format: "call-event-csv",
    sightings: [],
    ignored: ["comment"],
  });
});

test("a line of 2 MB is rejected, and the calls around it are read", async () => {
  const { sightings, rejected } = await collect(
    `${line("a,invite")}2026-11-22 14:00:00,b,invite,,${"x".repeat(2 * 1024 * 1024)}\n2026-11-22 14:00:00,c,invite\n`,
  );
  expect(sightings.map(({ callId }) => callId)).toEqual(["a", "c"]);
  expect(rejected).toEqual([{ line: 3, reason: "Record is longer than 1 MB" }]);
});

const anyLine = fc.oneof(
  fc.constantFrom(
    "2026-11-22 14:00:00,a,invite",
    "2026-11-22 14:00:01,a,response,180",
    "x,a,kill",
    "2026-11-22 14:00:01,,bye",
  ),
  fc.constantFrom(
    "",
    '"',
    '2026-11-22 14:00:00,"a",finish',
    "2026-11-22 14:00:00,é,kill",
    ",,,",
    '2026,"a\nb",kill',
  ),
);

test("byte by byte or all at once, a log gives the same records, and each is counted once", async () => {
  expect(await collect(CALL, { chunkSize: 1 })).toEqual(await collect(CALL));
  await fc.assert(
    fc.asyncProperty(fc.array(anyLine), fc.integer({ min: 1, max: 50 }), async (lines, chunkSize) => {
      const log = [HEADER, ...lines].join("\n");
      const whole = await collect(log);
      expect(await collect(log, { chunkSize })).toEqual(whole);
      expect(whole.records).toBe(whole.sightings.length + whole.ignored.length + whole.rejected.length);
    }),
  );
});

test("a talk in which a re-INVITE failed is remembered to its end, however many calls come meanwhile", async () => {
  const others = Array.from({ length: 5_000 }, (_, i) => [
    `2026-11-22 14:01:00,b${i},invite`,
    `2026-11-22 14:01:01,b${i},response,486`,
  ]).flat();
  const { sightings } = await collect(
    [
      HEADER,
      "2026-11-22 14:00:00,a,invite,,,,inbound,berlin",
      "2026-11-22 14:00:05,a,response,200",
      "2026-11-22 14:00:06,a,connect",
      "2026-11-22 14:00:30,a,response,488",
      ...others,
      "2026-11-22 14:30:00,a,finish",
    ].join("\n"),
  );
  // The end is the caller's, as of any call to us, and of the gateway that only the INVITE named.
  expect(sightings.at(-1)).toMatchObject({ callId: "a", gateway: "berlin", events: [{ by: "caller" }] });
});
