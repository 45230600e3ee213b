import { typeText } from "../ir/model/type-text.ts";
import type { DiagramModel, ReplyOutcome, ReplyStep, TypeExpr } from "../ir/model/diagram-model.ts";
import type { Alignment } from "./align-diagrams.ts";
import { breaks, type Effect, fitsStill } from "./change.ts";
import { dataEffects, namesOf } from "./data-effects.ts";
import { meant, type MeantType, typeChanges } from "./type-fit.ts";

/** What an answer that is in both diagrams means for its ends now. */
export function answerEffects(before: ReplyStep, now: ReplyStep, alignment: Alignment): readonly Effect[] {
  const [old, fresh] = [before.outcome, now.outcome];
  const effects: Effect[] = [];
  if (before.status !== now.status)
    effects.push(breaks(now.to, `it has ${statusText(now)} instead of ${statusText(before)}`));
  if (old.kind === "throws" || fresh.kind === "throws") {
    const [was, is] = [errorOf(before), errorOf(now)];
    if (was !== is)
      effects.push(breaks(now.to, is === undefined ? `${was} is not thrown` : `${is} is thrown`));
  } else if (old.kind === "returns" && fresh.kind === "returns") {
    const answered = [answeredType(old, alignment.before), answeredType(fresh, alignment.now)] as const;
    const changes = typeChanges(...answered, fresh.as);
    effects.push(...dataEffects(changes, now.from, now.to));
  } else if (old.kind === "returns") effects.push(breaks(now.to, `${old.as} is not answered any more`));
  else if (fresh.kind === "returns") effects.push(fitsStill(now.to, `${fresh.as} is answered, too`));
  return effects;
}

function statusText({ status }: ReplyStep): string {
  return status === undefined ? "no status" : `the status ${status}`;
}

function errorOf({ outcome }: ReplyStep): string | undefined {
  return outcome.kind === "throws" ? outcome.error : undefined;
}

/** What an answer brings that no answer to the same call brought before; undefined where the old ones were no less. */
export function newAnswer(step: ReplyStep, { before, now, pairs }: Alignment): string | undefined {
  const call = pairs.find((pair) => pair.now.id === step.answers)?.before;
  if (call === undefined) return undefined;
  const old = before.steps.filter((one): one is ReplyStep => one.kind === "reply" && one.answers === call.id);
  if (old.length === 0) return undefined;
  const { outcome } = step;
  if (outcome.kind === "throws")
    return old.some((one) => errorOf(one) === outcome.error) ? undefined : `${outcome.error} is thrown`;
  if (old.every(({ status }) => status !== step.status)) return `${step.status ?? "no status"} is answered`;
  if (outcome.kind === "nothing") return undefined;
  const types = old.flatMap(({ outcome: one }) =>
    one.kind === "returns" ? [answeredType(one, before).type] : [],
  );
  const type = unionOf(types);
  const changes = type && typeChanges({ type, names: namesOf(before) }, answeredType(outcome, now), "");
  return changes?.some(({ isLooser }) => isLooser) === true
    ? `${typeText(outcome.type)} is answered`
    : undefined;
}

type Returned = ReplyOutcome & { readonly kind: "returns" };

/** The type of this one answer: of a type that several answers share, the fields that are drawn in it. */
function answeredType({ type, value }: Returned, model: DiagramModel): MeantType {
  const names = namesOf(model);
  const whole = meant({ type, names });
  if (value.kind !== "record" || whole.kind !== "record" || value.fields.length === 0) return { type, names };
  const fields = value.fields.map(({ name }) => {
    const field = whole.fields.find((one) => one.name === name);
    return { name, type: field?.type ?? { kind: "json" as const }, optional: false };
  });
  return { type: { kind: "record", fields }, names };
}

function unionOf(types: readonly TypeExpr[]): TypeExpr | undefined {
  const [only, ...others] = types;
  return only === undefined || others.length === 0 ? only : { kind: "union", members: types };
}
