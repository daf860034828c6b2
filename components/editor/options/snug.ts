/** Of a `ToggleGroup` beside small buttons: as high as they are, and the bar around them as it is without it. */
export const SNUG = "*:h-[calc(var(--spacing-control-small)-0.25rem)] [&_input]:-inset-y-0.5";
