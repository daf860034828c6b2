"use client";

import dynamic from "next/dynamic";

/** In the header of pages that guests see too: what only those who are signed in need is loaded for them only. */
export const AccountMenuEntry = dynamic(() => import("./account-menu.tsx").then((module) => module.AccountMenu));
