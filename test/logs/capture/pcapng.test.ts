import { expect, test } from "vitest";
import { ethernet, ipUdp, START } from "../../support/capture-writer.ts";
import { pcapngWriter } from "../../support/pcapng-writer.ts";
import { invite, response } from "../../support/sip-text.ts";
import { readCapture, said } from "./read-capture.ts";

const INVITE = ipUdp(invite());
const RINGING = ipUdp(response("180 Ringing"));

test.for([false, true])(
  "a pcapng capture is read in both byte orders (big-endian: %s)",
  async (bigEndian) => {
    const writer = pcapngWriter(bigEndian);
    const read = await readCapture(
      Buffer.concat([
        writer.section(),
        writer.interface(1),
        writer.enhanced({ bytes: ethernet(INVITE) }, BigInt(START)),
        writer.block(5, Buffer.alloc(12)),
        writer.enhanced({ bytes: ethernet(RINGING) }, BigInt(START + 5)),
      ]),
    );
    expect(said(read)).toEqual(["invite", "response 180"]);
    expect(read.sightings.map((sighting) => sighting.events[0]?.at)).toEqual([START, START + 5]);
    expect(read.records).toBe(2);
  },
);

/** A capture of one INVITE, whose interface counts its time so. */
function readInvite(clock: { resolution?: number; offset?: number }, stamp: bigint) {
  const writer = pcapngWriter();
  return readCapture(
    Buffer.concat([
      writer.section(),
      writer.interface(101, clock),
      writer.enhanced({ bytes: INVITE }, stamp),
    ]),
  );
}

test.for([
  ["milliseconds", 3, BigInt(START) / 1_000n],
  ["microseconds", 6, BigInt(START)],
  ["nanoseconds", 9, BigInt(START) * 1_000n + 999n],
  ["femtoseconds", 15, 12_345_678_901n],
  ["1/1024 seconds", 0x8a, (BigInt(START) * 1_024n) / 1_000_000n],
] as const)("times in %s become microseconds", async ([, resolution, stamp]) => {
  const read = await readInvite({ resolution }, stamp);
  expect(read.sightings[0]?.events[0]?.at).toBe(resolution === 15 ? 12 : START);
});

test("an interface may count its time from an offset", async () => {
  const read = await readInvite({ offset: START / 1_000_000 }, 42n);
  expect(read.sightings[0]?.events[0]?.at).toBe(START + 42);
});

test.for([
  ["a damaged stamp", 6, 0xffff_ffff_ffff_ffffn],
  ["seconds that are none", 0, 10n ** 12n],
] as const)("a packet with %s has no time and is read all the same", async ([, resolution, stamp]) => {
  const read = await readInvite({ resolution }, stamp);
  expect(read.sightings.map((sighting) => sighting.events[0]?.at)).toEqual([0]);
});

test("each interface has its own link layer, and a new section begins with none", async () => {
  const writer = pcapngWriter();
  const other = pcapngWriter(true);
  const read = await readCapture(
    Buffer.concat([
      writer.section(),
      writer.interface(1),
      writer.interface(101),
      writer.enhanced({ bytes: INVITE }, BigInt(START), 1),
      other.section(),
      other.interface(101),
      other.enhanced({ bytes: RINGING }, BigInt(START)),
      other.enhanced({ bytes: RINGING }, BigInt(START), 1),
    ]),
  );
  expect(said(read)).toEqual(["invite", "response 180"]);
  expect(read.rejected).toEqual([
    { line: 3, reason: "Packet of interface 1, which the file does not describe" },
  ]);
});

test("a simple packet has no time and is read all the same", async () => {
  const writer = pcapngWriter();
  const read = await readCapture(
    Buffer.concat([writer.section(), writer.interface(101), writer.simple(INVITE)]),
  );
  expect(said(read)).toEqual(["invite"]);
  expect(read.sightings[0]?.events[0]?.at).toBe(0);
});

test("a pcapng capture may arrive byte by byte, and its cut end is rejected once", async () => {
  const writer = pcapngWriter();
  const bytes = Buffer.concat([
    writer.section(),
    writer.interface(101),
    writer.enhanced({ bytes: INVITE }, BigInt(START)),
    writer.enhanced({ bytes: RINGING }, BigInt(START)),
  ]);
  const read = await readCapture(bytes.subarray(0, bytes.length - 1), 1);
  expect(said(read)).toEqual(["invite"]);
  expect(read.rejected).toEqual([{ line: 2, reason: "The file ends inside this block" }]);
});

test("a block of impossible length ends the reading with a reason", async () => {
  const writer = pcapngWriter();
  const bytes = Buffer.concat([
    writer.section(),
    writer.interface(101),
    Buffer.from("06000000ffffffff00000000", "hex"),
  ]);
  expect((await readCapture(bytes)).rejected).toEqual([
    { line: 1, reason: "The file is damaged here: a block of 4294967295 bytes is not possible" },
  ]);
});
