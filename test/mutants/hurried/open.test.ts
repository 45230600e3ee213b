import { expect, test } from "vitest";
import { reports } from "../reports.ts";
import { openMutants } from "./open-mutants.ts";

test.each(openMutants)("nobody catches it yet: $name", async ({ diagram, wrong }) => {
  const [component = ""] = Object.keys(wrong);
  expect(await reports(diagram.protocol, { ...diagram.right, ...wrong }, component)).toEqual({});
});
