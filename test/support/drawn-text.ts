import fc from "fast-check";

const code = fc.constantFrom("A", "B", "C");
const text = fc.constantFrom("a", "b(x)", "c: 한글", "GET /d/{id}", "Key: job:{id}");
const label = fc.constantFrom("p", "q", "status = NEW", "", "For each item in items", "2 times", "A → B: a");

const arrow = fc
  .tuple(code, fc.constantFrom("->", "->", "->>", "-->"), code, text)
  .map(([from, head, to, said]) => [`${from} ${head} ${to}: ${said}`]);

/** Lines of sequence diagrams: arrows and answers in fragments of all kinds, some of them with the same text. */
export const { lines: drawnLines } = fc.letrec<{ part: string[]; lines: string[] }>((tie) => ({
  lines: fc.array(tie("part"), { maxLength: 4, depthIdentifier: "fragments" }).map((parts) => parts.flat()),
  part: fc.oneof(
    { depthIdentifier: "fragments", depthSize: "small", withCrossShrink: true },
    { weight: 4, arbitrary: arrow },
    {
      weight: 4,
      arbitrary: fc
        .tuple(
          fc.constantFrom("alt", "opt", "loop", "par", "break", "critical", "group"),
          label,
          tie("lines"),
          fc.option(fc.tuple(label, tie("lines"))),
        )
        .map(([operator, guard, body, other]) => [
          `${operator} ${guard}`.trim(),
          ...body,
          ...(other === null ? [] : [`else ${other[0]}`.trim(), ...other[1]]),
          "end",
        ]),
    },
  ),
}));
