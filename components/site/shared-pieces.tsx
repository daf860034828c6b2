"use client";

import { CircleAlert } from "lucide-react";
import Link from "next/link";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Menu } from "#components/ui/menu.tsx";

/**
 * What nearly every page is made of. The root layout names it, so that it comes with the layout's own script, once: what a
 * layout brings, pages, their error pages and what they load later do not bring again.
 *
 * @public
 */
export const SHARED_PIECES = { Link, Button, IconButton, Menu, CircleAlert };

export const SharedPieces = () => null;
