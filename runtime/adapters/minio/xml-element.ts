/** The text of the first element of this name, in the flat XML of S3's errors. */
export function xmlElement(text: string, name: "Code" | "Message"): string | undefined {
  return new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1];
}
