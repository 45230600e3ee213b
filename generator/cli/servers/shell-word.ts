/** Text as one word of a POSIX shell: as it is where that means nothing else, and in single quotes otherwise. */
export function shellWord(text: string): string {
  return /^[\w%+,./:=@-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
