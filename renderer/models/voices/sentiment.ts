/** Probability that a text praises: σ(k · feeling), k by language, fitted by least log loss on SST-2 (train) and on Chinese film comments. */
import type { TextLanguage } from "../../../shared/domain/voices.ts";

const k: Readonly<Record<TextLanguage, number>> = { en: 2.6, zh: 1.4, other: 1 };

export const positiveOf = ({
  language,
  feeling,
}: {
  readonly language: TextLanguage;
  readonly feeling: number;
}): number => 1 / (1 + Math.exp(-k[language] * feeling));
