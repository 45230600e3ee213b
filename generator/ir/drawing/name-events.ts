import { asksForEvents, bracketedPayload, eventName, eventWord } from "../../text/shapes/parse-event.ts";
import type { Meaning, Shape } from "../../text/model.ts";
import type { Participant } from "../model/diagram-model.ts";
import type { ReadArrow } from "./read-arrows.ts";

type Topics = ReadonlyMap<string, Pick<Participant, "kind">>;

/** What goes through a topic is an event, so its text is read once more for the name of one: `OrderPaid {orderId}`. */
export function nameEvents(arrows: readonly ReadArrow[], participants: Topics): readonly ReadArrow[] {
  const isTopic = (code: string): boolean => participants.get(code)?.kind === "kafka";
  return arrows.map((arrow) => {
    if (arrow.paired.kind !== "call" || !(isTopic(arrow.from) || isTopic(arrow.to))) return arrow;
    const asks = isTopic(arrow.to) && !isTopic(arrow.from) && asksForEvents(arrow.text);
    return { ...arrow, meaning: asks ? asQuestion(arrow) : asEvent(arrow) };
  });
}

/** Not an event of the sender's: a call in words, as it is drawn. */
function asQuestion({ meaning, text }: ReadArrow): Meaning {
  const { kind, caption, details } = meaning;
  return kind === "event" || kind === "data"
    ? { kind: "prose", caption: caption === "" ? text : caption, details }
    : meaning;
}

function asEvent({ meaning, text }: ReadArrow): Meaning {
  const { caption, details } = meaning;
  const event = (name: string | undefined, fields: Shape | undefined): Meaning =>
    name === undefined ? meaning : { kind: "event", name, fields, caption, details };
  if (meaning.kind === "name" || meaning.kind === "prose" || meaning.kind === "call") {
    const bracketed = bracketedPayload(text);
    const name =
      bracketed && (eventWord(bracketed.before) ?? eventName(bracketed.before, { throughTopic: true }));
    if (bracketed !== undefined && isTypeName(name)) return event(name, bracketed.payload);
  }
  switch (meaning.kind) {
    case "data":
      return event(
        meaning.name ?? eventWord(text) ?? eventName(caption, { throughTopic: true }),
        meaning.shape,
      );
    case "name":
    case "prose":
    case "return-type":
      return event(eventWord(text) ?? eventName(caption, { throughTopic: true }), undefined);
    case "call":
      return event(handedOver(meaning), undefined);
    default:
      return meaning;
  }
}

/** `OrderPaid(orderId)`, `order.paid(orderId)`; but `save(order)` is called. */
function isTypeName(name: string | undefined): name is string {
  return name !== undefined && /^\p{Lu}.*\p{Ll}|^[^.]+[._:-]./u.test(name);
}

/** `publish(OrderPaid)`: the one argument is a type. */
function handedOver({
  name,
  args: [only, ...others],
}: Meaning & { readonly kind: "call" }): string | undefined {
  if (only?.kind !== "name" || only.shape !== undefined || others.length > 0) return undefined;
  return eventName(`${name} ${only.name}`, { throughTopic: true });
}
