import "server-only";
import { cookies, headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import type { Me } from "#lib/contracts/account.ts";
import { RepaintError } from "#lib/domain/error.ts";
import { identify, identifyAdmin, meOf, type User } from "./identify.ts";
import { type SessionClient, sessionClient } from "./supabase.ts";

/**
 * Who is there, for pages. Routes of the API ask through `route({ user: true })` in `http.ts`.
 *
 * The signed-in person, or null. Asked once per request, however many components want to know.
 */
export const optionalUser = cache(async (): Promise<User | null> => {
  return identify(await pageSession());
});

/** Supabase Auth for whoever asks for this page, which cannot set cookies: middleware.ts has refreshed the session before. */
export async function pageSession(): Promise<SessionClient> {
  return sessionClient((await cookies()).getAll(), (await headers()).get("user-agent"));
}

/** Who is signed in and what they can spend, or null. */
export const optionalMe = cache(async (): Promise<Me | null> => {
  const user = await optionalUser();
  return user && meOf(user);
});

/** The signed-in person; anyone else is sent to sign in and then back to `returnTo`. */
export async function requireUser(returnTo: string): Promise<User> {
  return (await optionalUser()) ?? redirect(signInThen(returnTo));
}

/** Who runs this server; a guest is sent to sign in, and to anyone else there is no such page. */
export async function requireAdmin(returnTo: string): Promise<User> {
  return (await optionalAdmin()) ?? redirect(signInThen(returnTo));
}

const optionalAdmin = cache(async (): Promise<User | null> => {
  try {
    return await identifyAdmin(await pageSession());
  } catch (error) {
    if (error instanceof RepaintError && error.code === "forbidden") notFound();
    throw error;
  }
});

const signInThen = (path: string) => `/sign-in?next=${encodeURIComponent(path)}`;
