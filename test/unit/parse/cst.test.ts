import { generateCstDts } from "chevrotain";
import { format } from "prettier";
import { expect, test } from "vitest";
import { statementParser } from "../../../generator/parse/grammar.ts";

test("the types of the concrete syntax tree follow the grammar (vitest -u writes them)", async () => {
  const types = generateCstDts(statementParser.getGAstProductions(), {
    visitorInterfaceName: "StatementCstVisitor",
  });
  const header = "// Made from grammar.ts by chevrotain's generateCstDts, in test/unit/parse/cst.test.ts.";
  const exported = 'export type { CstNode, IToken } from "chevrotain";';
  const text = await format(`${header}\n${exported}\n${types}`, { parser: "typescript", printWidth: 110 });
  await expect(text).toMatchFileSnapshot("../../../generator/parse/cst.gen.ts");
});
