import type { OutputFile } from "../host/output-file.ts";
import type { EmitPlan, FilePlan } from "../plan/model/emit-plan.ts";
import { renderContract } from "./contract.ts";
import { format } from "./format.ts";
import { renderHandler } from "./handler.ts";
import { renderMessages } from "./messages.ts";
import { renderPorts } from "./ports.ts";
import { renderSteps } from "./steps.ts";
import { renderWiring } from "./wiring.ts";

/** The text of every planned file. The developer's are skeletons, for where there is no such file yet. */
export async function render(plan: EmitPlan): Promise<readonly OutputFile[]> {
  return Promise.all(
    plan.files.map(async (file) => ({
      path: `${plan.folder}/${file.path}`,
      content: await format(renderFile(file, plan)),
      owner: file.kind === "handler" ? ("developer" as const) : ("generator" as const),
    })),
  );
}

function renderFile(file: FilePlan, { source, symbols }: EmitPlan): string {
  switch (file.kind) {
    case "messages":
      return renderMessages(file, source, symbols);
    case "ports":
      return renderPorts(file, source, symbols);
    case "steps":
      return renderSteps(file, source, symbols);
    case "handler":
      return renderHandler(file, symbols);
    case "wiring":
      return renderWiring(file, source, symbols);
    case "contract":
      return renderContract(file, source);
  }
}
