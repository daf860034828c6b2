"use client";

import { useTranslations } from "next-intl";
import { useEffect, useEffectEvent } from "react";
import { useEditor } from "../state/editor-context.tsx";
import type { MaskNews } from "../state/mask-store.ts";
import { notify } from "../state/notify.ts";

/** Tells what the person should know of the mask, each thing once for as long as it stands there. */
export function MaskNotices() {
  const t = useTranslations("layers.notices");
  const { maskState } = useEditor();
  const tell = useEffectEvent((news: MaskNews) =>
    notify("warning", t(`${news}.message`), { id: `mask-${news}`, description: t(`${news}.description`) }),
  );
  useEffect(() => {
    const tellAll = () => {
      const { notices } = maskState.getState();
      if (notices.length === 0) return;
      maskState.setState({ notices: [] });
      for (const news of notices) tell(news);
    };
    tellAll();
    return maskState.subscribe(tellAll);
  }, [maskState]);
  return null;
}
