/** What a statement does to a transaction, when it does nothing else: `BEGIN`, `트랜잭션 시작`, `COMMIT`, `롤백`. */
export type TransactionBoundary = "begin" | "commit" | "rollback";

const boundaries: readonly (readonly [TransactionBoundary, RegExp])[] = [
  ["begin", /^(?:begin|start)(?:\s(?:transaction|tran|tx|work))?$|^트랜잭션\s?시작$|^トランザクション開始$/i],
  [
    "commit",
    /^(?:commit|end)(?:\s(?:transaction|tran|tx|work))?$|^(?:트랜잭션\s?)?(?:커밋|종료)$|^コミット$/i,
  ],
  [
    "rollback",
    /^(?:rollback|abort)(?:\s(?:transaction|tran|tx|work))?$|^(?:트랜잭션\s?)?롤백$|^ロールバック$/i,
  ],
];

/** The boundary that a text draws; brackets and a semicolon behind it do not matter: `BEGIN;`, `commit()`. */
export function transactionBoundary(text: string): TransactionBoundary | undefined {
  if (text.length > lengthMax) return undefined;
  const words = text.replace(/[\s;()]+/g, " ").trim();
  return boundaries.find(([, pattern]) => pattern.test(words))?.[0];
}

const lengthMax = 60;
