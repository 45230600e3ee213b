import type { ZodType } from "zod";
import { randomUUID } from "node:crypto";
import type { HttpResponse } from "../ports/http-response.ts";
import type { HttpRoute } from "../ports/http-route.ts";
import { callEntry, isDurable, type SystemContext, workflowName } from "./system-context.ts";
import type { HttpEntry } from "../model/entries.ts";

/** The route that brings requests to a component. */
export function routeFor(entry: HttpEntry<ZodType>, context: SystemContext): HttpRoute {
  const respond = isDurable(entry, context)
    ? durably(entry, context)
    : (args: readonly unknown[]) => callEntry(entry, context, args);
  return {
    method: entry.verb,
    path: entry.path,
    parameters: entry.parameters,
    async handler({ parameters }) {
      const args = entry.parameters.map(({ name }) => parameters[name]);
      return responseOf(await respond(args), entry);
    },
  };
}

/** The request begins a workflow, and is answered when what comes before the answer is committed. */
function durably(
  entry: HttpEntry<ZodType>,
  context: SystemContext,
): (args: readonly unknown[]) => Promise<unknown> {
  const { engine, system } = context;
  const answers = new Map<string, unknown>();
  const workflow = engine?.workflow<readonly [string, readonly unknown[]]>(
    workflowName(entry, system),
    async ([id, args]) => {
      const answer = await callEntry(entry, context, args);
      // After a restart nobody waits for the answer any more.
      if (answers.has(id)) answers.set(id, answer);
    },
  );
  return async (args) => {
    const id = randomUUID();
    answers.set(id, undefined);
    try {
      await workflow?.start(id, [id, args]);
      return answers.get(id);
    } finally {
      answers.delete(id);
    }
  };
}

/** What is sent for what a component answered. */
export function responseOf(answer: unknown, { verb }: HttpEntry<ZodType>): HttpResponse {
  if (answer === undefined) return { status: 204, body: undefined };
  if (
    typeof answer === "object" &&
    answer !== null &&
    "status" in answer &&
    typeof answer.status === "number"
  )
    return answer as HttpResponse;
  // The diagram draws the answer without a status line.
  return { status: verb === "POST" ? 201 : 200, body: answer };
}
