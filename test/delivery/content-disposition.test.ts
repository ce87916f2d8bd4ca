import { expect, test } from "vitest";
import { contentDisposition } from "../../lib/delivery/content-disposition.ts";

test.for([
  ["report.xlsx", "attachment; filename=\"report.xlsx\"; filename*=UTF-8''report.xlsx"],
  ['a"b\\c/d%41.xlsx', "attachment; filename=\"a_b_c_d_41.xlsx\"; filename*=UTF-8''a%22b_c_d%2541.xlsx"],
  ["it's (1)*.xlsx", "attachment; filename=\"it's (1)*.xlsx\"; filename*=UTF-8''it%27s%20%281%29%2A.xlsx"],
  ["a\r\nset-cookie: x", "attachment; filename=\"a__set-cookie: x\"; filename*=UTF-8''a__set-cookie%3A%20x"],
  ["😀\ud800.xlsx", "attachment; filename=\"__.xlsx\"; filename*=UTF-8''%F0%9F%98%80%EF%BF%BD.xlsx"],
] as const)("a workbook named %j keeps its name and breaks no header", ([filename, header]) => {
  expect(contentDisposition(filename)).toBe(header);
});
