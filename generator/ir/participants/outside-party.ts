import type { Lifeline } from "../../interaction/model.ts";
import { connector, frontend, othersService, outsideMark, outsideName, worker } from "./name-words.ts";

/** What marks a lifeline as somebody else's: its stereotype, brackets in its label, or the box around it. */
export function saidToBeOutside({ stereotypes, boxes }: Lifeline, label: string): string | undefined {
  const stereotype = stereotypes.map(withoutSpot).find((text) => outsideMark.test(text));
  if (stereotype !== undefined) return `its stereotype is «${stereotype}»`;
  const mark = bracketed(label).find((text) => outsideMark.test(text));
  if (mark !== undefined) return `its label says "(${mark})"`;
  const box = boxes.map((title) => title.trim()).find((title) => outsideMark.test(title));
  return box === undefined ? undefined : `it stands in the box "${box}"`;
}

/** An actor, a frontend, or who is marked as somebody else's: never code of one's own, whatever it does. */
export function isOutsideAnyway(lifeline: Lifeline): boolean {
  const label = lifeline.display.lines.map(({ text }) => text).join(" ");
  return (
    lifeline.keyword === "actor" ||
    saidToBeOutside(lifeline, label) !== undefined ||
    frontendIn(lifeline, label) !== undefined
  );
}

/** The label without marks that say who runs it: `Payment Gateway(E)` is called `Payment Gateway`. */
export function withoutOutsideMark(label: string): string {
  const plain = bracketed(label)
    .filter((text) => outsideMark.test(text))
    .reduce(
      (rest, text) => rest.replace(`(${text})`, " ").replace(`[${text}]`, " ").replace(`（${text}）`, " "),
      label,
    )
    .replaceAll(/\s+/g, " ")
    .trim();
  return plain === "" ? label : plain;
}

/** The word of a name that says `external`, unless it is the name of an adapter to such a one. */
export function outsideNameIn(words: string): string | undefined {
  return connector.test(words) ? undefined : outsideName.exec(words)?.[0];
}

/** The word of a name that is a company's, or a service that companies buy, unless it is the name of something before it. */
export function othersServiceIn(words: string): string | undefined {
  return connector.test(words) || worker.test(words) ? undefined : othersService.exec(words)?.[0];
}

/** The word that names what people hold in their hands; what stands in brackets is not the name. */
export function frontendIn({ stereotypes }: Lifeline, label: string): string | undefined {
  const name = label
    .replace(/[([（].*$/su, "")
    .replace(/(\p{Ll}|\d)(?=\p{Lu})/gu, "$1 ")
    .trim();
  return [name, ...stereotypes]
    .map((text) => frontend.exec(text)?.[0].trim())
    .find((found) => found !== undefined);
}

/** `(E,#ADD1B2) External`: the letter and colour of a spot are decoration. */
function withoutSpot(stereotype: string): string {
  return stereotype.replace(/^\s*\([^()]{1,2},[^()]*\)/u, "").trim();
}

function bracketed(label: string): readonly string[] {
  return [...label.matchAll(/[([（]([^()[\]（）]{1,40})[)\]）]/gu)].map(([, text = ""]) => text);
}
