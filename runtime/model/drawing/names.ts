import * as vocabulary from "./index.ts";

/** The functions that `steps.gen.ts` is written with. */
export type DrawingName = keyof typeof vocabulary;

export const drawingNames: ReadonlySet<string> = new Set(Object.keys(vocabulary));
