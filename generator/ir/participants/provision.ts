import type { Participant } from "../model/diagram-model.ts";
import type { Provision } from "../model/provision.ts";

/** Who gives a participant its code, or why nobody does. */
export function provisionOf({
  role,
  code,
  operations,
}: Pick<Participant, "role" | "code" | "operations">): Provision {
  switch (role) {
    case "component":
      return operations.length === 0 ? { by: "nobody", why: "never called" } : { by: "handler" };
    case "initiator":
      return { by: "nobody", why: code === "[" || code === "]" ? "border" : "outside" };
    case "resource":
      if (operations.length === 0) return { by: "nobody", why: "never asked" };
      return { by: operations.every(({ command }) => command !== undefined) ? "client" : "gateway" };
  }
}
