/**
 * Repeats `count` bytes that begin `offset` bytes before the end of what has been written, and returns the new end. The
 * source may run into what is just being written, which repeats a pattern: `Buffer.copy` would not.
 */
export function copyWithin(output: Buffer, end: number, offset: number, count: number): number {
  if (offset >= count) {
    output.copyWithin(end, end - offset, end - offset + count);
    return end + count;
  }
  for (let at = end; at < end + count; at += 1) output[at] = output[at - offset] as number;
  return end + count;
}
