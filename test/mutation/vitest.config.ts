import { join } from "node:path";
import { defineConfig } from "vitest/config";

/** The tests that may kill a mutant: those of the rooms that are mutated, and those that lead through them. */
export default defineConfig({
  root: join(import.meta.dirname, "../.."),
  test: {
    include: [
      "test/{analysis,calls,delivery,ingest,numbering,report,sip,store,text,time}/**/*.test.ts",
      "test/docs/*.test.ts",
    ],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" },
  },
});
