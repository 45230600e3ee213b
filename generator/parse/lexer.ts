import { Lexer } from "chevrotain";
import * as look from "./presentation-tokens.ts";
import * as t from "./tokens.ts";

/** Which tokens a line may consist of depends on what kind of statement it is read as; order is priority. */
const modes = {
  sender: [
    t.Blank,
    t.Parallel,
    t.EndAnchor,
    t.MessageAnchor,
    t.AsName,
    t.AsQuoted,
    t.LeftMark,
    t.LeftSlant,
    t.LeftHead,
    t.Border,
    t.BorderMark,
    t.FirstStyle,
    t.FirstDashes,
    t.Quoted,
    t.Name,
  ],
  arrow: [
    t.Blank,
    t.Style,
    t.Dashes,
    t.RightHead,
    t.RightMark,
    t.RightSlant,
    t.BorderMarkRight,
    t.BorderRight,
    t.GateActivation,
    t.Color,
    t.Url,
    t.Colon,
    t.ReceiverQuoted,
    t.ReceiverName,
  ],
  receiver: [
    t.Blank,
    t.EndAnchor,
    t.AsName,
    t.AsQuoted,
    t.AlsoTo,
    t.Activation,
    t.GateActivation,
    t.Color,
    t.Stereotype,
    t.Url,
    t.Colon,
    t.Quoted,
    t.Name,
  ],
  text: [t.Blank, t.Text],
  anchors: [t.Blank, t.AnchorLinkEnds, t.Colon],
  declaration: [
    t.Blank,
    t.Create,
    t.Kind,
    t.As,
    t.Order,
    t.Stereotype,
    t.Url,
    t.RichColor,
    t.OpenBody,
    t.Quoted,
    t.Name,
  ],
  life: [t.Blank, t.BareDeactivate, t.LifeAction, t.SecondColor, t.Color, t.Quoted, t.Name],
  lifeMark: [t.Blank, t.UpOrDown, t.Color, t.Name],
  autoactivate: [t.Blank, t.AutoActivate, t.Switch],
  return: [t.Blank, t.Parallel, t.Return],
  returnText: [t.ReturnColor, t.Blank, t.Text],
  group: [t.Blank, t.Parallel, t.GroupKeyword],
  groupHead: [t.GluedColor, t.SpacedColor, t.GroupLabel, t.Blank],
  box: [t.EndBox, t.Box],
  boxTitle: [t.Blank, t.QuotedTitle, t.BoxStereotype, t.BoxColor, t.BoxTitle],
  note: [
    t.Blank,
    t.Parallel,
    t.Beside,
    t.NoteStyle,
    t.Side,
    t.Over,
    t.TopOrBottom,
    t.Across,
    t.Of,
    t.Stereotype,
    t.RichColor,
    t.Url,
    t.Comma,
    t.Colon,
    t.Quoted,
    t.Name,
  ],
  reference: [t.Blank, t.RefColor, t.Ref, t.Over, t.Color, t.Url, t.Comma, t.Colon, t.Quoted, t.Name],
  mark: [t.Divider, t.Delay, t.Space, t.NewPage],
  newpage: [t.Blank, t.PageTitle],
  autonumber: [t.Blank, t.AutoNumber, t.Stop, t.Resume, t.Inc, t.IncLetter, t.Step, t.Start, t.Format],
  title: [look.TitleKeyword, look.FurnitureKeyword],
  titleText: [look.TitleText, t.Blank],
  look: [
    look.SkinParamBlock,
    look.SkinParam,
    look.Skin,
    look.Theme,
    look.Pragma,
    look.Scale,
    look.Hide,
    look.Unlinked,
    look.FootBox,
    look.PageSetting,
    look.StyleLine,
    look.StyleBlock,
    look.SpriteBlock,
    look.SpriteDrawing,
    look.Sprite,
  ],
  link: [t.Blank, look.LinkOf, look.Is, t.Url, t.Quoted, t.Name],
};

export type Mode = keyof typeof modes;

/** All token types, once each, for the parser. */
export const vocabulary = [...new Set(Object.values(modes).flat())];

const lexerOf = (recoveryEnabled: boolean): Lexer =>
  new Lexer(
    { modes, defaultMode: "sender" },
    { positionTracking: "onlyOffset", ensureOptimizations: false, recoveryEnabled },
  );

/**
 * Reads one statement line; which tokens it knows depends on the mode that tokenizing starts in. Stops at the first
 * character that no token begins with: going on from every later one could take time with the square of the length.
 */
export const statementLexer = lexerOf(false);

/** Goes on behind what no token begins with, to see what a line was meant to be. For short texts only. */
export const explainingLexer = lexerOf(true);
