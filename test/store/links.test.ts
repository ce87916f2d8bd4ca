import { expect, test } from "vitest";
import { isOpen, type LinkItem } from "../../lib/store/links.ts";

const LINK = { revokedAt: "", expiresAt: 1_795_338_000 } as LinkItem;

test("a link is open until the second in which it expires, though the table still has it", () => {
  expect(isOpen(LINK, new Date(1_795_337_999_999))).toBe(true);
  expect(isOpen(LINK, new Date(1_795_338_000_000))).toBe(false);
});

test("a link that was revoked is not open, however long it would have lived", () => {
  expect(isOpen({ ...LINK, revokedAt: "2026-11-20T12:00:00Z" }, new Date(0))).toBe(false);
});
