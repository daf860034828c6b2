export type Vector3 = readonly [number, number, number];

/** By rows. */
export type Matrix3 = readonly [Vector3, Vector3, Vector3];

export const apply = (matrix: Matrix3, vector: Vector3): Vector3 => [
  dot(matrix[0], vector),
  dot(matrix[1], vector),
  dot(matrix[2], vector),
];

export const transpose = ([a, b, c]: Matrix3): Matrix3 => [
  [a[0], b[0], c[0]],
  [a[1], b[1], c[1]],
  [a[2], b[2], c[2]],
];

export function multiply(left: Matrix3, right: Matrix3): Matrix3 {
  const [a, b, c] = transpose(right);
  return transpose([apply(left, a), apply(left, b), apply(left, c)]);
}

/** The cross products of the rows are the columns of the inverse, but for the determinant. */
export function inverse([a, b, c]: Matrix3): Matrix3 {
  const determinant = dot(a, cross(b, c));
  const scaled = ([x, y, z]: Vector3): Vector3 => [x / determinant, y / determinant, z / determinant];
  return transpose([scaled(cross(b, c)), scaled(cross(c, a)), scaled(cross(a, b))]);
}

export const diagonal = ([x, y, z]: Vector3): Matrix3 => [
  [x, 0, 0],
  [0, y, 0],
  [0, 0, z],
];

const dot = (a: Vector3, b: Vector3): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

const cross = (a: Vector3, b: Vector3): Vector3 => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];
