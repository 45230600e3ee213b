import { deriveAutomaton, interleavingsMax } from "seqwright-runtime/model";
import { diagnostic, type Diagnostic, type Outcome } from "../diagnostics/diagnostic.ts";
import type { DiagramModel } from "../ir/model/diagram-model.ts";
import { checkAnswers } from "./check-answers.ts";
import { checkChoices, type Informed } from "./check-choices.ts";
import { decisionNames } from "./decision-names.ts";
import { drawing as draw } from "./drawing.ts";
import { knowWays } from "./knowledge.ts";
import type { ComponentProtocol } from "./model.ts";
import { participantName } from "./participant-name.ts";
import { project } from "./project.ts";
import { fragmentText } from "./short-text.ts";

/** For every component of a diagram its step ordering, and whether the components can keep to the diagram together. */
export function deriveProtocols(model: DiagramModel): Outcome<readonly ComponentProtocol[]> {
  const { drawing, diagnostics: cuts } = draw(model);
  const diagnostics: Diagnostic[] = [...cuts];
  const protocols: ComponentProtocol[] = [];
  const informed: Informed[] = [];

  for (const participant of model.participants) {
    if (participant.provision.by !== "handler") continue;
    const component = participant.code;
    const projected = project(drawing, component);
    const { behaviour, decisions, doubts } = knowWays(
      drawing,
      projected,
      decisionNames(drawing, participant),
    );
    const { automaton, tooMany } = deriveAutomaton(behaviour);
    protocols.push({ component, behaviour, automaton, decisions });
    informed.push({ component, behaviour, doubts });
    diagnostics.push(...checkAnswers(drawing, component, behaviour));

    const fragment = tooMany === undefined ? undefined : drawing.fragments.get(tooMany);
    if (fragment === undefined) continue;
    const params = {
      component: participantName(model, component),
      fragment: fragmentText(fragment),
      statesMax: interleavingsMax,
    };
    diagnostics.push(
      diagnostic("protocol/too-many-interleavings", params, { source: model.source, span: fragment.span }),
    );
  }
  diagnostics.push(...checkChoices(drawing, informed));
  return { value: protocols, diagnostics: diagnostics.toSorted((a, b) => a.span.start - b.span.start) };
}
