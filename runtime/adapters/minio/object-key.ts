import { FatalError } from "../../errors/errors.ts";
import { quote } from "../../model/quote.ts";

/** A key that names one object on every server. Throws a `FatalError` when it does not. */
export function checkedObjectKey(key: string): string {
  const problem = problems.find(({ when }) => when(key));
  if (problem === undefined) return key;
  throw new FatalError(`${quote(key)} cannot be the key of an object: it ${problem.says}`);
}

interface Problem {
  readonly when: (key: string) => boolean;
  readonly says: string;
}

// MinIO keeps keys as paths: it would refuse some of these in its own words, and take others for another key.
const problems: readonly Problem[] = [
  { when: (key) => key === "", says: "is empty" },
  { when: (key) => Buffer.byteLength(key) > 1024, says: "has more than 1024 bytes" },
  { when: (key) => key.startsWith("/") || key.includes("//"), says: "has a part without a name" },
  {
    when: (key) => key.split("/").some((part) => part === "." || part === ".."),
    says: 'contains "." or ".."',
  },
  {
    when: (key) => key.split("/").some((part) => Buffer.byteLength(part) > 255),
    says: "has a part of more than 255 bytes",
  },
  { when: (key) => /[\p{Cc}\p{Surrogate}\\]/u.test(key), says: "contains control characters or backslashes" },
];
