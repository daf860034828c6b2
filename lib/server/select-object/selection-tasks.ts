import "server-only";
import type { TaskList } from "graphile-worker";
import { z } from "zod";
import type { Selector } from "#lib/engine/select/selector.ts";
import { ownerOfImage } from "../store/selections.ts";
import { createLooker } from "./looked-at.ts";
import { runSelection } from "./run-selection.ts";

/** The worker's jobs about selecting: answer a click, and look at a new picture before anybody clicks. */
export function selectionTasks(selector: Selector): TaskList {
  const look = createLooker(selector);
  return {
    select_object: async (payload) =>
      runSelection(z.object({ selectionId: z.uuid() }).parse(payload).selectionId, selector, look),
    prepare_selection: async (payload) => {
      const { imageId } = z.object({ imageId: z.uuid() }).parse(payload);
      const userId = await ownerOfImage(imageId);
      if (userId) await look(userId, imageId, null);
    },
  };
}
