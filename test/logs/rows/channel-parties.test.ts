import { expect, test } from "vitest";
import { channelParties } from "../../../lib/logs/rows/channel-parties.ts";

// Which way a call went through an Asterisk is told by what its channels are called.

test.for([
  [
    "a phone called a trunk",
    "PJSIP/101-0001",
    "PJSIP/alderwick-0002",
    "from-internal",
    "",
    "alderwick",
    "outbound",
  ],
  [
    "a trunk called a phone",
    "PJSIP/alderwick-0001",
    "PJSIP/101-0002",
    "from-trunk",
    "",
    "alderwick",
    "inbound",
  ],
  [
    "a span of ISDN called a phone: the number of the caller is none of its name",
    "DAHDI/i1/442079460900-1",
    "PJSIP/201-0002",
    "from-pstn",
    "",
    "i1",
    "inbound",
  ],
  [
    "whatever the context is called",
    "SIP/alderwick-0001",
    "SIP/101-0002",
    "default",
    "",
    "alderwick",
    "inbound",
  ],
  [
    "a trunk called a queue that called nobody",
    "PJSIP/alderwick-0001",
    "",
    "ext-queues",
    "",
    "alderwick",
    "inbound",
  ],
  ["a number of ours was called", "PJSIP/alderwick-0001", "", "app", "+442079460101", "alderwick", "inbound"],
  ["a phone called a phone", "PJSIP/101-0001", "PJSIP/102-0002", "from-internal", "", "", "internal"],
  [
    "a trunk is known by its telephone number",
    "SIP/101-0001",
    "SIP/4930123456-0002",
    "x",
    "",
    "4930123456",
    "outbound",
  ],
  [
    "a call comes in and goes out again",
    "SIP/alderwick-0001",
    "SIP/bluefinch-0002",
    "from-pstn",
    "",
    "alderwick",
    "inbound",
  ],
  [
    "a named phone called a trunk",
    "SIP/anna-0001",
    "SIP/bluefinch-0002",
    "from-internal",
    "",
    "bluefinch",
    "outbound",
  ],
  [
    "of two names nobody knows which is a phone",
    "SIP/anna-0001",
    "SIP/bluefinch-0002",
    "default",
    "",
    "bluefinch",
    undefined,
  ],
  ["a phone called an application", "SIP/101-0001", "", "from-internal", "", "", undefined],
] as const)("%s", ([, caller, callee, context, did, gateway, direction]) => {
  expect(channelParties(caller, callee, context, did)).toMatchObject({ gateway, direction });
});

test("the owner's pattern says what a trunk is and how it is called", () => {
  const trunk = /PJSIP\/trunk-(\w+)/;
  expect(channelParties("PJSIP/trunk-1001-0001", "PJSIP/anna-0002", "x", "", trunk)).toEqual({
    gateway: "1001",
    direction: "inbound",
    phone: "anna",
  });
  expect(channelParties("PJSIP/anna-0001", "PJSIP/trunk-1001-0002", "x", "", trunk)).toEqual({
    gateway: "1001",
    direction: "outbound",
    phone: "anna",
  });
});

test.for([
  ["that called a trunk", "PJSIP/101-0001", "PJSIP/alderwick-0002", "101"],
  ["that a trunk called", "PJSIP/alderwick-0001", "PJSIP/101-0002", "101"],
  ["that called another", "PJSIP/101-0001", "PJSIP/102-0002", "101"],
  ["none, where one trunk called another", "SIP/alderwick-0001", "SIP/bluefinch-0002", ""],
] as const)("the phone of ours is the one %s", ([, caller, callee, phone]) => {
  expect(channelParties(caller, callee, "default", "").phone).toBe(phone);
});
