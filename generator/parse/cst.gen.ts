// Made from grammar.ts by chevrotain's generateCstDts, in test/unit/parse/cst.test.ts.
export type { CstNode, IToken } from "chevrotain";
import type { CstNode, ICstVisitor, IToken } from "chevrotain";

export interface DeclarationCstNode extends CstNode {
  name: "declaration";
  children: DeclarationCstChildren;
}

export type DeclarationCstChildren = {
  Create?: IToken[];
  Kind?: IToken[];
  Name?: IToken[];
  As?: IToken[];
  alias?: IToken[];
  display?: IToken[];
  Quoted?: IToken[];
  declarationSuffix: DeclarationSuffixCstNode[];
};

export interface LongDeclarationCstNode extends CstNode {
  name: "longDeclaration";
  children: LongDeclarationCstChildren;
}

export type LongDeclarationCstChildren = {
  Kind: IToken[];
  Name: IToken[];
  declarationSuffix: DeclarationSuffixCstNode[];
  OpenBody: IToken[];
};

export interface DeclarationSuffixCstNode extends CstNode {
  name: "declarationSuffix";
  children: DeclarationSuffixCstChildren;
}

export type DeclarationSuffixCstChildren = {
  Stereotype?: IToken[];
  Order?: IToken[];
  Url?: IToken[];
  RichColor?: IToken[];
};

export interface BoxCstNode extends CstNode {
  name: "box";
  children: BoxCstChildren;
}

export type BoxCstChildren = {
  Box: IToken[];
  QuotedTitle?: IToken[];
  BoxStereotype?: IToken[];
  BoxTitle?: IToken[];
  BoxColor?: IToken[];
};

export interface BoxEndCstNode extends CstNode {
  name: "boxEnd";
  children: BoxEndCstChildren;
}

export type BoxEndCstChildren = {
  EndBox: IToken[];
};

export interface MessageCstNode extends CstNode {
  name: "message";
  children: MessageCstChildren;
}

export type MessageCstChildren = {
  Parallel?: IToken[];
  MessageAnchor?: IToken[];
  left: EndCstNode[];
  LeftMark?: IToken[];
  LeftSlant?: IToken[];
  arrow: ArrowCstNode[];
  RightSlant?: IToken[];
  right: EndCstNode[];
  AlsoTo?: IToken[];
  Activation?: IToken[];
  Color?: IToken[];
  Stereotype?: IToken[];
  Url?: IToken[];
  label?: LabelCstNode[];
};

export interface LeftGateCstNode extends CstNode {
  name: "leftGate";
  children: LeftGateCstChildren;
}

export type LeftGateCstChildren = {
  Parallel?: IToken[];
  MessageAnchor?: IToken[];
  Border?: IToken[];
  BorderMark?: IToken[];
  arrow: ArrowCstNode[];
  who: WhoCstNode[];
  gateSuffix: GateSuffixCstNode[];
};

export interface RightGateCstNode extends CstNode {
  name: "rightGate";
  children: RightGateCstChildren;
}

export type RightGateCstChildren = {
  Parallel?: IToken[];
  MessageAnchor?: IToken[];
  who: WhoCstNode[];
  LeftMark?: IToken[];
  arrow: ArrowCstNode[];
  BorderMarkRight?: IToken[];
  BorderRight?: IToken[];
  gateSuffix: GateSuffixCstNode[];
};

export interface GateSuffixCstNode extends CstNode {
  name: "gateSuffix";
  children: GateSuffixCstChildren;
}

export type GateSuffixCstChildren = {
  GateActivation?: IToken[];
  Color?: IToken[];
  Url?: IToken[];
  label?: LabelCstNode[];
};

export interface EndCstNode extends CstNode {
  name: "end";
  children: EndCstChildren;
}

export type EndCstChildren = {
  Name?: IToken[];
  AsQuoted?: IToken[];
  display?: IToken[];
  Quoted?: IToken[];
  AsName?: IToken[];
  alias?: IToken[];
  EndAnchor?: IToken[];
};

export interface ArrowCstNode extends CstNode {
  name: "arrow";
  children: ArrowCstChildren;
}

export type ArrowCstChildren = {
  LeftHead?: IToken[];
  FirstDashes?: IToken[];
  Dashes?: IToken[];
  Style?: IToken[];
  FirstStyle?: IToken[];
  RightHead?: IToken[];
  RightMark?: IToken[];
};

export interface AnchorLinkCstNode extends CstNode {
  name: "anchorLink";
  children: AnchorLinkCstChildren;
}

