import { expect, test } from "vitest";
import { ranDiagram } from "../../support/ran-diagram.ts";

const twice = `
actor User
participant Tickets
participant "Redis Cache" as Cache
User -> Tickets : open(owner)
Tickets -> Tickets : id = newId()
Tickets -> Cache : SET ticket:{id} {owner}
Cache --> Tickets : done
Tickets --> User : done
User -> Tickets : reopen(owner, reason)
Tickets -> Tickets : id = newId()
Tickets -> Cache : SET ticket:{id} {reason}
Cache --> Tickets : done
Tickets --> User : done
`;

test("what one operation makes up by a name says nothing about another operation", async () => {
  await using ran = await ranDiagram(twice, "Tickets", "tickets.handler.ts");
  const right = ran.source.replace("return undefined as never;", "return String((count += 1));");
  const counting = `let count = 0;\n${right}`;
  expect(await ran.fails(counting)).toEqual([]);
  expect(
    await ran.fails(counting.replace("reason, {", "owner, {").replace("`, reason)", "`, owner)")),
  ).toContain("order");
});

const atOnce = `
queue "Kafka jobs" as Jobs
participant Worker
participant Painter
participant Shop <<External>>
Jobs -> Worker : JobCame {jobId}
par
  Worker -> Painter : paint(jobId, colour: RED)
  Painter -> Shop : order(colour)
  alt there
    Shop --> Painter : paintId
    Painter -> Shop : send(colour, paintId)
    Shop --> Painter : done
  else gone
    Shop --> Painter : null
  end
  Painter --> Worker : done
else
  Worker -> Painter : paint(jobId, colour: BLUE)
  Painter -> Shop : order(colour)
  alt there
    Shop --> Painter : paintId
    Painter -> Shop : send(colour, paintId)
    Shop --> Painter : done
  else gone
    Shop --> Painter : null
  end
  Painter --> Worker : done
end
Worker --> Jobs : done
`;

test("operations at once each know their own values", async () => {
  await using ran = await ranDiagram(atOnce, "Painter", "painter.handler.ts");
  expect(await ran.fails(ran.source)).toEqual([]);
  const mixed = ran.source
    .replace("export class", "let last: never;\nexport class")
    .replace("const paintId", "last = colour as never;\n    const paintId")
    .replace(".send(colour", ".send(last");
  expect(mixed).not.toBe(ran.source);
  expect(await ran.fails(mixed)).not.toEqual([]);
});
