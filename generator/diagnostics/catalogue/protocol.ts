/** Problems found by the protocol stage. */
export const protocolDiagnostics = {
  "protocol/nested-too-deeply": {
    severity: "error",
    message: (p: { levelsMax: number }): string => `Fragments are nested more than ${p.levelsMax} deep.`,
    hint: (): string => "Move the inner fragments into a diagram of their own and refer to it with ref.",
  },
  "protocol/too-many-interleavings": {
    severity: "error",
    message: (p: { component: string; fragment: string; statesMax: number }): string =>
      `The parallel branches of "${p.fragment}" can be interleaved for "${p.component}" in more than ${p.statesMax} ways.`,
    hint: (): string =>
      "Give the branches to different participants, or draw steps whose order does not matter one after the other.",
  },
  "protocol/several-choosers": {
    severity: "warning",
    message: (p: { fragment: string; choosers: readonly string[] }): string =>
      `The branches of "${p.fragment}" are begun by different participants (${p.choosers.map((name) => `"${name}"`).join(", ")}), so they may take different ones.`,
    hint: (): string => "Let one participant send the first message of every branch.",
  },
  "protocol/unknown-branch": {
    severity: "warning",
    message: (p: { component: string; fragment: string; step: string }): string =>
      `"${p.component}" does "${p.step}" in one branch of "${p.fragment}" and something else in another, but nothing that it has seen by then tells it which was taken.`,
    hint: (): string =>
      "Draw a message to it at the beginning of each branch, or pass it the value that the condition speaks of.",
  },
  "protocol/unknown-round": {
    severity: "warning",
    message: (p: { component: string; fragment: string; step: string }): string =>
      `"${p.component}" does "${p.step}" in every round of "${p.fragment}", but nothing tells it that another round has begun.`,
    hint: (): string => "Draw a message to it at the beginning of each round.",
  },
  "protocol/same-first-message": {
    severity: "warning",
    message: (p: { component: string; fragment: string; step: string }): string =>
      `Two branches of "${p.fragment}" begin for "${p.component}" with the same message "${p.step}", so it cannot tell them apart.`,
    hint: (): string => "Give the messages different texts, or let them carry the value that decides.",
  },
  "protocol/same-message-after": {
    severity: "warning",
    message: (p: { component: string; fragment: string; step: string }): string =>
      `"${p.component}" gets "${p.step}" in "${p.fragment}" and the same message after it, so it cannot tell whether the fragment was taken.`,
    hint: (): string => "Give the messages different texts, or let them carry the value that decides.",
  },
  "protocol/unknown-loop-end": {
    severity: "warning",
    message: (p: { component: string; fragment: string; step: string }): string =>
      `"${p.component}" does "${p.step}" after "${p.fragment}", but nothing tells it that the last round is over.`,
    hint: (): string => "Draw a message to it after the loop, such as an answer or an end marker.",
  },
  "protocol/steps-after-answer": {
    severity: "warning",
    message: (p: { component: string; answer: string; branch: string; step: string }): string =>
      `"${p.component}" answers "${p.answer}" only in the branch "${p.branch}", and goes on with "${p.step}" after it as if it had not.`,
    hint: (): string =>
      "If the answer ends the work, draw what follows in an else branch, or draw this branch as break. If work goes on in the background, say so in a note.",
  },
} as const;
