import { Node, type ParameterDeclaration, SyntaxKind, type VariableDeclaration } from "ts-morph";

/** What could stand in the place of a value by mistake: other parameters and variables, other fields of the same object. */
export function otherNames(node: Node): readonly string[] {
  if (!isRead(node)) return [];
  if (Node.isIdentifier(node)) return variablesAt(node).filter((name) => name !== node.getText());
  if (!Node.isPropertyAccessExpression(node) || !Node.isIdentifier(node.getExpression())) return [];
  const owner = node.getExpression();
  return owner
    .getType()
    .getProperties()
    .map((property) => property.getName())
    .filter((name) => name !== node.getName() && /^[a-z_]\w*$/i.test(name))
    .map((name) => `${owner.getText()}.${name}`);
}

/** Handed on, answered or assigned: no method that is called, and no name of something. */
function isRead(node: Node): boolean {
  const parent = node.getParent();
  if (Node.isCallExpression(parent) || Node.isNewExpression(parent))
    return parent.getArguments().includes(node);
  if (Node.isPropertyAssignment(parent)) return parent.getInitializer() === node;
  return (
    Node.isTemplateSpan(parent) ||
    (Node.isReturnStatement(parent) && Node.isIdentifier(node)) ||
    (Node.isBinaryExpression(parent) && parent.getOperatorToken().getKind() !== SyntaxKind.EqualsToken)
  );
}

function variablesAt(node: Node): readonly string[] {
  const names = new Set<string>();
  for (const scope of node.getAncestors()) {
    const parameters: readonly ParameterDeclaration[] = Node.isParametered(scope)
      ? scope.getParameters()
      : [];
    const variables: readonly VariableDeclaration[] = Node.isBlock(scope)
      ? scope
          .getVariableStatements()
          .filter((statement) => statement.getEnd() < node.getStart())
          .flatMap((statement) => statement.getDeclarations())
      : [];
    for (const { name } of [...parameters, ...variables].map((one) => ({ name: one.getNameNode() })))
      if (Node.isIdentifier(name)) names.add(name.getText());
  }
  return [...names];
}
