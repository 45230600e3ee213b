/** Another worker may have taken the workflow up: this one writes nothing any more. Never reaches a workflow's code. */
export class HoldLost extends Error {
  override readonly name = "HoldLost";
}
