import { setTimeout as sleep } from "node:timers/promises";
import type { ReportReadyDetail } from "../../../lib/delivery/announce.ts";
import { REPORT_READY } from "../../../lib/names.ts";
import type { LocalNotification } from "../notification-server.ts";

const POLL_MS = 100;

/** What a notification says about a finished report, if it is about one. */
export function reportReadyOf(notification: LocalNotification): ReportReadyDetail | undefined {
  if (notification.kind !== "event" || notification.detailType !== REPORT_READY) return undefined;
  return notification.detail as ReportReadyDetail;
}

/** Keeps the events that announce finished reports, so that none is missed between asking and waiting. */
export class ReportInbox {
  readonly #received: ReportReadyDetail[] = [];

  receive(notification: LocalNotification): void {
    const detail = reportReadyOf(notification);
    if (detail) this.#received.push(detail);
  }

  /** Waits until a report that is wanted was announced. `checkFailure` throws where it will never come. */
  async take(
    isWanted: (detail: ReportReadyDetail) => boolean,
    checkFailure: () => Promise<void>,
  ): Promise<ReportReadyDetail> {
    for (;;) {
      const found = this.#received.findLast(isWanted);
      if (found) return found;
      await checkFailure();
      await sleep(POLL_MS);
    }
  }
}
