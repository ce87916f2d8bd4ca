import type { Sighting } from "../../calls/sighting.ts";
import type { RecordSink } from "../format/log-format.ts";
import type { IgnoreRule } from "../format/record-counts.ts";
import type { MessageResult } from "../message/message-sighting.ts";

/**
 * Makes one record of each packet, however many messages it completes. A packet that holds a part
 * of something is settled later, with the packet that completes it.
 */
export class RecordTally {
  readonly #sink: RecordSink;
  #sightings: Sighting[] = [];
  #rule: IgnoreRule | "" = "";
  #reason = "";
  /** The last packet that was settled carried SIP. */
  lastWasSip = false;

  constructor(sink: RecordSink) {
    this.#sink = sink;
  }

  /** What one message of the packet in hand says. */
  add(verdict: MessageResult): void {
    if (typeof verdict === "string") this.#rule ||= verdict;
    else if ("reason" in verdict) this.#reason ||= verdict.reason;
    else this.#sightings.push(verdict);
  }

  get isEmpty(): boolean {
    return this.#sightings.length === 0 && this.#rule === "" && this.#reason === "";
  }

  /** Settles a packet with what was added: a message that counts says more than one that does not. */
  settle(number: number, otherwise: IgnoreRule): void {
    const sightings = this.#sightings;
    const reason = this.#reason;
    const rule = this.#rule || otherwise;
    this.lastWasSip = sightings.length > 0 || reason !== "" || rule !== "not-sip";
    if (sightings.length > 0) {
      this.#sink.use(sightings);
      this.#sightings = [];
    } else if (reason !== "") {
      this.#sink.reject(number, reason);
    } else {
      this.#sink.ignore(rule);
    }
    this.#rule = "";
    this.#reason = "";
  }

  ignore(rule: IgnoreRule): void {
    this.lastWasSip = rule !== "not-sip";
    this.#sink.ignore(rule);
  }

  reject(number: number, reason: string): void {
    this.lastWasSip = true;
    this.#sink.reject(number, reason);
  }

  /** Settles the packets that held the earlier parts of what has now been settled. */
  settleParts(numbers: readonly number[]): void {
    this.ignoreAll(numbers, this.lastWasSip ? "part-of-message" : "not-sip");
  }

  ignoreAll(numbers: readonly number[], rule: IgnoreRule): void {
    for (let i = 0; i < numbers.length; i++) this.#sink.ignore(rule);
  }

  rejectAll(numbers: readonly number[], reason: string): void {
    for (const number of numbers) this.reject(number, reason);
  }
}
