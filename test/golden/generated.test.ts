import { readFileSync } from "node:fs";
import { ModuleKind, ModuleResolutionKind, Project } from "ts-morph";
import { expect, test } from "vitest";
import { isGenerated } from "../../generator/host/output-file.ts";
import { filesBelow } from "../support/files-below.ts";
import { projectDiagram, projectDiagrams } from "../support/project-diagram.ts";

const onDisk = new Map(
  filesBelow("generated").map((path) => [path, readFileSync(`generated/${path}`, "utf8")] as const),
);
const developers = new Map([...onDisk].filter(([, content]) => !isGenerated(content)));

test.each(projectDiagrams)("%s: generated/ holds what its diagram says now", async (name) => {
  const { files } = await projectDiagram(name, developers);
  const wanted = files.flatMap(({ path, content, owner }) =>
    owner === "generator" ? [[path, content] as const] : [],
  );
  const found = [...onDisk].filter(([path, content]) => path.startsWith(`${name}/`) && isGenerated(content));
  expect(Object.fromEntries(found)).toEqual(Object.fromEntries(wanted));
});

test.each(projectDiagrams)("%s: every handler that it asks for is there", async (name) => {
  const { files } = await projectDiagram(name);
  const handlers = files.filter(({ owner }) => owner === "developer").map(({ path }) => path);
  const written = [...developers.keys()].filter((path) => path.startsWith(`${name}/`));
  expect(written.filter((path) => path.endsWith(".handler.ts")).sort()).toEqual(handlers.sort());
});

test("handlers that nobody has filled in yet type-check as strictly as everything else", async () => {
  const project = new Project({
    tsConfigFilePath: "tsconfig.json",
    skipAddingFilesFromTsConfig: true,
    // ts-morph does not look into package.json, and takes every file of "nodenext" for CommonJS.
    compilerOptions: { module: ModuleKind.ESNext, moduleResolution: ModuleResolutionKind.Bundler },
  });
  const skeletons = (await Promise.all(projectDiagrams.map((name) => projectDiagram(name)))).flatMap(
    ({ files }) => files,
  );
  // In memory only, in the place of the handlers that are there.
  for (const { path, content } of skeletons)
    project.createSourceFile(`generated/${path}`, content, { overwrite: true });
  const problems = project.getPreEmitDiagnostics();
  expect(project.formatDiagnosticsWithColorAndContext(problems)).toBe("");
});
