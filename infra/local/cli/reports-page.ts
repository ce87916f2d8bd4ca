import { createServer } from "node:http";
import { type Html, html } from "../../../lib/delivery/html.ts";
import { page, pageHeaders } from "../../../lib/delivery/page.ts";
import { listenOnLoopback, stopServer } from "../loopback-server.ts";

/** A line of the page: a report with its link, or an upload that could not be read with its reason. */
export interface PageEntry {
  readonly at: Date;
  readonly title: string;
  /** "" for an upload that could not be read. */
  readonly link: string;
  readonly detail: string;
}

export interface ReportsPage {
  readonly url: string;
  add(entry: PageEntry): void;
  stop(): Promise<void>;
}

const ENTRIES_SHOWN = 200;
const REFRESH_SECONDS = 5;

/** Serves the list of what was made since the start, newest first, to this machine only. Port 0 = any free port. */
export async function startReportsPage(port: number, hint: string): Promise<ReportsPage> {
  const entries: PageEntry[] = [];
  const server = createServer((request, response) => {
    if (request.method !== "GET" || request.url !== "/") {
      response.writeHead(404, pageHeaders()).end(page("Not found", html`<h1>Not found</h1>`));
      return;
    }
    const headers = { ...pageHeaders(), refresh: String(REFRESH_SECONDS) };
    response.writeHead(200, headers).end(page("SIP response reports", listOf(entries, hint)));
  });
  const url = await listenOnLoopback(server, port);
  return {
    url: `${url}/`,
    add(entry) {
      entries.unshift(entry);
      entries.length = Math.min(entries.length, ENTRIES_SHOWN);
    },
    stop: () => stopServer(server),
  };
}

function listOf(entries: readonly PageEntry[], hint: string): Html {
  if (entries.length === 0) return html`<h1>SIP response reports</h1>\n<p>Nothing yet. ${hint}</p>`;
  return html`<h1>SIP response reports</h1>
<ul>
${entries.map(itemOf)}</ul>
<p class="note">${hint}</p>`;
}

function itemOf({ at, title, link, detail }: PageEntry): Html {
  const heading = link === "" ? html`<strong>${title}</strong>` : html`<a href="${link}">${title}</a>`;
  return html`<li>${at.toISOString().slice(0, 19).replace("T", " ")} UTC: ${heading}<br>${detail}</li>\n`;
}
