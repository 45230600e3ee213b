import type { Reporter, TestModule } from "vitest/node";

/** Ends a run with one plain line, `N passed, N failed`, for people in a hurry and for scripts. */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    let passed = 0;
    let failed = unhandledErrors.length;
    for (const module of modules) {
      // A file that could not even be loaded, or whose hooks failed, has errors but maybe no failed test.
      failed += module.errors().length;
      for (const test of module.children.allTests()) {
        if (test.result().state === "passed") passed += 1;
        else if (test.result().state === "failed") failed += 1;
      }
    }
    // Printed on exit: other reporters are still writing their own summaries.
    process.once("exit", () => console.log(`\n${passed} passed, ${failed} failed`));
  }
}
