import type { Participant } from "../model/diagram-model.ts";
import type { Transaction } from "../model/transaction.ts";

/** Who opens a transaction holds its database, even where others ask it for everything else. */
export function withDatabases(participant: Participant, transactions: readonly Transaction[]): Participant {
  const databases = transactions.flatMap(({ openings }) =>
    openings.flatMap(({ component, database }) => (component === participant.code ? [database] : [])),
  );
  const collaborators = [...new Set([...participant.collaborators, ...databases])];
  return collaborators.length === participant.collaborators.length
    ? participant
    : { ...participant, collaborators };
}
