import { configDiagnostics } from "./catalogue/config.ts";
import { emitDiagnostics } from "./catalogue/emit.ts";
import { linkDiagnostics } from "./catalogue/link.ts";
import { parseDiagnostics } from "./catalogue/parse.ts";
import { policyDiagnostics } from "./catalogue/policy.ts";
import { protocolDiagnostics } from "./catalogue/protocol.ts";
import { checkDiagnostics } from "./catalogue/check.ts";
import { textDiagnostics } from "./catalogue/text.ts";

export type Severity = "error" | "warning" | "info";

/**
 * Every problem this tool can report, one file per stage. Codes are public API: rename one only in a major release.
 * An entry is `{ severity, message(params), hint?(params), fix?(params, at) }`; `params` carries the user's own names.
 */
export const catalogue = {
  ...configDiagnostics,
  ...parseDiagnostics,
  ...textDiagnostics,
  ...linkDiagnostics,
  ...policyDiagnostics,
  ...protocolDiagnostics,
  ...emitDiagnostics,
  ...checkDiagnostics,
} as const;

export type Code = keyof typeof catalogue;
export type Params<C extends Code> = Parameters<(typeof catalogue)[C]["message"]>[0];
