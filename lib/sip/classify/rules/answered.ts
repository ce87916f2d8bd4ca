import { PART_1 } from "../../catalogue/catalogue-entry.ts";
import type { RuleGroup } from "../classification-rule.ts";

export const ANSWERED: RuleGroup = {
  of: (call) => call.answered,
  rules: [
    {
      id: "lost-on-our-side",
      outcome: "answered",
      responsible: "us: settings",
      when: (call) => call.dialogLostBy === "us",
      because:
        "The call was lost while connected: our side no longer knew it when the other side sent a request inside the call (481 or 408)",
      action: "Look at our server at that time: it had lost the call",
      source: "RFC 3261 §12.2.1.2, §14.1",
    },
    {
      id: "lost-on-the-other-side",
      outcome: "answered",
      responsible: "provider",
      when: (call) => call.dialogLostBy === "them",
      because:
        "The call was lost while connected: the other side no longer knew it when we sent a request inside the call (481 or 408)",
      action: "Ask the provider with these Call-IDs why it had lost the calls",
      source: "RFC 3261 §12.2.1.2, §14.1",
    },
    {
      id: "lost-while-connected",
      outcome: "answered",
      responsible: "unknown",
      when: (call) => call.dialogLostBy !== null,
      because:
        "The call was lost while connected: a request inside the call got 481, 408 or no response, and the log does not show which side had lost it",
      action: "Compare with the provider the session timers and the way that requests inside a call take",
      source: "RFC 3261 §12.2.1.2, §14.1",
    },
    {
      id: "acknowledged-in-vain",
      outcome: "answered",
      responsible: "unknown",
      when: (call) => call.acknowledgedInVain,
      because:
        "The call was answered, and the 200 was sent again and again although an ACK had been sent: the ACK did not arrive, and such a call is taken down after 32 s. Either it was lost on the way, or the 200 named an address to which it cannot be sent",
      action:
        "Compare with the provider where the ACK is sent: the address in the Contact of the 200, and the way to it",
      source: "RFC 3261 §13.3.1.4, §12.1.1",
    },
    {
      id: "never-acknowledged",
      outcome: "answered",
      responsible: "us: settings",
      when: (call) => call.unacknowledged && call.ack === null && call.ourSide === "caller",
      because:
        "The call was answered, and the 200 was sent again and again because no ACK of ours came: such a call is taken down after 32 s",
      action:
        "Check where our server sends its ACK (the address in the Contact of the 200) and whether the firewall lets it pass",
      source: "RFC 3261 §13.3.1.4",
    },
    {
      id: "never-acknowledged-to-us",
      outcome: "answered",
      responsible: "unknown",
      when: (call) => call.unacknowledged && call.ack === null,
      action: "Check the address in the Contact of our 200: the caller's side must be able to reach it",
      because:
        "We answered and sent the 200 again and again, because no ACK came: such a call is taken down after 32 s. Either the caller's side sent none, or our 200 named an address to which it cannot be sent",
      source: "RFC 3261 §13.3.1.4",
    },
    {
      id: "answered-in-the-race",
      outcome: "answered",
      responsible: "nobody",
      when: (call) => call.ourCancel !== null,
      because: "The answer and our CANCEL crossed: the call counts as answered and was ended at once",
      source: "RFC 3261 §9.1, RFC 3398 §8.2.7",
    },
    {
      id: "answered",
      outcome: "answered",
      responsible: "nobody",
      because: "The first 2xx counts, whatever other branches answer",
      source: `RFC 3261 §13.2.2.4; ${PART_1}`,
    },
  ],
};
