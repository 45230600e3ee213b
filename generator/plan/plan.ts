import type { Outcome } from "../diagnostics/diagnostic.ts";
import type { DiagramModel } from "../ir/model/diagram-model.ts";
import type { ComponentProtocol } from "../protocol/model.ts";
import { coverageOf } from "./covered/coverage-of.ts";
import { transactionWarnings } from "./covered/transaction-warnings.ts";
import { coverageWarnings } from "./covered/coverage-warnings.ts";
import { PlannedClasses } from "./covered/planned-classes.ts";
import { hasBackground } from "./statements/collaborators.ts";
import { planComponentFile } from "./files/component-file.ts";
import { planContractFile } from "./files/contract-file.ts";
import type { ContractSettings, EmitPlan, FilePlan } from "./model/emit-plan.ts";
import { planGatewayFile } from "./files/gateway-file.ts";
import { planMessagesFile } from "./files/messages-file.ts";
import { nameEverything } from "./model/names.ts";
import { planPortsFile } from "./files/ports-file.ts";
import { planStepsFile } from "./steps/steps-file.ts";
import { planWiringFile } from "./files/wiring-file.ts";

/**
 * Decides everything about the code for one diagram: files, names, imports, statements. `own` are the paths of the
 * developer's files: a class that need not be written is used where somebody has written it.
 */
export function plan(
  model: DiagramModel,
  protocols: readonly ComponentProtocol[],
  own: ReadonlySet<string> = new Set(),
  settings: ContractSettings = {},
): Outcome<EmitPlan> {
  const names = nameEverything(model, protocols);
  const components = protocols.flatMap((protocol) => {
    const participant = model.participants.find(({ code }) => code === protocol.component);
    return participant === undefined ? [] : [planComponentFile(participant, protocol, model, names)];
  });
  const gateways = model.participants
    .filter(({ role }) => role === "resource")
    .flatMap((participant) => planGatewayFile(participant, model, names, own) ?? []);
  const inBackground = new Set(
    components.flatMap(({ value: { file } }) => (hasBackground(file.methods) ? [file.participant] : [])),
  );
  const handlers = [...components.map(({ value }) => value.file), ...gateways];
  const planned = components.map(({ value }) => value);
  const cases = new Map(planned.flatMap(({ realised }) => [...realised.cases]));
  const coverage = coverageOf(model, protocols, new PlannedClasses(planned, gateways, names));
  const files: readonly FilePlan[] = [
    planPortsFile(model, names, inBackground),
    planStepsFile({ model, protocols, names, inBackground, cases }),
    ...handlers,
    planWiringFile(model, names, handlers),
    planContractFile(settings),
  ];
  return {
    value: {
      folder: names.folder,
      source: model.source.path,
      symbols: names.symbols,
      messages: planMessagesFile(model, names),
      files,
      coverage,
    },
    diagnostics: [
      ...components.flatMap(({ diagnostics }) => diagnostics),
      ...coverageWarnings(coverage, model),
      ...transactionWarnings(model, new Set(planned.flatMap(({ realised }) => [...realised.kept]))),
    ],
  };
}
