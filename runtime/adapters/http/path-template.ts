/** A path with parameters as fastify wants it. */
export interface PathTemplate {
  /** `/api/content/jobs/:p0/status` */
  readonly pattern: string;
  /** The n-th is called `p<n>` in the pattern: fastify's names allow less than ours. */
  readonly names: readonly string[];
}

/** `/api/content/jobs/{jobId}/status` */
export function pathTemplate(path: string): PathTemplate {
  const parts = path.split(/\{([^{}]+)\}/);
  const names = parts.filter((_, index) => index % 2 === 1);
  if (!path.startsWith("/") || path.includes("*") || new Set(names).size < names.length)
    throw new Error(`"${path}" is not a path such as /jobs/{jobId}`);
  const pattern = parts.map((part, index) =>
    index % 2 === 1 ? `:p${(index - 1) / 2}` : part.replaceAll(":", "::"),
  );
  return { pattern: pattern.join(""), names };
}
