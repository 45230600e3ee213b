import type { Branch, FragmentEvent, Interaction, InteractionEvent } from "../../interaction/model.ts";
import { otherwiseBranch, withBranches } from "./with-branches.ts";

/** By where an `alt` begins: how many of its branches are asked for in another way than the one behind them. */
export type AskedApart = ReadonlyMap<number, number>;

/**
 * `alt user 없음 / else 비밀번호 불일치 / else` asks a value first, and then somebody. Both are asked in their own way where
 * the branches behind the first ones stand in an `alt` of their own, in the branch of what happens otherwise. The
 * interaction itself where no such `alt` is found.
 */
export function alternativesApart(interaction: Interaction, apart: AskedApart): Interaction {
  const events = inside(interaction.events, apart);
  return events === interaction.events ? interaction : { ...interaction, events };
}

/** The same list where nothing in it changes. */
function inside(events: readonly InteractionEvent[], apart: AskedApart): readonly InteractionEvent[] {
  const changed = events.map((event) =>
    event.kind === "fragment"
      ? parted(
          withBranches(event, (inner) => inside(inner, apart)),
          apart,
        )
      : event,
  );
  return changed.every((event, index) => event === events[index]) ? events : changed;
}

function parted(fragment: FragmentEvent, apart: AskedApart): FragmentEvent {
  const first = apart.get(fragment.span.start) ?? 0;
  const behind = fragment.branches.slice(first);
  const [next] = behind;
  if (fragment.operator !== "alt" || first === 0 || next === undefined || behind.length < 2) return fragment;
  const span = { ...fragment.span, start: next.span.start };
  const branches = behind.map((branch, index): Branch =>
    index === 0 ? { ...branch, keyword: "alt" } : branch,
  );
  const inner: FragmentEvent = { ...fragment, branches, endNotes: [], parallel: false, span };
  const otherwise = { ...otherwiseBranch(fragment, [inner]), span: next.span };
  return { ...fragment, branches: [...fragment.branches.slice(0, first), otherwise] };
}
