/** Texts as evidence: as they were written, made inert, with the sentence that says it marked. */
import { useTranslation } from "react-i18next";
import type { ShownText } from "../../../shared/contract/said.ts";
import { inertText } from "../../../shared/domain/inert-text.ts";
import type { Aspect } from "../../../shared/domain/voices.ts";
import { useClients } from "../../client/context.tsx";
import { useRead } from "../../client/read.ts";
import { useFormat } from "../../ui/format.ts";
import { ReadState } from "../../ui/states.tsx";
import classes from "./reputation.module.css";

const around = 120;

/** What stands before, in and after the sentence on an aspect. */
const partsOf = (
  { text, mentions }: ShownText,
  aspect: Aspect | undefined,
): readonly [string, string, string] => {
  const mention = mentions.find((each) => each.aspect === aspect);
  if (!mention) return [inertText(text), "", ""];
  const before = text.slice(Math.max(0, mention.from - around), mention.from);
  return [
    (mention.from > around ? "…" : "") + inertText(before),
    inertText(text.slice(mention.from, mention.to)),
    inertText(text.slice(mention.to), around),
  ];
};

export const Quotes = ({ ids, aspect }: { readonly ids: readonly number[]; readonly aspect?: Aspect }) => {
  const { t } = useTranslation("reputation");
  const format = useFormat();
  const { data } = useClients();
  const read = useRead(["voices", "texts", ids], (signal) => data.shownTexts({ ids: [...ids] }, { signal }));
  return (
    <ReadState read={read}>
      {({ texts }) => (
        <ul className={classes.quotes}>
          {ids
            .flatMap((id) => texts.filter((each) => each.id === id))
            .map((each) => {
              const [before, sentence, after] = partsOf(each, aspect);
              return (
                <li key={each.id}>
                  <blockquote dir="auto" data-selectable>
                    {before}
                    {sentence !== "" && <mark>{sentence}</mark>}
                    {after}
                  </blockquote>
                  <span className={classes.source}>
                    {format.date(each.at)} · {t(`channel.${each.channel}`)}
                    {each.rating !== null && ` · ${t("stars", { n: format.plain(each.rating) })}`}
                  </span>
                </li>
              );
            })}
        </ul>
      )}
    </ReadState>
  );
};
