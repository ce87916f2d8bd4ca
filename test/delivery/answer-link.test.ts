import { ScanCommand } from "@aws-sdk/client-dynamodb";
import { DeleteObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, test } from "vitest";
import { answerLink } from "../../lib/delivery/answer-link.ts";
import { createLink, findLink, revokeLink } from "../../lib/store/links.ts";
import type { Attachment } from "../../lib/store/reports.ts";
import { type Storage, startStorage } from "../support/storage.ts";
import { BUCKET, NOW, publish, REPORT } from "./services.ts";

let services: Storage;
beforeAll(async () => {
  services = await startStorage();
});
afterAll(() => services.stop());

function ask(method: string, token: string, now = NOW, file = "") {
  return answerLink({ ...services, reportsBucket: BUCKET, now: () => now }, { method, token, file });
}

test("the page of a link says what is in the report and offers the workbook", async () => {
  const answer = await ask("GET", await publish(services));
  expect(answer.statusCode).toBe(200);
  expect(answer.body).toContain("Friday, 20 November 2026");
  expect(answer.body).toContain("5,022");
  expect(answer.body).toContain("1,927 (38.4 %)");
  expect(answer.body).toContain("<li>Alderwick: 261 calls refused with 403</li>");
  expect(answer.body).toContain('<form method="post"><button type="submit">Download workbook (1 kB)');
  expect(answer.body).toContain("works until 2026-11-22 04:15 UTC");
});

test("a mail scanner that opens the link changes nothing, a person who downloads is counted", async () => {
  const token = await publish(services);
  await ask("GET", token);
  await ask("GET", token);
  expect((await findLink(services.table, token))?.downloads).toBe(0);
  await ask("POST", token);
  expect((await findLink(services.table, token))?.downloads).toBe(1);
});

test("the download leads to the stored workbook under its own name", async () => {
  const answer = await ask("POST", await publish(services, { filename: "Отчёт 20.11.xlsx" }));
  expect(answer.statusCode).toBe(303);
  const download = await fetch(answer.headers.location!);
  expect(await download.text()).toBe("workbook");
  expect(download.headers.get("content-disposition")).toBe(
    "attachment; filename=\"_____ 20.11.xlsx\"; filename*=UTF-8''%D0%9E%D1%82%D1%87%D1%91%D1%82%2020.11.xlsx",
  );
  expect(download.headers.get("content-type")).toContain("spreadsheetml.sheet");
});

test("the address of a download is good for two minutes", async () => {
  const answer = await ask("POST", await publish(services));
  expect(new URL(answer.headers.location!).searchParams.get("X-Amz-Expires")).toBe("120");
});

test("the page's form may lead to the bucket and nowhere else", async () => {
  const token = await publish(services);
  const policy = (await ask("GET", token)).headers["content-security-policy"]!;
  const origin = new URL((await ask("POST", token)).headers.location!).origin;
  expect(policy).toContain(`form-action 'self' ${origin};`);
  expect(policy).toContain("default-src 'none'");
});

test("unknown, malformed, expired, revoked and emptied links are answered by the same 404", async () => {
  const expired = await publish(services);
  const revoked = await publish(services);
  expect(await revokeLink(services.table, revoked, NOW)).toBe(true);
  const emptied = await publish(services, { objectKey: "reports/gone.xlsx" });
  await services.s3.send(new DeleteObjectCommand({ Bucket: BUCKET, Key: "reports/gone.xlsx" }));

  const after = new Date(NOW.getTime() + 86_400_000);
  const unknown = await ask("GET", "A".repeat(43));
  expect(unknown.statusCode).toBe(404);
  for (const method of ["GET", "POST"]) {
    expect(await ask(method, expired, after)).toEqual(unknown);
    expect(await ask(method, revoked)).toEqual(unknown);
    expect(await ask(method, emptied)).toEqual(unknown);
    for (const malformed of [
      "",
      "x",
      `${expired}=`,
      expired.toUpperCase(),
      "../../etc/passwd",
      "\u0000",
      "é".repeat(4000),
    ])
      expect(await ask(method, malformed)).toEqual(unknown);
  }
  expect((await findLink(services.table, revoked))?.downloads).toBe(0);
});

test("the page of a link names its log without the telephone number in it", async () => {
  const label = "+44 161 496 0123 and 447700900123 on 2026-11-20.csv";
  const { body } = await ask("GET", await publish(services, { label }));
  expect(body).toContain("<p>+44… and 4477… on 2026-11-20.csv</p>");
  expect(body).toContain("<title>SIP response report: +44… and 4477… on 2026-11-20.csv</title>");
});

