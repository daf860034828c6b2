import "server-only";
import type { EditPlan, PlanKind } from "#lib/domain/edit-plan.ts";
import type { Model } from "#lib/providers/provider.ts";
import { cutOut } from "./cut-out.ts";
import { enlarge } from "./enlarge.ts";
import { extendByEdges, extendByPadding } from "./extend.ts";
import { repaintMarked } from "./marked.ts";
import { repaintWhole } from "./whole.ts";
import type { Task, Work, WorkOf } from "./work.ts";

const WORKS: Record<PlanKind, WorkOf> = {
  marked: repaintMarked,
  whole: repaintWhole,
  padded: extendByPadding,
  edges: extendByEdges,
  enlarged: enlarge,
  "cut-out": cutOut,
};

/** The work that a plan asks for: reads of the version what it needs, and makes what the model is sent. */
export function prepareWork(task: Task, plan: EditPlan, model: Model): Promise<Work> {
  return WORKS[plan.kind](task, plan, model);
}
