export default {
  mutate: ["lib/calls/**/*.ts", "lib/sip/classify/**/*.ts", "lib/store/**/*.ts", "lib/analysis/**/*.ts"],
  // Words, and the objects that hold them, are not behaviour.
  mutator: { excludedMutations: ["StringLiteral"] },
  // Types are not checked here; Stryker 9 cannot read a tsconfig through TypeScript 7.
  tsconfigFile: "none",
  testRunner: "vitest",
  vitest: { configFile: "test/mutation/vitest.config.ts", related: false },
  checkers: ["sample"],
  plugins: ["@stryker-mutator/vitest-runner", "./test/mutation/sample-checker.mjs"],
  coverageAnalysis: "perTest",
  concurrency: 2,
  timeoutMS: 30_000,
  dryRunTimeoutMinutes: 15,
  ignorePatterns: ["reports", ".local", "cdk.out", "examples/*.pcap"],
  tempDirName: ".mutation/sandbox",
  reporters: ["progress", "json"],
  jsonReporter: { fileName: ".mutation/report.json" },
  allowConsoleColors: false,
};
