import type { ContractFile } from "../plan/model/emit-plan.ts";
import { identifier, propertyKey, stringLiteral } from "./escape.ts";
import { generatedHeader, printImports, template } from "./source-text.ts";

interface ContractView {
  readonly header: string;
  readonly imports: string;
  readonly factories: readonly {
    readonly key: string;
    readonly className: string;
    readonly parameter: string;
    readonly argument: string;
  }[];
  readonly groups: readonly { readonly title: string; readonly tests: readonly TestView[] }[];
}

interface TestView {
  readonly title: string;
  readonly property: string;
  readonly component: string;
}

const contractTest = template(`{{header}}{{imports}}

const subject = contract(protocol, {
{{#each factories}}
  {{key}}: ({{parameter}}) => new {{className}}({{argument}}),
{{/each}}
}, { handlers: import.meta.url });
{{#each groups}}

describe({{title}}, { timeout: 120_000 }, () => {
{{#each tests}}
  test({{title}}, () => subject.{{property}}({{component}}));
{{/each}}
});
{{/each}}
`);

export function renderContract(file: ContractFile, source: string): string {
  const title = (what: string): string => stringLiteral(`${file.diagram} › ${what.trim() || "unnamed"}`);
  const view: ContractView = {
    header: generatedHeader(source),
    imports: printImports(file.imports),
    factories: file.components.map(({ code, className, collaborators }) => ({
      key: propertyKey(code),
      className: identifier(className),
      parameter: collaborators === undefined ? "" : `collaborators: ${identifier(collaborators)}`,
      argument: collaborators === undefined ? "" : "collaborators",
    })),
    groups: [
      ...file.components.map(({ code, label, tests }) => ({
        title: title(label),
        tests: tests.map(({ name, property }) => ({
          title: stringLiteral(name),
          property,
          component: stringLiteral(code),
        })),
      })),
      {
        title: title("all components together"),
        tests: file.together.map(({ name, property }) => ({
          title: stringLiteral(name),
          property,
          component: "",
        })),
      },
    ],
  };
  return contractTest(view);
}
