import type { HandlerRecord } from "../../manifest/manifest.ts";
import type { EmitPlan } from "../../plan/model/emit-plan.ts";
import type { FieldPlan, HandlerFile } from "../../plan/model/handler-plan.ts";
import { cutClass } from "../text/cut-class.ts";

/** The names under which a record keeps what stands around the members. */
export const around = { head: "<head>", tail: "<tail>" } as const;

/** A handler as it is generated now, as the manifest keeps it. */
export function handlerRecord(file: HandlerFile, text: string, plan: EmitPlan): HandlerRecord {
  const { participant, className } = file;
  const cut = cutClass(text, className);
  if (cut === undefined) return { participant, className, members: [] };
  const identities = identitiesOf(file, plan);
  const members = cut.members.map(({ name, text }) => ({ name, of: identities.get(name) ?? [], text }));
  return {
    participant,
    className,
    members: [
      { name: around.head, of: [], text: text.slice(0, cut.start) },
      ...members,
      { name: around.tail, of: [], text: text.slice(cut.end) },
    ],
  };
}

function identitiesOf(file: HandlerFile, plan: EmitPlan): ReadonlyMap<string, readonly string[]> {
  const fields = file.fields.map(
    (field) => [`${field.access === "private" ? "#" : ""}${field.name}`, fieldIdentity(field, plan)] as const,
  );
  return new Map([...file.methods.map(({ name, of }) => [name, of] as const), ...fields]);
}

/** Whom a field holds. */
function fieldIdentity({ type }: FieldPlan, { symbols }: EmitPlan): readonly string[] {
  if (type.kind !== "type-symbol") return [];
  return [...symbols.ports].flatMap(([code, { name }]) => (name === type.symbol.name ? [code] : []));
}
