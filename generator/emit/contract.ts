import type { ContractComponent, ContractFile } from "../plan/model/emit-plan.ts";
import { propertyKey, stringLiteral } from "./escape.ts";
import type { FileScope } from "./file-scope.ts";
import { printExpression } from "./print-expression.ts";
import { template } from "./source-text.ts";

interface TestView {
  readonly title: string;
  readonly property: string;
  readonly component: string;
}

const subject = template(`const subject = {{contract}}({{protocol}}, {
{{#each factories}}
  {{key}}: {{factory}},
{{/each}}
}, { handlers: import.meta.url });`);

const group = template(`{{describe}}({{title}}, { timeout: 120_000 }, () => {
{{#each tests}}
  {{../test}}({{title}}, () => subject.{{property}}({{component}}));
{{/each}}
});`);

export function contractStatements(file: ContractFile, scope: FileScope): readonly string[] {
  const title = (what: string): string => stringLiteral(`${file.diagram} › ${what.trim() || "unnamed"}`);
  const vitest = {
    describe: scope.value({ name: "describe", from: "vitest" }),
    test: scope.value({ name: "test", from: "vitest" }),
  };
  const together = file.together.map(({ name, property }) => ({
    title: stringLiteral(name),
    property,
    component: "",
  }));
  return [
    subject({
      contract: scope.value({ name: "contract", from: "seqwright-runtime/contract" }),
      protocol: scope.value({ name: "protocol", from: "./steps.gen.ts" }),
      factories: file.components.map(({ code, factory }) => ({
        key: propertyKey(code),
        factory: printExpression(factory, scope),
      })),
    }),
    ...file.components.map((component) =>
      group({ ...vitest, title: title(component.label), tests: testsOf(component) }),
    ),
    group({ ...vitest, title: title("all components together"), tests: together }),
  ];
}

function testsOf({ code, tests }: ContractComponent): readonly TestView[] {
  return tests.map(({ name, property }) => ({
    title: stringLiteral(name),
    property,
    component: stringLiteral(code),
  }));
}
