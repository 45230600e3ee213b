import { type ArrowFunction, type Block, type ExpressionStatement, Node } from "ts-morph";
import type { Edit } from "../edit.ts";
import { instead, type Operator } from "./operator.ts";

/** Mistakes with what happens as a whole, and with what goes on in the background. */
export const transactions: readonly Operator[] = [
  {
    name: "drop a transaction",
    mistakes: (node) =>
      within(node, ({ statement, work }) => [instead(statement, `await (${work.getText()})();`)]),
  },
  {
    name: "move out of a transaction",
    mistakes: (node) =>
      within(node, ({ statement, block }) => {
        const [first, last] = [block.getStatements()[0], block.getStatements().at(-1)];
        if (first === undefined || last === undefined) return [];
        const without = (moved: Node): string => statement.getText().replace(moved.getText(), () => "");
        return [
          instead(statement, `${first.getText()} ${without(first)}`),
          instead(statement, `${without(last)} ${last.getText()}`),
        ];
      }),
  },
  {
    name: "leave the background",
    mistakes: (node) => {
      if (!Node.isCallExpression(node) || !node.getExpression().getText().endsWith("background.run"))
        return [];
      const work = node.getArguments().find((argument) => Node.isArrowFunction(argument));
      return work === undefined ? [] : [instead(node, `void (${work.getText()})()`)];
    },
  },
];

interface Transaction {
  readonly statement: ExpressionStatement;
  readonly work: ArrowFunction;
  readonly block: Block;
}

function within(node: Node, mistakes: (found: Transaction) => readonly Edit[]): readonly Edit[] {
  if (!Node.isExpressionStatement(node)) return [];
  const awaited = node.getExpression();
  const call = Node.isAwaitExpression(awaited) ? awaited.getExpression() : awaited;
  if (!Node.isCallExpression(call)) return [];
  const called = call.getExpression();
  if (!Node.isPropertyAccessExpression(called) || called.getName() !== "transaction") return [];
  const [work] = call.getArguments();
  const block = Node.isArrowFunction(work) ? work.getBody() : undefined;
  return Node.isArrowFunction(work) && Node.isBlock(block) ? mistakes({ statement: node, work, block }) : [];
}
