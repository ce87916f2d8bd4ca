import { join } from "node:path";
import { defineConfig } from "vitest/config";

/**
 * The tests that may kill a mutant: those of its own room and of the rooms around it. Those that lead
 * through whole reports would kill more, and take ten times as long.
 */
export default defineConfig({
  root: join(import.meta.dirname, "../.."),
  test: {
    include: ["test/{analysis,calls,numbering,sip,store,text,time}/**/*.test.ts"],
    exclude: ["test/analysis/findings/no-findings-on-noise.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" },
  },
});
