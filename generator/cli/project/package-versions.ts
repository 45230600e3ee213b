import { diagnostic, type Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Host } from "../../host/host.ts";
import { sourceFile } from "../../source/source-file.ts";

/** Says where package.json asks for two versions that were not made for each other. Ranges that it cannot read are left out. */
export async function packageVersions(host: Host): Promise<readonly Diagnostic[]> {
  const text = (await host.readFile("package.json")) ?? "";
  const [generator, runtime] = [askedVersion(text, "seqwright"), askedVersion(text, "seqwright-runtime")];
  if (generator === undefined || runtime === undefined || plain(generator) === plain(runtime)) return [];
  const start = Math.max(0, text.indexOf('"seqwright-runtime"'));
  const at = {
    source: sourceFile("package.json", text),
    span: { start, end: start + '"seqwright-runtime"'.length },
  };
  return [diagnostic("check/versions-differ", { generator, runtime }, at)];
}

function askedVersion(text: string, name: string): string | undefined {
  const manifest = parsed(text);
  const sections = ["dependencies", "devDependencies", "peerDependencies"].map(
    (section) => manifest[section],
  );
  const found = sections.map((section) => (isRecord(section) ? section[name] : undefined)).find(Boolean);
  return typeof found === "string" && /^[~^]?\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(found) ? found : undefined;
}

function plain(version: string): string {
  return version.replace(/^[~^]/, "");
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ""));
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
