import { Node, SyntaxKind } from "ts-morph";
import { instead, type Operator } from "./operator.ts";

const otherComparisons: Readonly<Record<string, readonly string[]>> = {
  "===": ["!=="],
  "!==": ["==="],
  "<": ["<=", ">"],
  "<=": ["<", ">"],
  ">": [">=", "<"],
  ">=": [">", "<"],
  "&&": ["||"],
  "||": ["&&"],
};

/** Mistakes with what decides, and with loops. */
export const conditions: readonly Operator[] = [
  {
    name: "negate a condition",
    mistakes: (node) => conditionOf(node).map((condition) => instead(condition, `!(${condition.getText()})`)),
  },
  {
    name: "decide beforehand",
    mistakes: (node) =>
      conditionOf(node).flatMap((condition) => ["true", "false"].map((text) => instead(condition, text))),
  },
  {
    name: "compare otherwise",
    mistakes: (node) => {
      if (!Node.isBinaryExpression(node)) return [];
      const operator = node.getOperatorToken();
      return (otherComparisons[operator.getText()] ?? []).map((other) => instead(operator, other));
    },
  },
  {
    name: "drop a case",
    mistakes: (node) => (Node.isCaseClause(node) ? [instead(node, "")] : []),
  },
  {
    name: "fall through",
    mistakes: (node) => (node.getKind() === SyntaxKind.BreakStatement ? [instead(node, "")] : []),
  },
  {
    name: "go through a part only",
    mistakes: (node) => {
      if (!Node.isForOfStatement(node)) return [];
      const items = node.getExpression();
      return ["slice(0, 0)", "slice(0, 1)", "slice(1)"].map((part) =>
        instead(items, `(${items.getText()}).${part}`),
      );
    },
  },
  {
    name: "go through twice",
    mistakes: (node) =>
      Node.isForOfStatement(node) ? [instead(node, `${node.getText()} ${node.getText()}`)] : [],
  },
];

function conditionOf(node: Node): readonly Node[] {
  if (Node.isIfStatement(node) || Node.isWhileStatement(node)) return [node.getExpression()];
  if (Node.isConditionalExpression(node)) return [node.getCondition()];
  const decides = Node.isReturnStatement(node) ? node.getExpression() : undefined;
  return decides?.getType().isBoolean() === true ? [decides] : [];
}
