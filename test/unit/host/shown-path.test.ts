import { posix, win32 } from "node:path";
import { expect, test } from "vitest";
import { pathOfUri, samePath, uriOfPath } from "../../../generator/cli/lsp/file-uri.ts";
import { shownPath } from "../../../generator/host/shown-path.ts";

test.each([
  ["C:\\shop", "C:\\shop\\diagrams\\주문.puml", "diagrams/주문.puml"],
  ["c:\\shop", "C:\\Shop\\diagrams\\a.puml", "diagrams/a.puml"],
  ["C:\\shop\\web", "C:\\shop\\diagrams\\a.puml", "../diagrams/a.puml"],
  ["C:\\shop", "D:\\elsewhere\\a.puml", "D:\\elsewhere\\a.puml"],
  ["\\\\server\\share\\shop", "\\\\server\\share\\shop\\a.puml", "a.puml"],
])("on Windows, from %s, %s is %s", (folder, file, shown) => {
  expect(shownPath(folder, file, win32)).toBe(shown);
});

test("elsewhere, a backslash is a letter of a name", () => {
  expect(shownPath("/shop", "/shop/diagrams/a\\b.puml", posix)).toBe("diagrams/a\\b.puml");
});

test.each([
  ["file:///c%3A/shop/%EC%A3%BC%EB%AC%B8.puml", true, "c:\\shop\\주문.puml"],
  ["file:///C:/shop/a%20b.puml", true, "C:\\shop\\a b.puml"],
  ["file://server/share/a.puml", true, "\\\\server\\share\\a.puml"],
  ["file:///shop/a%20b.puml", false, "/shop/a b.puml"],
  ["untitled:Untitled-1", false, undefined],
  ["file:///shop/a%2Fb.puml", false, undefined],
])("an editor's %s is a path", (uri, windows, path) => {
  expect(pathOfUri(uri, windows)).toBe(path);
});

test("two spellings of one file are one, whatever the editor writes", () => {
  const path = "C:\\shop\\주문.puml";
  expect(samePath(pathOfUri(uriOfPath(path, true), true) ?? "")).toBe(
    samePath("c:\\shop\\주문.puml".normalize("NFD")),
  );
});
