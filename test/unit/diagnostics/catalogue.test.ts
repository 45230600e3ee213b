import { expect, test } from "vitest";
import { catalogue } from "../../../generator/diagnostics/catalogue.ts";

test("codes say their stage and, in lower case, what is wrong", () => {
  for (const code of Object.keys(catalogue)) {
    expect(code).toMatch(
      /^(?:config|parse|text|link|policy|protocol|plan|emit|check|joined|diff)\/[a-z0-9]+(?:-[a-z0-9]+)*$/,
    );
  }
});
