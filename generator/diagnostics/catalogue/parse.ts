import { type Fix, type Place, rewrite, rewriteWord, writeAtEnd } from "../fix.ts";

/** Problems found while a file is read: what is no statement, and what PlantUML refuses or quietly does differently. */
export const parseDiagnostics = {
  // Files and blocks
  "parse/not-utf-8": {
    severity: "error",
    message: (_: {}): string => "This file is not text in UTF-8.",
    hint: (_: {}): string => "Save it with the encoding UTF-8.",
  },
  "parse/no-diagram": {
    severity: "warning",
    message: (_: {}): string => "There is no diagram in this file.",
    hint: (_: {}): string => "A diagram stands between a line @startuml and a line @enduml.",
  },
  "parse/missing-enduml": {
    severity: "error",
    message: (p: { opening: string }): string => `${p.opening} has no end, so PlantUML sees no diagram here.`,
    hint: (_: {}): string => "Write @enduml on a line of its own after the last statement.",
    fix: (_: {}, { source }: Place): Fix => writeAtEnd(source, "@enduml"),
  },
  "parse/restarted-block": {
    severity: "warning",
    message: (_: {}): string =>
      "This line starts the diagram anew: what came before it in the same block is lost.",
    hint: (_: {}): string => "End the diagram before it with @enduml.",
  },
  "parse/not-a-sequence-diagram": {
    severity: "warning",
    message: (p: { what: string }): string => `This is no sequence diagram but ${p.what}; it is left out.`,
  },
  "parse/not-preprocessed": {
    severity: "warning",
    message: (p: { text: string }): string =>
      `"${p.text}" is read as it is written: PlantUML's preprocessor is not run.`,
    hint: (): string => "Write what is meant, or use what `plantuml -preproc` makes of the file.",
  },
  "parse/preprocessor-unsupported": {
    severity: "error",
    message: (p: { directive: string }): string =>
      `The preprocessor directive ${p.directive} is not supported.`,
    hint: (_: {}): string => "Expand the file first, with: plantuml -preproc",
  },

  // Lines that are no statements
  "parse/unknown-statement": {
    severity: "error",
    message: (p: { text: string; detail: string | undefined }): string =>
      `"${p.text}" is no statement of a sequence diagram${p.detail === undefined ? "" : `: ${p.detail}`}.`,
  },
  "parse/line-too-long": {
    severity: "error",
    message: (p: { length: number; longest: number }): string =>
      `This line of ${p.length} characters is longer than any statement may be (${p.longest}).`,
  },
  "parse/unterminated": {
    severity: "error",
    message: (p: { opening: string; closing: string }): string =>
      `"${p.opening}" has no "${p.closing}" after it.`,
    hint: (p: { opening: string; closing: string }): string =>
      `Write "${p.closing}" on a line of its own where its text ends.`,
  },
  "parse/foreign-punctuation": {
    severity: "error",
    message: (p: { characters: string }): string =>
      `PlantUML does not know ${p.characters} as part of a statement.`,
  },
  "parse/decomposed-text": {
    severity: "error",
    message: (_: {}): string =>
      "A name on this line is written with combining characters, which PlantUML does not read as letters.",
    hint: (_: {}): string => "Save the file in Unicode normalization form NFC, or put the name in quotes.",
    fix: (_: {}, { source, span }: Place): Fix =>
      rewrite([span], source.text.slice(span.start, span.end).normalize("NFC")),
  },
  "parse/wrong-keyword": {
    severity: "error",
    message: (p: { found: string; instead: string }): string => `A sequence diagram has no "${p.found}".`,
    hint: (p: { found: string; instead: string }): string => `Write "${p.instead}".`,
    fix: (p: { found: string; instead: string }, { span }: Place): Fix => rewrite([span], p.instead),
  },
  "parse/keyword-needs-blank": {
    severity: "error",
    message: (p: { keyword: string }): string => `"${p.keyword}" must be followed by a blank.`,
    hint: (p: { keyword: string }): string => `Write "${p.keyword} …".`,
    fix: (p: { keyword: string }, { span }: Place): Fix => rewrite([span], `${p.keyword} `),
  },
  "parse/detached-border": {
    severity: "error",
    message: (p: { border: string }): string => `The border "${p.border}" must touch the arrow.`,
    hint: (p: { border: string }): string => `Remove the blank between the arrow and "${p.border}".`,
    fix: (_: { border: string }, { source, span }: Place): Fix =>
      rewrite([span], source.text.slice(span.start, span.end).replaceAll(/\s/g, "")),
  },
  "parse/text-without-colon": {
    severity: "error",
    message: (p: { text: string }): string =>
      `"${p.text}" after the receiver is neither part of its name nor the message's text.`,
    hint: (_: {}): string => 'Put a name with blanks in quotes, and ":" before the text.',
    fix: (_: { text: string }, { span: { start } }: Place): Fix => ({
      title: 'Write ":" before the text',
      edits: [{ span: { start, end: start }, text: ": " }],
    }),
  },
  "parse/name-needs-quotes": {
    severity: "error",
    message: (p: { name: string }): string =>
      `The name ${p.name} must be in quotes: it is not made of letters, digits, "_", "." and "@" alone.`,
    hint: (p: { name: string }): string => `Write "${p.name}".`,
    fix: (p: { name: string }, { span }: Place): Fix => rewrite([span], `"${p.name}"`),
  },

  // Statements that PlantUML refuses
  "parse/arrow-without-head": {
    severity: "error",
    message: (_: {}): string => "This line has no arrow head, so it is no message.",
    hint: (_: {}): string => 'Write "->" or "<-".',
  },
  "parse/unknown-color": {
    severity: "error",
    message: (p: { color: string }): string => `There is no colour ${p.color}.`,
  },
  "parse/unknown-theme": {
    severity: "error",
    message: (p: { theme: string }): string => `PlantUML has no theme "${p.theme}".`,
  },
  "parse/unknown-skin": {
    severity: "error",
    message: (p: { skin: string }): string => `PlantUML has no skin "${p.skin}".`,
  },
  "parse/zero-scale": {
    severity: "error",
    message: (_: {}): string => "A scale cannot be zero.",
  },
  "parse/empty-title": {
    severity: "error",
    message: (p: { opening: string }): string => `There is no text after "${p.opening}".`,
  },
  "parse/empty-declaration": {
    severity: "error",
    message: (p: { code: string }): string => `The text of participant "${p.code}" between [ and ] is empty.`,
  },
  "parse/branch-without-group": {
    severity: "error",
    message: (p: { keyword: string }): string => `This "${p.keyword}" belongs to no group: none is open.`,
  },
  "parse/end-without-group": {
    severity: "error",
    message: (_: {}): string => 'This "end" closes nothing: no group is open.',
  },
  "parse/box-end-without-box": {
    severity: "error",
    message: (_: {}): string => 'This "end box" closes nothing: no box is open.',
  },
  "parse/return-without-call": {
    severity: "error",
    message: (_: {}): string =>
      "There is nowhere to return to: no activated call is open, and no message stands right before.",
  },
  "parse/nothing-to-deactivate": {
    severity: "error",
    message: (_: {}): string => "There is nobody to deactivate.",
    hint: (_: {}): string => "Name the participant, or activate one by a message before.",
  },
  "parse/deactivate-before-activate": {
    severity: "error",
    message: (p: { code: string }): string => `"${p.code}" cannot be deactivated here: it was not activated.`,
  },
  "parse/life-after-delay": {
    severity: "error",
    message: (p: { code: string }): string =>
      `The activation of "${p.code}" cannot change right after a delay "...".`,
    hint: (_: {}): string => 'Put it before the delay, or on a message: "A -> B ++".',
  },
  "parse/activate-after-deactivate": {
    severity: "error",
    message: (p: { code: string }): string =>
      `"${p.code}" was deactivated at this very place, so it cannot be activated here.`,
    hint: (_: {}): string => "Put a message or a divider in between.",
  },
  "parse/create-without-message": {
    severity: "error",
    message: (p: { code: string }): string =>
      `After "create ${p.code}", the next message must go to "${p.code}".`,
  },
  "parse/misspelt-across": {
    severity: "error",
    message: (_: {}): string => 'It is "across", not "accross".',
    fix: (_: {}, at: Place): Fix | undefined => rewriteWord(at, "accross", "across"),
  },
  "parse/autonumber-not-started": {
    severity: "error",
    message: (_: {}): string => "There is no such number to count on from.",
    hint: (_: {}): string => 'Write "autonumber" with a start number before.',
  },

  // What PlantUML accepts without a word
  "parse/unclosed-group": {
    severity: "warning",
    message: (p: { operator: string }): string =>
      `This "${p.operator}" has no "end", so it reaches to the end of the diagram.`,
  },
  "parse/unclosed-box": {
    severity: "warning",
    message: (p: { title: string }): string => `The box "${p.title}" has no "end box".`,
  },
  "parse/display-used-as-name": {
    severity: "warning",
    message: (p: { display: string; code: string }): string =>
      `"${p.display}" is what participant ${p.code} is shown as, not its name: this makes another participant.`,
    hint: (p: { display: string; code: string }): string => `Use the name ${p.code}.`,
  },
  "parse/undeclared-participant": {
    severity: "info",
    message: (p: { code: string }): string =>
      `Participant "${p.code}" is not declared; it comes into being here.`,
  },
  "parse/name-not-composed": {
    severity: "warning",
    message: (p: { name: string }): string =>
      `The name "${p.name}" is not in Unicode normalization form NFC, so it differs from the same name typed elsewhere.`,
    hint: (_: {}): string => "Save the file in Unicode normalization form NFC.",
  },
  "parse/arrow-to-nobody": {
    severity: "warning",
    message: (p: { code: string }): string =>
      `The arrow at "${p.code}" has nobody at its other end, so it goes to the border of the diagram.`,
    hint: (_: {}): string => 'Name the participant, or write "]" if the border is meant.',
  },
  "parse/redeclaration-ignored": {
    severity: "warning",
    message: (p: { code: string; ignored: readonly string[] }): string =>
      `"${p.code}" exists already: this only moves it, and ${p.ignored.join(", ")} is ignored.`,
  },
  "parse/deactivate-idle": {
    severity: "warning",
    message: (p: { code: string }): string =>
      `"${p.code}" is not active here, so there is nothing to deactivate.`,
  },
  "parse/return-to-outer-call": {
    severity: "warning",
    message: (p: { code: string }): string =>
      `An earlier branch has answered the inner call already, so this returns to an outer caller, "${p.code}".`,
    hint: (_: {}): string => "In each branch, write the answer as an arrow instead.",
  },
  "parse/note-without-message": {
    severity: "warning",
    message: (_: {}): string =>
      "This note belongs to the message before it, but there is none: PlantUML drops the note.",
    hint: (_: {}): string => 'Name a participant: "note left of A".',
  },
  "parse/note-on-group-end": {
    severity: "info",
    message: (_: {}): string => 'This note belongs to the "end" of the group before it, not to a message.',
  },
} as const;
