/** Who of W persuaded finds a seat, of F that are free over showings that fill unevenly: F (1 − e^(−W / F)); W where there is no limit. */
export const seatedOf = (W: number, F: number): number =>
  F === Infinity ? W : F > 0 ? -F * Math.expm1(-W / F) : 0;
