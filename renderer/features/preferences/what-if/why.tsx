/** The parts of a forecast, which add up, and those that differ from the film as it is. */
import { SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Forecast, TraitPart } from "../../../../shared/contract/what-if.ts";
import { type Part, Waterfall } from "../explanation.tsx";
import { useTraitWords } from "../trait-words.ts";
import classes from "./what-if.module.css";

interface WhyProps {
  readonly forecast: Forecast;
  readonly asItIs: Forecast | null;
  readonly group: number;
}

/** Parts told one by one; the rest is one more. */
const most = 10;
const least = 5e-4;

const keyOf = ({ field, value }: TraitPart): string => `${field} ${value}`;

const differences = (parts: readonly TraitPart[], before: readonly TraitPart[]): readonly TraitPart[] => {
  const by = new Map(parts.map((part) => [keyOf(part), part]));
  for (const part of before) {
    const share = (by.get(keyOf(part))?.share ?? 0) - part.share;
    by.set(keyOf(part), { ...part, share });
  }
  return [...by.values()]
    .filter(({ share }) => share !== 0)
    .sort((a, b) => Math.abs(b.share) - Math.abs(a.share));
};

export const Why = ({ forecast, asItIs, group }: WhyProps) => {
  const { t } = useTranslation("what-if");
  const traitWords = useTraitWords();
  const [mode, setMode] = useState<"parts" | "changes">("parts");
  const own = forecast.groups[group];
  const before = asItIs?.groups[group];
  if (!own) return null;
  const changes = mode === "changes" && before;
  const all = changes ? differences(own.parts, before.parts) : own.parts;
  const total = changes ? own.total - before.total : own.total;
  const named = all.slice(0, most).filter(({ share }) => Math.abs(share) >= least);
  const rest = total - named.reduce((sum, { share }) => sum + share, 0);
  const parts: Part[] = [
    ...named.map((part) => ({
      key: keyOf(part),
      words: traitWords(part.field, part.value),
      share: part.share,
      error: null,
    })),
    ...(named.length < all.length ? [{ key: "rest", words: t("rest"), share: rest, error: null }] : []),
  ];
  return (
    <div className={classes.why}>
      {before && (
        <SegmentedControl
          aria-label={t("whyMode")}
          value={mode}
          onChange={(next) => setMode(next as typeof mode)}
          data={(["parts", "changes"] as const).map((each) => ({ value: each, label: t(`modes.${each}`) }))}
        />
      )}
      {parts.length === 0 ? (
        <p className={classes.dim}>{t(changes ? "noChanges" : "noParts")}</p>
      ) : (
        <Waterfall parts={parts} total={total} unit="choice" />
      )}
      <p className={classes.dim}>{t("adds")}</p>
    </div>
  );
};
