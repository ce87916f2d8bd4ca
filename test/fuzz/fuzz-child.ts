import { brokenLaws } from "./laws.ts";

/** Checks inputs one after the other for guard.ts, which kills this process when one takes too long. */
process.on("message", async (bytes: Uint8Array) => {
  const broken = await brokenLaws(bytes);
  process.send!({ broken, peakBytes: process.resourceUsage().maxRSS * 1024 });
});
