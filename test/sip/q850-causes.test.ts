import { expect, test } from "vitest";
import { q850Cause, q850OfSip, sipOfQ850 } from "../../lib/sip/q850-causes.ts";

test.for([
  [1, 404],
  [2, 404],
  [3, 404],
  [16, null],
  [17, 486],
  [18, 408],
  [19, 480],
  [20, 480],
  [21, 403],
  [22, 410],
  [23, 410],
  [26, 404],
  [27, 502],
  [28, 484],
  [29, 501],
  [31, 480],
  [34, 503],
  [38, 503],
  [41, 503],
  [42, 503],
  [44, null],
  [47, 503],
  [55, 403],
  [57, 403],
  [58, 503],
  [65, 488],
  [70, 488],
  [79, 501],
  [87, 403],
  [88, 503],
  [102, 504],
  [111, 500],
  [127, 500],
  [99, 500],
] as const)("Q.850 cause %i is SIP %s", ([cause, code]) => {
  expect(sipOfQ850(cause)).toBe(code);
});

test("A rejection by the user is 603, one by the network 403", () => {
  expect([sipOfQ850(21, "user"), sipOfQ850(21, "network")]).toEqual([603, 403]);
});

test.for([
  [400, 41],
  [401, 21],
  [402, 21],
  [403, 21],
  [404, 1],
  [405, 63],
  [406, 79],
  [407, 21],
  [408, 102],
  [410, 22],
  [413, 127],
  [414, 127],
  [415, 79],
  [416, 127],
  [420, 127],
  [421, 127],
  [423, 127],
  [480, 18],
  [481, 41],
  [482, 25],
  [483, 25],
  [484, 28],
  [485, 1],
  [486, 17],
  [487, null],
  [488, 31],
  [500, 41],
  [501, 79],
  [502, 38],
  [503, 41],
  [504, 102],
  [505, 127],
  [513, 127],
  [600, 17],
  [603, 21],
  [604, 1],
  [606, 31],
  [493, 31],
  [200, null],
  [180, null],
] as const)("SIP %i is Q.850 cause %s", ([code, cause]) => {
  expect(q850OfSip(code)).toBe(cause);
});

test("Every cause that a mapping gives has a name", () => {
  for (let code = 400; code < 700; code++) {
    const cause = q850OfSip(code);
    expect(cause === null || q850Cause(cause) !== null).toBe(true);
  }
  expect(q850Cause(16)?.name).toBe("Normal call clearing");
  expect(q850Cause(126)).toBeNull();
});
