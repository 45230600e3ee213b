import { parseDiagrams } from "../../../generator/ast/parse-diagrams.ts";
import { render } from "../../../generator/emit/render.ts";
import type { OutputFile } from "../../../generator/host/output-file.ts";
import { resolveDiagrams } from "../../../generator/interaction/resolve-diagrams.ts";
import { link } from "../../../generator/ir/link.ts";
import { noOverrides } from "../../../generator/ir/model/overrides.ts";
import type { DiagramModel } from "../../../generator/ir/model/diagram-model.ts";
import type { DiagramRecord } from "../../../generator/manifest/manifest.ts";
import { lastRecord } from "../../../generator/merge/recognise/last-record.ts";
import { mergeDiagram, type MergedHandler } from "../../../generator/merge/merge-diagram.ts";
import type { EmitPlan } from "../../../generator/plan/model/emit-plan.ts";
import { plan } from "../../../generator/plan/plan.ts";
import { deriveProtocols } from "../../../generator/protocol/derive-protocols.ts";
import { sourceFile } from "../../../generator/source/source-file.ts";

/** Handlers on the disk, and what is recorded of them. */
export interface Generation {
  readonly handlers: ReadonlyMap<string, string>;
  readonly record: DiagramRecord | undefined;
  readonly merged: readonly MergedHandler[];
}

export const nothingYet: Generation = { handlers: new Map(), record: undefined, merged: [] };

interface Printed {
  readonly plan: EmitPlan;
  readonly model: DiagramModel;
  readonly files: readonly OutputFile[];
}

const printed = new Map<string, Promise<Printed>>();

/** What `seqwright generate` makes of the handlers of one diagram; the other files are not printed. */
export async function regenerated(file: string, text: string, before: Generation): Promise<Generation> {
  const key = `${file}\n${text}`;
  const printing = printed.get(key) ?? print(file, text);
  printed.set(key, printing);
  const { plan, model, files } = await printing;
  const manifest = {
    text: "",
    hasConflicts: false,
    diagrams: new Map(before.record === undefined ? [] : [[before.record.folder, before.record]]),
  };
  const source = `diagrams/${file}.puml`;
  const vanished = before.record === undefined || before.record.source === source ? [] : [before.record];
  const record = lastRecord(plan.folder, model, manifest, vanished);
  const merge = mergeDiagram({ plan, model, files, existing: before.handlers, record });
  const handlers = new Map(before.handlers);
  for (const { path, content, from, owner } of merge.files) {
    if (owner === "generator") continue;
    if (from !== undefined) handlers.delete(from.path);
    handlers.set(path, content);
  }
  const moved = new Set(merge.merged.map(({ from, path }) => (from === path ? "" : from)));
  const known = [...(record?.handlers ?? [])].filter(([path]) => handlers.has(path) && !moved.has(path));
  return {
    handlers,
    record: {
      folder: plan.folder,
      source,
      inputs: { text: "", settings: "", generator: "" },
      arrows: model.steps.map(({ id, from, to }) => ({ id, from, to })),
      promises: [],
      files: new Map(),
      handlers: new Map([...known, ...merge.handlers]),
    },
    merged: merge.merged,
  };
}

async function print(file: string, text: string): Promise<Printed> {
  const source = sourceFile(`diagrams/${file}.puml`, text);
  const [interaction] = resolveDiagrams(source, parseDiagrams(source)).value;
  if (interaction === undefined) throw new Error(`no diagram in ${text}`);
  const model = link(interaction, file, noOverrides).value;
  const planned = plan(model, deriveProtocols(model).value).value;
  const handlers = planned.files.filter(({ kind }) => kind === "handler");
  return { plan: planned, model, files: await render({ ...planned, files: handlers }) };
}
