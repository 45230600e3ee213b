const refusing = /^(nack|nak|negative|reject|refuse|decline|fail)/;

/**
 * Diagrams call it as their broker's client does, so only the name can say what a call means: it refuses the message
 * when one of its words begins with `nack`, `nak`, `negative`, `reject`, `refuse`, `decline` or `fail`, in whatever
 * case (`nack`, `basicNack`, `markAsFailed`, `negativeAcknowledge`); by any other name it acknowledges it.
 */
export function isRefusal(method: string): boolean {
  return method
    .split(/(?<=[\p{Ll}\d])(?=\p{Lu})|[^\p{L}\d]+/u)
    .some((word) => refusing.test(word.toLowerCase()));
}
