import { diagnostic, type Diagnostic } from "../diagnostics/diagnostic.ts";
import type { CallStep } from "../ir/model/diagram-model.ts";
import { type JoinedDiagram, otherPlace, placeOf } from "./joined-diagram.ts";

interface Written {
  readonly diagram: JoinedDiagram;
  readonly step: CallStep;
  readonly key: string;
  /** Undefined for a key that is kept for ever. */
  readonly seconds: number | undefined;
}

/** Keys that several diagrams write, each for another time; told once for each pair of diagrams. */
export function checkSharedKeys(diagrams: readonly JoinedDiagram[]): readonly Diagnostic[] {
  const written = diagrams.flatMap(writtenBy);
  return [...Map.groupBy(written, ({ key }) => key).values()].flatMap((same) => {
    const [first] = same;
    return diagrams.flatMap((diagram) => {
      const own = same.find((one) => one.diagram === diagram && one.seconds !== first?.seconds);
      if (first === undefined || own === undefined || first.diagram === diagram) return [];
      const params = {
        key: shown(own),
        kept: keptFor(own.seconds),
        other: keptFor(first.seconds),
        where: first.diagram.source.path,
      };
      const related = [otherPlace(first.diagram, first.step.id)];
      return [diagnostic("joined/ttl-differs", params, placeOf(diagram, own.step.id), { related })];
    });
  });
}

function writtenBy(diagram: JoinedDiagram): readonly Written[] {
  return diagram.model.steps.flatMap((step): Written[] => {
    if (step.kind === "reply" || step.wire?.kind !== "redis" || !setters.has(step.method)) return [];
    const key = step.args.find(({ name }) => name === "key")?.value;
    if (key?.kind !== "template") return [];
    const lasting = step.args.find(({ name }) => /seconds$/i.test(name))?.value;
    // What is computed may be the same.
    if (lasting !== undefined && (lasting.kind !== "literal" || typeof lasting.value !== "number")) return [];
    const keeps = step.args.some(({ name }) => /^(?:keep|px|exat|pxat)/i.test(name));
    if (keeps) return [];
    const pattern = key.parts.map((part, at) => (at % 2 === 0 ? part : "{}")).join("");
    if (!/[^{}:]/.test(pattern)) return [];
    const seconds = lasting?.kind === "literal" ? Number(lasting.value) : undefined;
    return [{ diagram, step, key: pattern, seconds }];
  });
}

const setters = new Set(["set", "setex"]);

function shown({ step }: Written): string {
  const key = step.args.find(({ name }) => name === "key")?.value;
  if (key?.kind !== "template") return "";
  return key.parts.map((part, at) => (at % 2 === 0 ? part : `{${part.split(".").at(-1) ?? part}}`)).join("");
}

function keptFor(seconds: number | undefined): string {
  return seconds === undefined ? "for ever" : `for ${seconds} s`;
}
