/**
 * The place, counted from the bottom of `count` layers, that a listed layer comes to. The list shows them from the top
 * down: `from` is its row, `gap` the row above which it is dropped, or `count` for below the last one.
 */
export function placeAfterDrop(count: number, from: number, gap: number): number {
  const to = gap > from ? gap - 1 : gap;
  return count - 1 - to;
}