export type AnchorLinkCstChildren = {
  AnchorLinkEnds: IToken[];
  label?: LabelCstNode[];
};

export interface LabelCstNode extends CstNode {
  name: "label";
  children: LabelCstChildren;
}

export type LabelCstChildren = {
  Colon: IToken[];
  Text?: IToken[];
};

export interface WhoCstNode extends CstNode {
  name: "who";
  children: WhoCstChildren;
}

export type WhoCstChildren = {
  Name?: IToken[];
  Quoted?: IToken[];
};

export interface LifeCstNode extends CstNode {
  name: "life";
  children: LifeCstChildren;
}

export type LifeCstChildren = {
  BareDeactivate?: IToken[];
  LifeAction?: IToken[];
  who?: WhoCstNode[];
  Color?: IToken[];
  SecondColor?: IToken[];
};

export interface LifeMarkCstNode extends CstNode {
  name: "lifeMark";
  children: LifeMarkCstChildren;
}

export type LifeMarkCstChildren = {
  Name: IToken[];
  UpOrDown: IToken[];
  Color?: IToken[];
};

export interface AutoactivateCstNode extends CstNode {
  name: "autoactivate";
  children: AutoactivateCstChildren;
}

export type AutoactivateCstChildren = {
  AutoActivate: IToken[];
  Switch: IToken[];
};

export interface ReturnCstNode extends CstNode {
  name: "return";
  children: ReturnCstChildren;
}

export type ReturnCstChildren = {
  Parallel?: IToken[];
  Return: IToken[];
  ReturnColor?: IToken[];
  Text?: IToken[];
};

export interface GroupCstNode extends CstNode {
  name: "group";
  children: GroupCstChildren;
}

export type GroupCstChildren = {
  Parallel?: IToken[];
  GroupKeyword: IToken[];
  GluedColor?: IToken[];
  SpacedColor?: IToken[];
  GroupLabel?: IToken[];
  Text?: IToken[];
};

export interface NoteOfLifelineCstNode extends CstNode {
  name: "noteOfLifeline";
  children: NoteOfLifelineCstChildren;
}

export type NoteOfLifelineCstChildren = {
  Parallel?: IToken[];
  Beside?: IToken[];
  NoteStyle: IToken[];
  Stereotype?: IToken[];
  Side?: IToken[];
  Of?: IToken[];
  who?: WhoCstNode[];
  Over?: IToken[];
  Comma?: IToken[];
  until?: WhoCstNode[];
  noteSuffix: NoteSuffixCstNode[];
};

export interface NoteOnMessageCstNode extends CstNode {
  name: "noteOnMessage";
  children: NoteOnMessageCstChildren;
}

export type NoteOnMessageCstChildren = {
  NoteStyle: IToken[];
  Stereotype?: IToken[];
  Side?: IToken[];
  TopOrBottom?: IToken[];
  noteSuffix: NoteSuffixCstNode[];
};

export interface NoteAcrossCstNode extends CstNode {
  name: "noteAcross";
  children: NoteAcrossCstChildren;
}

export type NoteAcrossCstChildren = {
  Beside?: IToken[];
  NoteStyle: IToken[];
  Stereotype?: IToken[];
  Across: IToken[];
  noteSuffix: NoteSuffixCstNode[];
};

export interface NoteSuffixCstNode extends CstNode {
  name: "noteSuffix";
  children: NoteSuffixCstChildren;
}

export type NoteSuffixCstChildren = {
  Stereotype?: IToken[];
  RichColor?: IToken[];
  Url?: IToken[];
  label?: LabelCstNode[];
};

export interface ReferenceCstNode extends CstNode {
  name: "reference";
  children: ReferenceCstChildren;
}

export type ReferenceCstChildren = {
  Ref: IToken[];
  RefColor?: IToken[];
  Over: IToken[];
  who: WhoCstNode[];
  Comma?: IToken[];
  Color?: IToken[];
  Url?: IToken[];
  label?: LabelCstNode[];
};

export interface MarkCstNode extends CstNode {
  name: "mark";
  children: MarkCstChildren;
}

export type MarkCstChildren = {
  Divider?: IToken[];
  Delay?: IToken[];
  Space?: IToken[];
};

export interface NewpageCstNode extends CstNode {
  name: "newpage";
  children: NewpageCstChildren;
}

export type NewpageCstChildren = {
  NewPage: IToken[];
  PageTitle?: IToken[];
};

