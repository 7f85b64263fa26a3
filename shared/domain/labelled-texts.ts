/** Texts with a label each, in the order of their source. */
export interface LabelledTexts {
  readonly texts: readonly string[];
  readonly labels: readonly string[];
}
