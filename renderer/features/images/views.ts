/** The views of the page, as its addresses name them; the first has none. */
export const views = ["gallery", "genres", "learned", "compare", "trailers"] as const;
export type View = (typeof views)[number];
