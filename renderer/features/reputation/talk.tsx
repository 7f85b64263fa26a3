/** What goes with talk about a film: attendance beyond its forecast, over all films and for this one, with a check that must find nothing. */
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type {
  Change,
  TalkBenefit,
  TalkEffect,
  TalkPart,
  TextBenefit,
} from "../../../shared/contract/talk.ts";
import { faultOf } from "../../../shared/domain/fault.ts";
import { BandChart } from "../../charts/band-chart.tsx";
import { useClients } from "../../client/context.tsx";
import { useRead } from "../../client/read.ts";
import { filmDaysOf } from "../../client/talk.ts";
import { useFormat } from "../../ui/format.ts";
import { Columns, Panel } from "../../ui/page.tsx";
import { LoadingState, ReadState } from "../../ui/states.tsx";
import classes from "./reputation.module.css";

interface TalkProps {
  readonly film: number;
  readonly name: string;
}

export const Talk = ({ film, name }: TalkProps) => {
  const { t } = useTranslation("talk");
  const clients = useClients();
  const queries = useQueryClient();
  const read = useRead(["voices", "talk", film], async (signal) => {
    // The same for every film.
    const days = await queries.fetchQuery({
      queryKey: ["demand", "filmDays"],
      queryFn: (call) => filmDaysOf(clients, call),
    });
    return (await clients.training()).talkEffect({ film, days }, { signal });
  });
  const fault = read.error && faultOf(read.error);
  return (
    <>
      <Panel title={t("title")}>
        {fault?.type === "TooLittleTalk" ? (
          <p className={classes.note}>{t("tooLittle", { ...fault })}</p>
        ) : (
          <ReadState read={read} loading={<LoadingState rows={3} />}>
            {(effect) => <Found effect={effect} name={name} />}
          </ReadState>
        )}
      </Panel>
      <Ratings />
    </>
  );
};

const Found = ({ effect, name }: { readonly effect: TalkEffect; readonly name: string }) => {
  const { t } = useTranslation("talk");
  const format = useFormat();
  return (
    <>
      <p className={classes.note}>
        {t("basis", {
          films: format.number(effect.films),
          days: format.number(effect.days),
          count: effect.texts,
          n: format.number(effect.texts),
        })}
      </p>
      <Columns min={420}>
        {(["volume", "feeling"] as const).map((of) => (
          <Part key={of} of={of} part={effect[of]} name={name} />
        ))}
      </Columns>
      {effect.benefit && <Benefit benefit={effect.benefit} />}
      <p className={classes.note}>{t("noCause")}</p>
    </>
  );
};

const Benefit = ({ benefit }: { readonly benefit: TalkBenefit }) => {
  const { t } = useTranslation("talk");
  return (
    <section>
      <h3 className={classes.subtitle}>{t("benefit.title")}</h3>
      <Ablated of="benefit" found={benefit} unit={100} />
    </section>
  );
};

/** What texts add to forecasts of ratings: the same for every film. */
const Ratings = () => {
  const { t } = useTranslation("talk");
  const clients = useClients();
  const read = useRead(["voices", "textBenefit"], async (signal) =>
    (await clients.training()).textBenefit({}, { signal }),
  );
  return (
    <Panel title={t("ratings.title")}>
      <ReadState read={read} loading={<LoadingState rows={2} />}>
        {({ benefit }) =>
          benefit ? (
            <Ablated of="ratings" found={benefit} unit={1} />
          ) : (
            <p className={classes.note}>{t("ratings.tooFew")}</p>
          )
        }
      </ReadState>
    </Panel>
  );
};

interface AblatedProps {
  readonly of: "benefit" | "ratings";
  readonly found: TalkBenefit | TextBenefit;
  readonly unit: 1 | 100;
}

const Ablated = ({ of, found, unit }: AblatedProps) => {
  const { t } = useTranslation("talk");
  const format = useFormat();
  const digits = unit === 1 ? 4 : 2;
  const { gain, verdict, chosen } = found;
  return (
    <>
      <p data-selectable>
        {t(`${of}.compared`, {
          without: format.number(unit * found.without, digits),
          with: format.number(unit * found.with, digits),
          gain: format.signed(unit * gain.value, digits),
          low: format.signed(unit * gain.low, digits),
          high: format.signed(unit * gain.high, digits),
        })}{" "}
        {t(`ablation.${verdict}`)} {t(chosen ? "ablation.chosen" : "ablation.leftOut")}
      </p>
      <p className={classes.note}>
        {t(`${of}.split`, {
          from: format.date(found.from * 86_400),
          rows: format.number(found.rows),
          films: format.number(found.films),
        })}
      </p>
    </>
  );
};

interface PartProps {
  readonly of: "volume" | "feeling";
  readonly part: TalkPart;
  readonly name: string;
}

const Part = ({ of, part, name }: PartProps) => {
  const { t } = useTranslation("talk");
  const format = useFormat();
  const percent = (share: number | string): string => `${format.signed(100 * Number(share), 1)}%`;
  const words = ({ value, low, high }: Change) => ({
    change: percent(value),
    low: percent(low),
    high: percent(high),
  });
  const windows = [
    ...[...part.windows].reverse().map(({ from, to, change }) => ({ x: t("before", { from, to }), change })),
    { x: t("after"), change: part.after },
  ];
  const line = (of: (change: Change) => number, label: string) => ({
    name: label,
    points: windows.map(({ x, change }) => ({ x, y: of(change) })),
  });
  return (
    <section>
      <p data-selectable>
        {t(`${of}.all`, words(part.all))} {t(`verdict.${part.verdict}`, words(part.after))}
      </p>
      {part.own && (
        <p className={classes.note} data-selectable>
          {t("own", { name, ...words(part.own) })}
        </p>
      )}
      <BandChart
        height={220}
        spec={{
          title: t(`${of}.title`),
          description: t(`${of}.words`),
          x: { label: t("when") },
          y: { label: t("change"), format: percent },
          series: [
            line(({ value }) => value, t("change")),
            line(({ low }) => low, t("interval")),
            line(({ high }) => high, t("high")),
            { name: t("nothing"), points: windows.map(({ x }) => ({ x, y: 0 })) },
          ],
        }}
      />
    </section>
  );
};
