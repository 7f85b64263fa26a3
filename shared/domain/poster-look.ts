/** What can be measured in a poster and told in words. Looks of another method are measured anew. */
export const lookMethod = "look-1";

/** In the order in which they are kept. Shares and scores are 0..1; the units of the others are told where they are measured. */
export const lookFeatures = [
  "brightness", // mean CIE L*, 0..100
  "contrast", // RMS of luminance, 0..0.5
  "colourfulness", // Hasler & Süsstrunk's M, 0 = grey, about 100 = extremely colourful
  "saturation", // mean CIE chroma C*, 0 = grey
  "warmth", // mean CIE b*, below 0 = blue, above 0 = yellow
  "edges", // share of pixels on an edge
  "thirds", // share of visual weight near the four points of the rule of thirds
  "symmetry", // left against right
  "balance", // 1 = visual weight centred
  "text", // share covered by lettering
] as const;
export type LookFeature = (typeof lookFeatures)[number];

/** An area of one colour. */
export interface Swatch {
  /** #rrggbb */
  readonly colour: string;
  readonly name: ColourName;
  readonly share: number;
}

export const colourNames = [
  "black",
  "grey",
  "white",
  "red",
  "orange",
  "brown",
  "beige",
  "yellow",
  "green",
  "teal",
  "blue",
  "purple",
  "pink",
] as const;
export type ColourName = (typeof colourNames)[number];

export interface PosterLook {
  readonly features: Readonly<Record<LookFeature, number>>;
  /** Largest first. */
  readonly palette: readonly Swatch[];
}
