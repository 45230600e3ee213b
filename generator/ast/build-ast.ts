import type { IToken } from "../parse/cst.gen.ts";
import type * as cst from "../parse/cst.gen.ts";
import { StatementVisitor } from "../parse/grammar.ts";
import type { NotePosition, Text } from "./words.ts";
import { sliceMapped, spanOf, type MappedText } from "../source/mapped-text.ts";
import type { Span } from "../source/source-file.ts";
import type {
  ArrowNode,
  ColorNode,
  EndNode,
  GateNode,
  NoteNode,
  StatementNode,
  WrittenName,
} from "./nodes.ts";
import {
  anchorOf,
  colorOf,
  colorsOf,
  end,
  fragmentOperators,
  keywordOf,
  lifeActions,
  gateMark,
  mark,
  messageSides,
  nameOf,
  noteStyles,
  styleColor,
  textOf,
  titleText,
} from "./from-tokens.ts";
import { bodyText, escapedText, noText } from "./text.ts";

/** A statement as the reader found it: its opening line, and the lines up to its terminator if it has any. */
export interface StatementText {
  readonly line: MappedText;
  readonly body: readonly MappedText[] | undefined;
  readonly span: Span;
}

/** Makes the AST node of a statement from its concrete syntax tree. */
export function buildAst(tree: cst.CstNode, statement: StatementText): StatementNode {
  return builder.build(tree, statement);
}

interface NoteSubject {
  readonly style: IToken | undefined;
  readonly position: NotePosition;
  readonly names: readonly WrittenName[];
  readonly onMessage: boolean;
  readonly parallel: boolean;
  readonly beside: boolean;
  readonly misspelt: boolean;
  readonly suffix: cst.NoteSuffixCstChildren;
}

class AstBuilder extends StatementVisitor implements cst.StatementCstVisitor<StatementText, unknown> {
  constructor() {
    super();
    this.validateVisitor();
  }

  build(tree: cst.CstNode, statement: StatementText): StatementNode {
    const node: StatementNode = this.visit(tree, statement);
    return node;
  }

  declaration(children: cst.DeclarationCstChildren, at: StatementText): StatementNode {
    const written = children.Name?.[0] ?? children.Quoted?.[0];
    const alias = children.alias?.[0];
    const display = children.display?.[0];
    const code = alias ?? written;
    const shown = display ?? (alias === undefined ? undefined : written);
    return {
      kind: "declaration",
      create: children.Create !== undefined,
      keyword: keywordOf(children.Kind?.[0]),
      name: { ...nameOf(code, at), display: shown === undefined ? undefined : textOf(shown, at) },
      ...this.declarationSuffix(children.declarationSuffix[0]?.children ?? {}, at),
      span: at.span,
    };
  }

  longDeclaration(children: cst.LongDeclarationCstChildren, at: StatementText): StatementNode {
    return {
      kind: "declaration",
      create: false,
      keyword: keywordOf(children.Kind[0]),
      name: { ...nameOf(children.Name[0], at), display: bodyText(at.body ?? [], at.line) },
      ...this.declarationSuffix(children.declarationSuffix[0]?.children ?? {}, at),
      span: at.span,
    };
  }

  declarationSuffix(
    children: cst.DeclarationSuffixCstChildren,
    at: StatementText,
  ): {
    readonly stereotypes: readonly string[];
    readonly order: number | undefined;
    readonly color: ColorNode | undefined;
  } {
    const order = children.Order?.[0];
    return {
      stereotypes: (children.Stereotype ?? [])
        .flatMap((token) => token.image.slice(2, -2).split(/>>\s*<</))
        // `<<$sprite>>` chooses a picture, and says nothing.
        .filter((stereotype) => !stereotype.startsWith("$")),
      order: order === undefined ? undefined : Number(order.image.slice("order".length)),
      color: colorOf(children.RichColor?.[0], at),
    };
  }

