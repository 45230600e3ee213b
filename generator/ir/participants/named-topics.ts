import type { Lifeline } from "../../interaction/model.ts";
import { oneLine } from "../drawing/outline.ts";
import { findTechnology } from "./technologies.ts";

/** Codes of those that are drawn or called as topics are: what comes out of one, or goes there, answers nothing. */
export function namedTopics(lifelines: readonly Lifeline[]): ReadonlySet<string> {
  const topics = lifelines.filter(({ code, display, keyword }) => {
    const words = `${oneLine(display)} ${code}`.replace(/(\p{Ll}|\d)(?=\p{Lu})/gu, "$1 ");
    return keyword === "queue" || findTechnology(words)[0] === "kafka";
  });
  return new Set(topics.map(({ code }) => code));
}
