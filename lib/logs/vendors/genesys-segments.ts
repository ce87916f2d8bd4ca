import type { JsonObject } from "../tables/json-format.ts";

/**
 * One row for each SIP leg to the outside of a Genesys conversation: the segments of a session of
 * a customer or external participant, from the first start to the last end.
 */
export function genesysSegments(conversation: JsonObject): JsonObject[] {
  const rows: JsonObject[] = [];
  for (const participant of listOf(conversation.participants)) {
    if (participant.purpose !== "customer" && participant.purpose !== "external") continue;
    for (const session of listOf(participant.sessions)) {
      if (session.mediaType !== undefined && session.mediaType !== "voice") continue;
      const segments = listOf(session.segments);
      if (segments.length === 0) continue;
      rows.push({
        ...only(session, ["protocolCallId", "sessionId", "ani", "dnis", "direction", "edgeId"]),
        conversationId: conversation.conversationId,
        segmentStart: segments[0]!.segmentStart,
        segmentEnd: segments.at(-1)!.segmentEnd,
        connected: segments.some(({ segmentType }) => segmentType === "interact"),
        disconnectType: segments.at(-1)!.disconnectType,
        sipResponseCodes: lastOf(segments, "sipResponseCodes"),
        q850ResponseCodes: lastOf(segments, "q850ResponseCodes"),
      });
    }
  }
  return rows;
}

function lastOf(segments: readonly JsonObject[], key: string): unknown {
  const codes = segments.flatMap((segment) => (Array.isArray(segment[key]) ? segment[key] : []));
  return codes.at(-1);
}

function only(object: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(keys.map((key) => [key, object[key]]));
}

function listOf(value: unknown): JsonObject[] {
  return Array.isArray(value)
    ? value.filter((item): item is JsonObject => typeof item === "object" && item !== null)
    : [];
}