  box(children: cst.BoxCstChildren, at: StatementText): StatementNode {
    const title = children.QuotedTitle?.[0] ?? children.BoxTitle?.[0];
    return {
      kind: "box",
      title: title === undefined ? noText(at.line) : textOf(title, at),
      color: colorOf(children.BoxColor?.[0], at),
      span: at.span,
    };
  }

  boxEnd(_children: cst.BoxEndCstChildren, at: StatementText): StatementNode {
    return { kind: "box-end", span: at.span };
  }

  message(children: cst.MessageCstChildren, at: StatementText): StatementNode {
    const slant = children.LeftSlant?.[0] ?? children.RightSlant?.[0];
    return {
      kind: "message",
      left: this.end(children.left[0]?.children ?? {}, at),
      arrow: {
        ...this.arrow(children.arrow[0]?.children ?? {}, at),
        leftMark: mark(children.LeftMark?.[0]),
        slant: slant === undefined ? 0 : Number(slant.image.slice(1, -1)),
      },
      right: this.end(children.right[0]?.children ?? {}, at),
      multicast: (children.AlsoTo ?? []).map((token) => {
        const name = token.image.slice(1).trimStart();
        return {
          kind: "name",
          code: name,
          display: undefined,
          span: spanOf(at.line, token.startOffset + token.image.length - name.length, end(token)),
        };
      }),
      activation: children.Activation?.[0]?.image ?? "",
      color: colorOf(children.Color?.[0], at),
      label: this.label(children.label?.[0]?.children, at),
      parallel: children.Parallel !== undefined,
      anchor: anchorOf(children.MessageAnchor?.[0]),
      span: at.span,
    };
  }

  leftGate(children: cst.LeftGateCstChildren, at: StatementText): StatementNode {
    const drawn = children.arrow[0]?.children ?? {};
    const marks = { leftMark: gateMark(children.BorderMark?.[0]), rightMark: gateMark(drawn.RightMark?.[0]) };
    return this.#gate(children, "left", children.Border?.[0], { ...this.arrow(drawn, at), ...marks }, at);
  }

