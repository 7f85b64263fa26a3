/** A film by its traits alone, whether it exists or not. Empty or null: unknown. */
export interface FilmSketch {
  readonly title: string;
  readonly genres: readonly string[];
  readonly people: readonly string[];
  readonly keywords: readonly string[];
  readonly year: number | null;
  readonly runtime: number | null; // minutes
  readonly certificate: string;
  readonly language: string;
  readonly country: string;
  readonly studio: string;
  readonly synopsis: string;
}
export type SketchField = keyof FilmSketch;

export const blankSketch: FilmSketch = {
  title: "",
  genres: [],
  people: [],
  keywords: [],
  year: null,
  runtime: null,
  certificate: "",
  language: "",
  country: "",
  studio: "",
  synopsis: "",
};
export const sketchFields = Object.keys(blankSketch) as [SketchField, ...SketchField[]];

const bounds = { year: [1870, 2200], runtime: [1, 1500] } as const;

export interface BadTrait {
  readonly type: "BadTrait";
  readonly trait: SketchField;
  readonly value: string | number;
}

/** The first trait that no film can have. */
export const badTraitOf = (sketch: FilmSketch): BadTrait | null => {
  for (const trait of ["year", "runtime"] as const) {
    const value = sketch[trait];
    const [least, most] = bounds[trait];
    if (value !== null && !(Number.isInteger(value) && value >= least && value <= most))
      return { type: "BadTrait", trait, value };
  }
  return null;
};

const lists: ReadonlySet<SketchField> = new Set(["genres", "people", "keywords"]);

/**
 * A sketch with traits set as texts, `trait=value`; values of lists are parted by semicolons or, where there are none, by commas.
 * The failure names what is no trait, or the value that one cannot have.
 */
export const sketchWith = (
  sketch: FilmSketch,
  settings: readonly string[],
): { readonly sketch: FilmSketch } | { readonly bad: BadTrait } => {
  const set: Partial<Record<SketchField, unknown>> = {};
  for (const setting of settings) {
    const [, name = "", value = ""] = /^(\w+)=(.*)$/s.exec(setting) ?? [];
    const trait = name as SketchField;
    const text = value.trim();
    if (lists.has(trait))
      set[trait] = text
        .split(text.includes(";") ? ";" : ",")
        .map((one) => one.trim())
        .filter((one) => one !== "");
    else if (trait === "year" || trait === "runtime") {
      if (text !== "" && !/^\d{1,6}$/.test(text)) return { bad: { type: "BadTrait", trait, value: text } };
      set[trait] = text === "" ? null : Number(text);
    } else set[trait] = text;
  }
  return { sketch: { ...sketch, ...(set as Partial<FilmSketch>) } };
};
