/**
 * Where we knowingly differ from PlantUML, by reason; each entry is a part of the text of a probe, or the name of a corpus
 * file. A listed gap that starts to pass fails the tests, so that the list stays true.
 */
export const knownGaps: Readonly<Record<string, readonly string[]>> = {
  // Refused with a hint to expand the file first; PlantUML expands it by itself.
  "needs the preprocessor": [
    "!procedure call($f,$t,$m",
    "!define Actor(x) participant x",
    '!$list = ["a","b"]',
    "!startsub ONE",
    "!if (1==1)\nA -> B\n@enduml",
    "389-seq_mono_line.puml",
    "441-FXAPI_Payer_Receive_SenderConfirmation.puml",
    "467-FXAPI_Payer_Receive_SenderConfirmation.puml",
    "476-seq-fx-prepare-1.1.0.puml",
  ],
};

/** Why a probe or corpus file is known to differ, or nothing if it must not. */
export function gapOf(nameOrText: string): string | undefined {
  return Object.entries(knownGaps).find(([, parts]) => parts.some((part) => nameOrText.includes(part)))?.[0];
}

/** What is wrong with a comparison: a difference that is no known gap, or a gap that is none any more. */
export function unexpected(difference: string | undefined, gap: string | undefined): string | undefined {
  if (gap === undefined) return difference;
  return difference === undefined ? `passes now, so it is no gap any more: ${gap}` : undefined;
}
