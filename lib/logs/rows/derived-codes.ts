import { plainName } from "../text/csv-shape.ts";

/** A known word that names no response: the call failed, and how is not told. */
export const FAILED = -1;
/** A known word that names no response: the call is still going on. */
export const RUNNING = -2;

/** Words that say that a phone rang and nobody picked it up, without case and punctuation. */
const NO_ANSWER_WORDS = [
  "noanswer",
  "notanswered",
  "unanswered",
  "missed",
  "missedcall",
  "noreply",
  "rungout",
  "keineantwort",
  "nichtangenommen",
  "verpasst",
  "sinrespuesta",
  "nocontesta",
  "nocontestada",
  "semresposta",
  "nãoatendida",
  "perdida",
  "sansréponse",
  "nonrépondu",
  "manqué",
  "manquée",
  "nessunarisposta",
  "nonrisposto",
  "persa",
  "нетответа",
  "неотвечен",
  "неотвечено",
  "пропущенный",
];
const SAYS_NO_ANSWER: ReadonlySet<string> = new Set(NO_ANSWER_WORDS);

/**
 * Results in words to the response that they stand for. Words are no responses: what is found
 * here is marked as derived wherever it is shown. Keys without case and punctuation.
 */
const CODE_OF_WORDS: Readonly<Record<string, number>> = {
  // Cause 19 is sent as 480 (RFC 3398 §7.2.4.1)
  ...Object.fromEntries(NO_ANSWER_WORDS.map((word) => [word, 480])),
  // Asterisk CDR dispositions (Asterisk docs, "CDR Fields") and DIALSTATUS (app_dial)
  answered: 200,
  busy: 486,
  congestion: 503,
  cancel: 487,
  // A device that is not registered, a trunk that is down, no free channel: app_dial tells them not apart.
  chanunavail: FAILED,
  failed: FAILED,
  dontcall: 603,
  torture: 603,
  invalidargs: FAILED,
  // Twilio CallStatus and call_state (Twilio docs, "Call resource", "Call Summary")
  completed: 200,
  canceled: 487,
  cancelled: 487,
  fail: FAILED,
  queued: RUNNING,
  initiated: RUNNING,
  ringing: RUNNING,
  inprogress: RUNNING,
  // Common in exports of PBXs and diallers
  answer: 200,
  connected: 200,
  success: 200,
  successful: 200,
  ok: 200,
  voicemail: 200,
  machine: 200,
  answeringmachine: 200,
  userbusy: 486,
  engaged: 486,
  reject: 603,
  rejected: 603,
  declined: 603,
  refused: 603,
  abandoned: 487,
  hangup: FAILED,
  error: FAILED,
  timeout: FAILED,
  unavailable: 480,
  notavailable: 480,
  unreachable: FAILED,
  notfound: 404,
  invalidnumber: 404,
  wrongnumber: 404,
  forbidden: 403,
  active: RUNNING,
  ongoing: RUNNING,
  dialing: RUNNING,
  dialling: RUNNING,
  unsuccessful: FAILED,
  notconnected: FAILED,
  switchedoff: 480,
  poweredoff: 480,
  nonexistent: 404,
  human: 200,
  // The same in the languages in which PBXs are sold with translated exports
  beantwortet: 200,
  angenommen: 200,
  besetzt: 486,
  abgelehnt: 603,
  abgebrochen: 487,
  fehlgeschlagen: FAILED,
  contestada: 200,
  contestado: 200,
  respondida: 200,
  atendida: 200,
  atendido: 200,
  ocupado: 486,
  ocupada: 486,
  rechazada: 603,
  rejeitada: 603,
  cancelada: 487,
  fallida: FAILED,
  fallada: FAILED,
  répondu: 200,
  répondue: 200,
  décroché: 200,
  occupé: 486,
  rejeté: 603,
  refusé: 603,
  annulé: 487,
  échoué: FAILED,
  échec: FAILED,
  risposta: 200,
  occupato: 486,
  rifiutata: 603,
  fallita: FAILED,
  отвечен: 200,
  отвечено: 200,
  успешный: 200,
  занято: 486,
  отклонен: 603,
  отклонён: 603,
  отменен: 487,
  отменён: 487,
  ошибка: FAILED,
  // The call went on at another phone: the words of the row say so, see reason-marks.ts
  answeredelsewhere: 487,
  completedelsewhere: 487,
  pickedupelsewhere: 487,
};