export interface TitleCstNode extends CstNode {
  name: "title";
  children: TitleCstChildren;
}

export type TitleCstChildren = {
  TitleKeyword?: IToken[];
  FurnitureKeyword?: IToken[];
  TitleText: IToken[];
};

export interface LongTitleCstNode extends CstNode {
  name: "longTitle";
  children: LongTitleCstChildren;
}

export type LongTitleCstChildren = {
  TitleKeyword?: IToken[];
  FurnitureKeyword?: IToken[];
  placement?: IToken[];
};

export interface AutonumberCstNode extends CstNode {
  name: "autonumber";
  children: AutonumberCstChildren;
}

export type AutonumberCstChildren = {
  AutoNumber: IToken[];
  Stop?: IToken[];
  Inc?: IToken[];
  IncLetter?: IToken[];
  Resume?: IToken[];
  Step?: IToken[];
  Format?: IToken[];
  Start?: IToken[];
};

export interface PresentationCstNode extends CstNode {
  name: "presentation";
  children: PresentationCstChildren;
}

export type PresentationCstChildren = {
  SkinParam?: IToken[];
  Skin?: IToken[];
  Theme?: IToken[];
  Pragma?: IToken[];
  Scale?: IToken[];
  Hide?: IToken[];
  Unlinked?: IToken[];
  FootBox?: IToken[];
  PageSetting?: IToken[];
  StyleLine?: IToken[];
  Sprite?: IToken[];
};

export interface LongPresentationCstNode extends CstNode {
  name: "longPresentation";
  children: LongPresentationCstChildren;
}

export type LongPresentationCstChildren = {
  SkinParamBlock?: IToken[];
  StyleBlock?: IToken[];
  SpriteBlock?: IToken[];
  SpriteDrawing?: IToken[];
};

export interface LinkCstNode extends CstNode {
  name: "link";
  children: LinkCstChildren;
}

export type LinkCstChildren = {
  LinkOf: IToken[];
  who: WhoCstNode[];
  Is?: IToken[];
  Url: IToken[];
};

export interface StatementCstVisitor<IN, OUT> extends ICstVisitor<IN, OUT> {
  declaration(children: DeclarationCstChildren, param?: IN): OUT;
  longDeclaration(children: LongDeclarationCstChildren, param?: IN): OUT;
  declarationSuffix(children: DeclarationSuffixCstChildren, param?: IN): OUT;
  box(children: BoxCstChildren, param?: IN): OUT;
  boxEnd(children: BoxEndCstChildren, param?: IN): OUT;
  message(children: MessageCstChildren, param?: IN): OUT;
  leftGate(children: LeftGateCstChildren, param?: IN): OUT;
  rightGate(children: RightGateCstChildren, param?: IN): OUT;
  gateSuffix(children: GateSuffixCstChildren, param?: IN): OUT;
  end(children: EndCstChildren, param?: IN): OUT;
  arrow(children: ArrowCstChildren, param?: IN): OUT;
  anchorLink(children: AnchorLinkCstChildren, param?: IN): OUT;
  label(children: LabelCstChildren, param?: IN): OUT;
  who(children: WhoCstChildren, param?: IN): OUT;
  life(children: LifeCstChildren, param?: IN): OUT;
  lifeMark(children: LifeMarkCstChildren, param?: IN): OUT;
  autoactivate(children: AutoactivateCstChildren, param?: IN): OUT;
  return(children: ReturnCstChildren, param?: IN): OUT;
  group(children: GroupCstChildren, param?: IN): OUT;
  noteOfLifeline(children: NoteOfLifelineCstChildren, param?: IN): OUT;
  noteOnMessage(children: NoteOnMessageCstChildren, param?: IN): OUT;
  noteAcross(children: NoteAcrossCstChildren, param?: IN): OUT;
  noteSuffix(children: NoteSuffixCstChildren, param?: IN): OUT;
  reference(children: ReferenceCstChildren, param?: IN): OUT;
  mark(children: MarkCstChildren, param?: IN): OUT;
  newpage(children: NewpageCstChildren, param?: IN): OUT;
  title(children: TitleCstChildren, param?: IN): OUT;
  longTitle(children: LongTitleCstChildren, param?: IN): OUT;
  autonumber(children: AutonumberCstChildren, param?: IN): OUT;
  presentation(children: PresentationCstChildren, param?: IN): OUT;
  longPresentation(children: LongPresentationCstChildren, param?: IN): OUT;
  link(children: LinkCstChildren, param?: IN): OUT;
}