  rightGate(children: cst.RightGateCstChildren, at: StatementText): StatementNode {
    const drawn = children.arrow[0]?.children ?? {};
    const right = children.BorderMarkRight?.[0] ?? drawn.RightMark?.[0];
    const marks = { leftMark: gateMark(children.LeftMark?.[0]), rightMark: gateMark(right) };
    return this.#gate(
      children,
      "right",
      children.BorderRight?.[0],
      { ...this.arrow(drawn, at), ...marks },
      at,
    );
  }

  #gate(
    children: cst.LeftGateCstChildren | cst.RightGateCstChildren,
    arrowSide: "left" | "right",
    border: IToken | undefined,
    arrow: ArrowNode,
    at: StatementText,
  ): GateNode {
    const suffix = children.gateSuffix[0]?.children ?? {};
    const image = border?.image;
    return {
      kind: "gate",
      name: this.who(children.who[0]?.children ?? {}, at),
      arrowSide,
      border: image === "[" || image === "]" || image === "?" ? image : undefined,
      arrow,
      activation: suffix.GateActivation?.[0]?.image ?? "",
      color: colorOf(suffix.Color?.[0], at),
      label: this.label(suffix.label?.[0]?.children, at),
      parallel: children.Parallel !== undefined,
      anchor: anchorOf(children.MessageAnchor?.[0]),
      span: at.span,
    };
  }

  gateSuffix(): undefined {
    return undefined;
  }

  end(children: cst.EndCstChildren, at: StatementText): EndNode {
    const written = children.Name?.[0] ?? children.Quoted?.[0];
    const alias = children.alias?.[0];
    const shown = children.display?.[0] ?? (alias === undefined ? undefined : written);
    const anchor = children.EndAnchor?.[0];
    const name = {
      ...nameOf(alias ?? written, at),
      display: shown === undefined ? undefined : textOf(shown, at),
    };
    const tokens = [written, alias, shown, anchor].filter((token) => token !== undefined);
    const span = spanOf(
      at.line,
      Math.min(...tokens.map((token) => token.startOffset)),
      Math.max(...tokens.map((token) => end(token))),
    );
    return { kind: "end", name, anchor: anchorOf(anchor), span };
  }

  arrow(children: cst.ArrowCstChildren, at: StatementText): ArrowNode {
    const dashes = [...(children.FirstDashes ?? []), ...(children.Dashes ?? [])];
    const style = children.FirstStyle?.[0] ?? children.Style?.[0];
    const tokens = Object.values(children).flat();
    const styles = style === undefined ? [] : style.image.slice(1, -1).split(",");
    return {
      kind: "arrow",
      leftMark: "",
      leftHead: (children.LeftHead?.[0]?.image ?? "").replace("_", ""),
      dashes: dashes.reduce((sum, token) => sum + token.image.length, 0),
      styles: styles.map((item) => item.toLowerCase()),
      rightHead: (children.RightHead?.[0]?.image ?? "").replace("_", ""),
      rightMark: mark(children.RightMark?.[0]),
      slant: 0,
      color: style === undefined ? undefined : styleColor(style, styles, at),
      span: spanOf(
        at.line,
        Math.min(...tokens.map((token) => token.startOffset)),
        Math.max(...tokens.map((token) => end(token))),
      ),
    };
  }

  anchorLink(children: cst.AnchorLinkCstChildren, at: StatementText): StatementNode {
    const [from = "", to = ""] = children.AnchorLinkEnds[0]?.image.match(/[\p{L}\p{N}_]+/gu) ?? [];
    return {
      kind: "anchor-link",
      from,
      to,
      text: this.label(children.label?.[0]?.children, at),
      span: at.span,
    };
  }

  label(children: cst.LabelCstChildren | undefined, at: StatementText): Text {
    const text = children?.Text?.[0];
    if (text !== undefined) return textOf(text, at);
    const colon = children?.Colon[0];
    return colon === undefined ? noText(at.line) : escapedText(sliceMapped(at.line, end(colon), end(colon)));
  }

  who(children: cst.WhoCstChildren, at: StatementText): WrittenName {
    return nameOf(children.Name?.[0] ?? children.Quoted?.[0], at);
  }

  life(children: cst.LifeCstChildren, at: StatementText): StatementNode {
    const who = children.who?.[0];
    return {
      kind: "life",
      action: lifeActions.get(children.LifeAction?.[0]?.image.toLowerCase() ?? "") ?? "deactivate",
      name: who === undefined ? undefined : this.who(who.children, at),
      colors: colorsOf([...(children.Color ?? []), ...(children.SecondColor ?? [])], at),
      span: at.span,
    };
  }

  lifeMark(children: cst.LifeMarkCstChildren, at: StatementText): StatementNode {
    return {
      kind: "life",
      action: children.UpOrDown[0]?.image === "++" ? "activate" : "deactivate",
      name: nameOf(children.Name[0], at),
      colors: colorsOf(children.Color ?? [], at),
      span: at.span,
    };
  }

  autoactivate(children: cst.AutoactivateCstChildren, at: StatementText): StatementNode {
    return { kind: "autoactivate", on: children.Switch[0]?.image.toLowerCase() === "on", span: at.span };
  }

  return(children: cst.ReturnCstChildren, at: StatementText): StatementNode {
    const text = children.Text?.[0];
    return {
      kind: "return",
      label: text === undefined ? noText(at.line) : textOf(text, at),
      color: colorOf(children.ReturnColor?.[0], at),
      parallel: children.Parallel !== undefined,
      span: at.span,
    };
  }

  group(children: cst.GroupCstChildren, at: StatementText): StatementNode {
    const keyword = children.GroupKeyword[0]?.image.toLowerCase() ?? "";
    if (keyword === "end") return { kind: "group-end", span: at.span };
    const token = children.GroupLabel?.[0] ?? children.Text?.[0];
    const label = token === undefined ? noText(at.line) : textOf(token, at);
    const colors = colorsOf([...(children.GluedColor ?? []), ...(children.SpacedColor ?? [])], at);
    if (keyword === "else" || keyword === "also")
      return { kind: "branch", keyword, label, colors, span: at.span };
    const operator = fragmentOperators.get(keyword) ?? "group";
    const shared = {
      kind: "group",
      operator,
      colors,
      parallel: children.Parallel !== undefined,
      span: at.span,
    } as const;
    // Only `group` tells a title from a bracketed second part.
    const bracket = operator === "group" && token?.image.endsWith("]") ? titleEnd(token.image) : undefined;
    if (bracket === undefined || token === undefined) return { ...shared, label, secondary: undefined };
    const title = sliceMapped(at.line, token.startOffset, token.startOffset + bracket);
    return { ...shared, label: escapedText(title), secondary: token.image.slice(bracket + 1, -1) };
  }

  noteOfLifeline(children: cst.NoteOfLifelineCstChildren, at: StatementText): StatementNode {
    const names = [...(children.who ?? []), ...(children.until ?? [])].map((who) =>
      this.who(who.children, at),
    );
    const side = children.Side?.[0]?.image.toLowerCase();
    const subject: NoteSubject = {
      style: children.NoteStyle[0],
      position: side === "left" || side === "right" ? side : names.length > 1 ? "over-several" : "over",
      names,
      onMessage: false,
      parallel: children.Parallel !== undefined,
      beside: children.Beside !== undefined,
      misspelt: false,
      suffix: children.noteSuffix[0]?.children ?? {},
    };
    return this.#note(subject, at);
  }

  noteOnMessage(children: cst.NoteOnMessageCstChildren, at: StatementText): StatementNode {
    const where = (children.Side?.[0] ?? children.TopOrBottom?.[0])?.image.toLowerCase() ?? "";
    const subject: NoteSubject = {
      style: children.NoteStyle[0],
      position: messageSides.get(where) ?? "left",
      names: [],
      onMessage: true,
      parallel: false,
      beside: false,
      misspelt: false,
      suffix: children.noteSuffix[0]?.children ?? {},
    };
    return this.#note(subject, at);
  }

  noteAcross(children: cst.NoteAcrossCstChildren, at: StatementText): StatementNode {
    const subject: NoteSubject = {
      style: children.NoteStyle[0],
      position: "across",
      names: [],
      onMessage: false,
      parallel: false,
      beside: children.Beside !== undefined,
      misspelt: children.Across[0]?.image.toLowerCase() === "accross",
      suffix: children.noteSuffix[0]?.children ?? {},
    };
    return this.#note(subject, at);
  }

  noteSuffix(): undefined {
    return undefined;
  }

  #note(subject: NoteSubject, at: StatementText): NoteNode {
    const { style, suffix, ...rest } = subject;
    return {
      kind: "note",
      ...rest,
      style: noteStyles.get(style?.image.toLowerCase() ?? "") ?? "note",
      text: at.body === undefined ? this.label(suffix.label?.[0]?.children, at) : bodyText(at.body, at.line),
      color: colorOf(suffix.RichColor?.[0], at),
      empty: at.body?.length === 0,
      misspelt: subject.misspelt,
      span: at.span,
    };
  }

  reference(children: cst.ReferenceCstChildren, at: StatementText): StatementNode {
    return {
      kind: "reference",
      names: children.who.map((who) => this.who(who.children, at)),
      text:
        at.body === undefined ? this.label(children.label?.[0]?.children, at) : bodyText(at.body, at.line),
      // PlantUML never looks the other colour up.
      colors: colorsOf(children.RefColor ?? [], at),
      span: at.span,
    };
  }

  mark(children: cst.MarkCstChildren, at: StatementText): StatementNode {
    const divider = children.Divider?.[0];
    if (divider !== undefined) {
      const text = divider.image.slice(2, -2).replace(/^[ \t]+/, "");
      const close = divider.image.length - 2;
      return {
        kind: "divider",
        text: escapedText(sliceMapped(at.line, close - text.length, close)),
        span: at.span,
      };
    }
    const delay = children.Delay?.[0]?.image;
    if (delay !== undefined) {
      const open = delay.startsWith("…") ? 1 : 3;
      const close = delay.length - (delay.endsWith("…") ? 1 : 3);
      const text = close < open ? noText(at.line) : escapedText(sliceMapped(at.line, open, close));
      return { kind: "delay", text: close < open ? { ...text, lines: [] } : text, span: at.span };
    }
    const pixels = /\d+/.exec(children.Space?.[0]?.image ?? "")?.[0];
    // PlantUML's height of `|||`.
    return { kind: "space", pixels: pixels === undefined ? 25 : Number(pixels), span: at.span };
  }

  newpage(children: cst.NewpageCstChildren, at: StatementText): StatementNode {
    const token = children.PageTitle?.[0];
    return { kind: "page", title: token === undefined ? undefined : titleText(token, at), span: at.span };
  }

  title(children: cst.TitleCstChildren, at: StatementText): StatementNode {
    const [text] = children.TitleText;
    if (children.TitleKeyword === undefined || text === undefined)
      return furniture(children.FurnitureKeyword?.[0], at);
    return { kind: "title", text: titleText(text, at), span: at.span };
  }

  longTitle(children: cst.LongTitleCstChildren, at: StatementText): StatementNode {
    if (children.TitleKeyword === undefined) return furniture(children.FurnitureKeyword?.[0], at);
    return { kind: "title", text: bodyText(at.body ?? [], at.line), span: at.span };
  }

  autonumber(children: cst.AutonumberCstChildren, at: StatementText): StatementNode {
    const start = children.Start?.[0]?.image;
    const step = children.Step?.[0]?.image;
    return {
      kind: "autonumber",
      action: children.Stop ? "stop" : children.Inc ? "inc" : children.Resume ? "resume" : "start",
      start,
      step: step === undefined ? undefined : Number(step),
      format: children.Format?.[0]?.image.slice(1, -1),
      letter: children.IncLetter?.[0]?.image,
      span: at.span,
    };
  }

  presentation(children: cst.PresentationCstChildren, at: StatementText): StatementNode {
    if (children.Unlinked !== undefined) {
      return { kind: "hide-unlinked", hide: /^hide/i.test(children.Unlinked[0]?.image ?? ""), span: at.span };
    }
    return { kind: "presentation", what: /^\S+/.exec(at.line.text)?.[0] ?? "", span: at.span };
  }

  longPresentation(_children: cst.LongPresentationCstChildren, at: StatementText): StatementNode {
    return { kind: "presentation", what: /^\S+/.exec(at.line.text)?.[0] ?? "", span: at.span };
  }

  link(children: cst.LinkCstChildren, at: StatementText): StatementNode {
    return { kind: "link", name: this.who(children.who[0]?.children ?? {}, at), span: at.span };
  }
}

const builder = new AstBuilder();

/** Headers, footers, captions and legends say nothing about what happens. */
function furniture(keyword: IToken | undefined, at: StatementText): StatementNode {
  return { kind: "presentation", what: keyword?.image ?? "", span: at.span };
}

/** Where the bracketed second part of `Title [[link]] [second]` begins: behind links, as far as another bracket follows. */
function titleEnd(text: string): number | undefined {
  const title = /^((?:[^[]|\[\[[^[\]]*\]\])*)\[/.exec(text);
  return title?.[1]?.length;
}