/** Hangup causes by name, as FreeSWITCH and Asterisk write them, to Q.850. switch_types.h, causes.h */
const Q850_OF_NAMES: Readonly<Record<string, number>> = {
  UNALLOCATED_NUMBER: 1,
  NO_ROUTE_TRANSIT_NET: 2,
  NO_ROUTE_DESTINATION: 3,
  CHANNEL_UNACCEPTABLE: 6,
  CALL_AWARDED_DELIVERED: 7,
  NORMAL_CLEARING: 16,
  NORMAL_CALL_CLEAR: 16,
  USER_BUSY: 17,
  NO_USER_RESPONSE: 18,
  NO_ANSWER: 19,
  SUBSCRIBER_ABSENT: 20,
  CALL_REJECTED: 21,
  NUMBER_CHANGED: 22,
  REDIRECTION_TO_NEW_DESTINATION: 23,
  EXCHANGE_ROUTING_ERROR: 25,
  DESTINATION_OUT_OF_ORDER: 27,
  INVALID_NUMBER_FORMAT: 28,
  FACILITY_REJECTED: 29,
  RESPONSE_TO_STATUS_ENQUIRY: 30,
  NORMAL_UNSPECIFIED: 31,
  NORMAL_CIRCUIT_CONGESTION: 34,
  NETWORK_OUT_OF_ORDER: 38,
  NORMAL_TEMPORARY_FAILURE: 41,
  SWITCH_CONGESTION: 42,
  ACCESS_INFO_DISCARDED: 43,
  REQUESTED_CHAN_UNAVAIL: 44,
  PRE_EMPTED: 45,
  FACILITY_NOT_SUBSCRIBED: 50,
  OUTGOING_CALL_BARRED: 52,
  INCOMING_CALL_BARRED: 54,
  BEARERCAPABILITY_NOTAUTH: 57,
  BEARERCAPABILITY_NOTAVAIL: 58,
  SERVICE_UNAVAILABLE: 63,
  BEARERCAPABILITY_NOTIMPL: 65,
  CHAN_NOT_IMPLEMENTED: 66,
  FACILITY_NOT_IMPLEMENTED: 69,
  SERVICE_NOT_IMPLEMENTED: 79,
  INVALID_CALL_REFERENCE: 81,
  INCOMPATIBLE_DESTINATION: 88,
  INVALID_MSG_UNSPECIFIED: 95,
  MANDATORY_IE_MISSING: 96,
  MESSAGE_TYPE_NONEXIST: 97,
  WRONG_MESSAGE: 98,
  IE_NONEXIST: 99,
  INVALID_IE_CONTENTS: 100,
  WRONG_CALL_STATE: 101,
  RECOVERY_ON_TIMER_EXPIRE: 102,
  MANDATORY_IE_LENGTH_ERROR: 103,
  PROTOCOL_ERROR: 111,
  INTERWORKING: 127,
};

/** Names of causes that FreeSWITCH adds to Q.850, to SIP. switch_types.h; mod_sofia maps them so */
const CODE_OF_NAMES: Readonly<Record<string, number>> = {
  ORIGINATOR_CANCEL: 487,
  LOSE_RACE: 487,
  PICKED_OFF: 487,
  // The switch itself gave the call up: its time was over, it was shut down, it crashed.
  ALLOTTED_TIMEOUT: 487,
  SYSTEM_SHUTDOWN: 487,
  CRASH: 487,
  PROGRESS_TIMEOUT: 408,
  MEDIA_TIMEOUT: 408,
  USER_NOT_REGISTERED: 480,
  // Nothing was sent: our own 503 (RFC 3261 §8.1.3.1), and "gateway down" among the words of a request that could not be sent.
  GATEWAY_DOWN: 503,
  INVALID_GATEWAY: 503,
  BUSY_EVERYWHERE: 600,
  DECLINE: 603,
  REJECT_ALL: 603,
  DOES_NOT_EXIST_ANYWHERE: 604,
  NOT_ACCEPTABLE: 606,
  UNWANTED: 607,
  USER_CHALLENGE: 407,
  BLIND_TRANSFER: 200,
  ATTENDED_TRANSFER: 200,
  MANAGER_REQUEST: 487,
};

/** Words that say that a record is closed, or that its call was set up; of a call that failed with a code they say nothing. */
const STATES: ReadonlySet<string> = new Set([
  "completed",
  "complete",
  "success",
  "successful",
  "ok",
  "finished",
  "ended",
]);

export function isState(words: string): boolean {
  return STATES.has(plainName(words));
}

export function saysNobodyAnswered(words: string): boolean {
  return SAYS_NO_ANSWER.has(plainName(words));
}

/** A code, {@link FAILED} or {@link RUNNING}; 0 = not known. */
export function codeOfWords(words: string): number {
  return CODE_OF_WORDS[words] ?? CODE_OF_WORDS[plainName(words)] ?? 0;
}

/** "NO_USER_RESPONSE", "SIP/17", "17" → 18, 17, 17; 0 = none. */
export function q850OfName(name: string): number {
  return (
    Q850_OF_NAMES[name] ??
    Q850_OF_NAMES[
      name
        .toUpperCase()
        .replace(/[\s-]+/g, "_")
        .replace(/^GWAPP_/, "")
    ] ??
    0
  );
}

export function codeOfCauseName(name: string): number {
  return CODE_OF_NAMES[name] ?? CODE_OF_NAMES[name.toUpperCase()] ?? 0;
}
