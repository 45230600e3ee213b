import { FatalError } from "../../errors/errors.ts";
import { quote } from "../../model/quote.ts";

/** An access key that MinIO takes, and keeps apart from every other one. Throws a `FatalError` when it is not. */
export function checkedAccessKey(accessKey: string): string {
  return checked("access key", accessKey, 3);
}

/** A policy name that stands for one policy. Throws a `FatalError` when it does not. */
export function checkedPolicyName(name: string): string {
  return checked("policy name", name, 1);
}

/** A secret key that MinIO takes. Throws a `FatalError` when it is not, and never shows it. */
export function checkedSecretKey(secretKey: string): string {
  if (Array.from(secretKey).length < 8) throw new FatalError("a secret key needs at least 8 characters");
  if (/\p{Surrogate}/u.test(secretKey)) throw new FatalError("a secret key must be valid Unicode");
  return secretKey;
}

function checked(what: string, name: string, lengthMin: number): string {
  const problem = problems(lengthMin).find(({ when }) => when(name));
  if (problem === undefined) return name;
  throw new FatalError(`${quote(name)} cannot be a MinIO ${what}: it ${problem.says}`);
}

interface Problem {
  readonly when: (name: string) => boolean;
  readonly says: string;
}

// A name is a folder on the server's disk. One with slashes may be the folder of another name as well.
const problems = (lengthMin: number): readonly Problem[] => [
  {
    when: (name) => Array.from(name).length < lengthMin,
    says: lengthMin === 1 ? "is empty" : `has less than ${lengthMin} characters`,
  },
  { when: (name) => Buffer.byteLength(name) > bytesMax, says: `has more than ${bytesMax} bytes` },
  { when: (name) => /[=,]/.test(name), says: 'contains "=" or ","' },
  { when: (name) => /[/\\]/.test(name), says: "contains a slash" },
  { when: (name) => name === "." || name === "..", says: "means a folder" },
  { when: (name) => name.trim() !== name, says: "begins or ends with a space" },
  { when: (name) => /[\p{C}\p{Zl}\p{Zp}]/u.test(name), says: "contains invisible characters" },
];

const bytesMax = 200;