test("a link is open until the second in which it expires", async () => {
  const token = await publish(services);
  expect((await ask("GET", token, new Date(NOW.getTime() + 86_399_999))).statusCode).toBe(200);
  expect((await ask("GET", token, new Date(NOW.getTime() + 86_400_000))).statusCode).toBe(404);
});

test("nothing in the table leads back to a link's token", async () => {
  const token = await publish(services);
  const { Items } = await services.table.client.send(new ScanCommand({ TableName: "calls" }));
  expect(token).toMatch(/^[\w-]{43}$/);
  expect(JSON.stringify(Items)).not.toContain(token);
});

test("any other method is refused and says which are not", async () => {
  const token = await publish(services);
  for (const method of ["HEAD", "PUT", "DELETE", "OPTIONS"]) {
    const answer = await ask(method, token);
    expect([answer.statusCode, answer.headers.allow]).toEqual([405, "GET, POST"]);
  }
});

test("text from a log stays text on the page", async () => {
  const summary = ['<img src=x onerror="alert(1)"> & <b>gateway</b>'];
  const token = await publish(services, {
    period: "hostile",
    label: "</title><script>",
    summary,
  });
  const { body } = await ask("GET", token);
  expect(body).toContain("&lt;img src=x onerror=&quot;alert(1)&quot;&gt; &amp; &lt;b&gt;gateway&lt;/b&gt;");
  expect(body).not.toContain("<script");
});

test("no answer may be cached, indexed or passed on as a referrer", async () => {
  for (const answer of [
    await ask("GET", await publish(services)),
    await ask("POST", await publish(services)),
    await ask("GET", ""),
  ])
    expect(answer.headers).toMatchObject({
      "cache-control": "no-store",
      "x-robots-tag": "noindex, nofollow",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
    });
});

const TWIN: Attachment = {
  role: "twin",
  name: "calls.csv",
  objectKey: "reports/day/calls.csv",
  filename: "sip-responses-calls.csv",
  contentType: "text/csv; charset=utf-8",
  bytes: 3,
};
const TICKET: Attachment = {
  role: "ticket",
  name: "Bluefinch",
  objectKey: "reports/day/ticket-1.xlsx",
  filename: "SIP-ticket-Bluefinch.xlsx",
  contentType: "text/plain",
  bytes: 6,
};

async function publishWithAttachments() {
  for (const [Key, Body] of [
    [TWIN.objectKey, "a,b"],
    [TICKET.objectKey, "ticket"],
  ]) {
    await services.s3.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body }));
  }
  const report = { ...REPORT, period: "2026-11-20@attachments", attachments: [TWIN, TICKET] };
  const token = await publish(services, report);
  const options = { days: 1, now: NOW };
  const ticket = await createLink(services.table, report, { ...options, objectKey: TICKET.objectKey });
  return { token, ticket };
}

test("the link to a report also gives the same figures for programs", async () => {
  const { token } = await publishWithAttachments();
  expect((await ask("GET", token)).body).toContain('name="file" value="calls.csv"');
  const download = await fetch((await ask("POST", token, NOW, "calls.csv")).headers.location!);
  expect(await download.text()).toBe("a,b");
  expect(download.headers.get("content-disposition")).toContain("sip-responses-calls.csv");
});

test("the link to a provider's ticket gives that ticket and shows nothing else of the report", async () => {
  const { ticket } = await publishWithAttachments();
  const page = await ask("GET", ticket);
  expect(page.body).toContain("Bluefinch");
  expect(page.body).not.toContain("Alderwick");
  expect(page.body).not.toContain(REPORT.label);
  expect(page.body).not.toContain("5,022");
  const download = await fetch((await ask("POST", ticket)).headers.location!);
  expect(await download.text()).toBe("ticket");
});

test("no link gives a file that its page does not offer", async () => {
  const { token, ticket } = await publishWithAttachments();
  const unknown = await ask("GET", "A".repeat(43));
  expect(await ask("POST", token, NOW, "Bluefinch")).toEqual(unknown);
  expect(await ask("POST", token, NOW, TICKET.objectKey)).toEqual(unknown);
  expect(await ask("POST", ticket, NOW, "calls.csv")).toEqual(unknown);
});
