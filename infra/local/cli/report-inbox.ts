import { setTimeout as sleep } from "node:timers/promises";
import type { ReportReadyDetail } from "../../../lib/delivery/tell.ts";
import { REPORT_READY } from "../../../lib/names.ts";

const POLL_MS = 100;

/** Keeps the events that tell of finished reports, so that none is missed between asking and waiting. */
export class ReportInbox {
  readonly #received: ReportReadyDetail[] = [];
  readonly #onReport: (detail: ReportReadyDetail) => void;

  constructor(onReport: (detail: ReportReadyDetail) => void = () => {}) {
    this.#onReport = onReport;
  }

  /** Takes whatever the functions tell; keeps what is about reports. */
  receive(notification: {
    readonly kind: string;
    readonly detailType?: string;
    readonly detail?: unknown;
  }): void {
    if (notification.kind !== "event" || notification.detailType !== REPORT_READY) return;
    const detail = notification.detail as ReportReadyDetail;
    this.#received.push(detail);
    this.#onReport(detail);
  }

  /** Waits until a report that is wanted was told of. `checkFailure` throws where it will never come. */
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
