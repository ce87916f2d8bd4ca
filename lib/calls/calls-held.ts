export interface CallsHeld<Call> {
  /** The call, which then counts as recent again. */
  get(callId: string): Call | undefined;
  set(callId: string, call: Call): void;
  /** No longer holds the call. Returns whether it did. */
  release(callId: string): boolean;
  /** Hands over all. */
  end(): void;
}

/**
 * Holds calls in two generations: when the recent one is full, the older one is handed over as a
 * whole, not entry by entry, and a call of which something is read now and then stays.
 *
 * @param limit calls held at most.
 */
export function callsHeld<Call>(limit: number, handOver: (call: Call) => void): CallsHeld<Call> {
  const generation = Math.max(1, limit >> 1);
  let recent = new Map<string, Call>();
  let older = new Map<string, Call>();

  function set(callId: string, call: Call): void {
    if (recent.size >= generation) {
      handOverAll(older);
      older = recent;
      recent = new Map();
    }
    recent.set(callId, call);
  }

  function handOverAll(calls: ReadonlyMap<string, Call>): void {
    for (const call of calls.values()) handOver(call);
  }

  return {
    get(callId) {
      const call = recent.size === 0 ? undefined : recent.get(callId);
      if (call !== undefined || older.size === 0) return call;
      const old = older.get(callId);
      if (old !== undefined) {
        older.delete(callId);
        set(callId, old);
      }
      return old;
    },
    set,
    release: (callId) => recent.delete(callId) || older.delete(callId),
    end() {
      handOverAll(older);
      handOverAll(recent);
      older = new Map();
      recent = new Map();
    },
  };
}
