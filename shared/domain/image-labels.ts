/** What a picture may be told to be: by the library's own words. */
export const labelKinds = ["genre", "keyword"] as const;
export type LabelKind = (typeof labelKinds)[number];

/** Which of the pictures at hand is none; `film`: that of a film of the library. */
export const imageProblems = ["film", "a", "b"] as const;
