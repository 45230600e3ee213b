import type { Symbols, WiringClass, WiringFile } from "../plan/model/emit-plan.ts";
import { comment, identifier, propertyKey } from "./escape.ts";
import { printExpression } from "./print-expression.ts";
import { generatedHeader, printImports, template } from "./source-text.ts";

const wiring = template(`{{header}}{{imports}}

/** The system of {{source}}: start it with \`startSystem\`, or with \`seqwright run\`. */
export const system: SystemDefinition = {
  protocol,
  components: {
{{#each components}}
    {{key}}: ({{parameter}}) => new {{className}}({{argument}}),
{{/each}}
  },
  gateways: {
{{#each gateways}}
    {{key}}: ({{parameter}}) => new {{className}}({{argument}}),
{{/each}}
  },
  entries: {{entries}},
  policies: {{policies}},
};
`);

export function renderWiring(file: WiringFile, source: string, symbols: Symbols): string {
  return wiring({
    header: generatedHeader(source),
    imports: printImports(file.imports),
    source: comment(source),
    components: file.components.map(componentView),
    gateways: file.gateways.map(gatewayView),
    entries: printExpression(file.entries, symbols),
    policies: printExpression(file.policies, symbols),
  });
}

/** `Handler: (collaborators: EventHandlerCollaborators) => new EventHandler(collaborators)` */
function componentView({ code, className, collaborators }: WiringClass) {
  return {
    key: propertyKey(code),
    className: identifier(className),
    parameter: collaborators === undefined ? "" : `collaborators: ${identifier(collaborators)}`,
    argument: collaborators === undefined ? "" : "collaborators",
  };
}

/** `DB: ({ sql }) => new Db({ sql })` */
function gatewayView({ code, className, clients }: WiringClass) {
  const listed = clients.length === 0 ? "" : `{ ${clients.map(identifier).join(", ")} }`;
  return { key: propertyKey(code), className: identifier(className), parameter: listed, argument: listed };
}
