import { expect, test } from "vitest";
import { otherWays } from "./another-way.ts";
import { reports } from "./reports.ts";
import { event, polling, workflow, type Fulfilled } from "./right.ts";

const subjects = [event, polling, workflow].flatMap((diagram) =>
  [...Object.keys(diagram.right), undefined].map((component) => ({ diagram, component })),
);

const title = ({ diagram, component }: { diagram: Fulfilled; component: string | undefined }): string =>
  `${diagram.protocol.name} › ${component ?? "all components together"}`;

test.each(subjects.map((subject) => [title(subject), subject] as const))(
  "the filled-in handlers pass 1,000 runs of each property: %s",
  async (_, { diagram, component }) => {
    process.env["SEQWRIGHT_RUNS"] = "1000";
    try {
      expect(await reports(diagram.protocol, diagram.right, component, diagram.handlers)).toEqual({});
    } finally {
      delete process.env["SEQWRIGHT_RUNS"];
    }
  },
);

test.each(otherWays)("right in another way: $name", async ({ diagram, handlers }) => {
  const { protocol, right, handlers: place } = diagram;
  const factories = { ...right, ...handlers };
  for (const component of [...Object.keys(handlers), undefined]) {
    expect(await reports(protocol, factories, component, place)).toEqual({});
  }
});
