import { expect, test } from "vitest";
import { tagOf, userOf } from "../../../lib/logs/message/address-header.ts";

function user(value: string | Buffer): string | undefined {
  const bytes = Buffer.from(value);
  return userOf(bytes, 0, bytes.length);
}

function tag(value: string): string {
  return tagOf(Buffer.from(value), 0, Buffer.byteLength(value));
}

test.for([
  ["<sip:100@example.com>;tag=1", "100"],
  ["sip:100@example.com;tag=1", "100"],
  ['"A < B; \\" >" <sips:bob@example.com:5061;user=phone>', "bob"],
  ["<tel:+4930123456>;tag=x", "+4930123456"],
  ["tel:+4930123456;phone-context=x", "+4930123456"],
  ["<sip:+1555;npdi@example.com>", "+1555"],
  ["<sip:alice:secret@example.com>", "alice"],
  ["<sip:%2372@example.com>", "#72"],
  ['"never closed <sip:7@example.com>;tag=1', "7"],
] as const)("the user in %s is %s", ([value, expected]) => {
  expect(user(value)).toBe(expected);
});

test("a URI of a host alone has no user", () => {
  expect(user("<sip:200.57.7.195:55061;user=phone>;tag=1")).toBeUndefined();
  expect(user("Anonymous")).toBeUndefined();
});

test("a name in Latin-1 is read as it was written, and one in UTF-8 too", () => {
  expect(user(Buffer.from("<sip:m\xfcller@example.com>", "latin1"))).toBe("müller");
  expect(user("<sip:müller@example.com>")).toBe("müller");
});

test.for([
  ["<sip:a@b>;tag=abc", "abc"],
  ["<sip:a@b;tag=uri>;x=1;tag=abc;y", "abc"],
  ["sip:a@b;tag=abc", "abc"],
  ["<sip:a@b> ; TAG = abc ", "abc"],
  ["<sip:a@b>;\r\n tag=abc", "abc"],
  ['"x;tag=no" <sip:a@b>;tag=yes', "yes"],
  ["<sip:a@b;tag=uri>", ""],
  ["<sip:a@b>;tagged=1", ""],
] as const)("the tag of %j is %j", ([value, expected]) => {
  expect(tag(value)).toBe(expected);
});
