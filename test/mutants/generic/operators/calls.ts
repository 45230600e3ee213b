import { Node } from "ts-morph";
import { instead, neighbours, type Operator, swapped } from "./operator.ts";

/** Mistakes with what is called, how often, when, and whether it is waited for. */
export const calls: readonly Operator[] = [
  {
    name: "drop a call",
    mistakes: (node) => (isCallStatement(node) ? [instead(node, ";")] : []),
  },
  {
    name: "drop await",
    mistakes: (node) => (Node.isAwaitExpression(node) ? [instead(node, node.getExpression().getText())] : []),
  },
  {
    name: "forget a call",
    mistakes: (node) => {
      const call = Node.isExpressionStatement(node) ? node.getExpression() : undefined;
      return Node.isAwaitExpression(call)
        ? [instead(node, `void ${call.getExpression().getText()}.catch(() => undefined);`)]
        : [];
    },
  },
  {
    name: "repeat a call",
    mistakes: (node) => {
      if (isCallStatement(node)) return [instead(node, `${node.getText()} ${node.getText()}`)];
      if (!Node.isReturnStatement(node)) return [];
      const value = node.getExpression();
      const call = Node.isAwaitExpression(value) ? value.getExpression() : value;
      return Node.isCallExpression(call)
        ? [instead(node, `{ await ${call.getText()}; ${node.getText()} }`)]
        : [];
    },
  },
  {
    name: "swap statements",
    mistakes: (node) =>
      Node.isBlock(node)
        ? neighbours(node.getStatements())
            .filter(([, second]) => !Node.isReturnStatement(second) && !Node.isThrowStatement(second))
            .map(([first, second]) => swapped(first, second))
        : [],
  },
  {
    name: "all at once",
    mistakes: (node) =>
      Node.isBlock(node)
        ? neighbours(node.getStatements()).flatMap(([first, second]) => {
            const both = [awaitedCall(first), awaitedCall(second)];
            return both.includes(undefined)
              ? []
              : [
                  {
                    start: first.getStart(),
                    end: second.getEnd(),
                    text: `await Promise.all([${both.join(", ")}]);`,
                  },
                ];
          })
        : [],
  },
  {
    name: "one after the other",
    mistakes: (node) => {
      if (!Node.isCallExpression(node) || node.getExpression().getText() !== "Promise.all") return [];
      const [list] = node.getArguments();
      if (!Node.isArrayLiteralExpression(list)) return [];
      const first = list.getElements()[0];
      return first === undefined ? [] : [instead(first, `await ${first.getText()}`)];
    },
  },
  {
    name: "call another method",
    mistakes: (node) => {
      if (!Node.isPropertyAccessExpression(node) || !Node.isCallExpression(node.getParent())) return [];
      if (node.getParent()?.getFirstChild() !== node) return [];
      const isOfCollaborator = Node.isPropertyAccessExpression(node.getExpression());
      const others = isOfCollaborator ? node.getExpression().getType().getProperties() : [];
      return others
        .filter((other) => !other.getDeclarations().some(isBuiltIn))
        .map((other) => other.getName())
        .filter((name) => name !== node.getName() && /^[a-z]\w*$/i.test(name))
        .map((name) => instead(node.getNameNode(), name));
    },
  },
];

/** Lists and sets have many methods that nobody mistakes for another. */
function isBuiltIn(declaration: Node): boolean {
  return /\/lib\.[\w.]+\.d\.ts$/.test(declaration.getSourceFile().getFilePath());
}

/** A call that is a statement of its own, waited for or not. */
function isCallStatement(node: Node): boolean {
  if (!Node.isExpressionStatement(node)) return false;
  const expression = node.getExpression();
  return Node.isCallExpression(Node.isAwaitExpression(expression) ? expression.getExpression() : expression);
}

/** The call that a statement waits for, as text. */
export function awaitedCall(node: Node): string | undefined {
  if (!Node.isExpressionStatement(node)) return undefined;
  const expression = node.getExpression();
  if (!Node.isAwaitExpression(expression)) return undefined;
  const call = expression.getExpression();
  return Node.isCallExpression(call) ? call.getText() : undefined;
}
