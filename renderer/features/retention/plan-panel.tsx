/** Whom to write to under a budget; kept as a campaign, so that it is measured afterwards. */
import { Button, NumberInput, Select, Table, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type CampaignKind, campaignKinds, type RetentionPlan } from "../../../shared/domain/campaign.ts";
import { type AnyFault, faultOf } from "../../../shared/domain/fault.ts";
import { useClients } from "../../client/context.tsx";
import { refreshLibrary } from "../../client/library.ts";
import { unwrap } from "../../client/read.ts";
import { TableExport } from "../../client/table-export.tsx";
import { Stat, Stats } from "../../ui/figures.tsx";
import { useFormat } from "../../ui/format.ts";
import { useLapseWords } from "../../ui/lapse-words.ts";
import { Panel } from "../../ui/page.tsx";
import { ErrorState } from "../../ui/states.tsx";
import { planDocument } from "./plan-document.ts";
import classes from "./retention.module.css";
import { useEstimateWords } from "./words.ts";

const usual = { contacts: 500, cost: 4, weeks: 8, control: 20, seed: 1 };

export const PlanPanel = () => {
  const { t } = useTranslation("retention");
  const { data, host, training } = useClients();
  const queries = useQueryClient();
  const [asked, setAsked] = useState(usual);
  const [name, setName] = useState("");
  const [sent, setSent] = useState(() => new Date().toISOString().slice(0, 10));
  const [kind, setKind] = useState<CampaignKind>("offer");
  const [plan, setPlan] = useState<RetentionPlan | null>(null);
  const [working, setWorking] = useState(false);
  const [fault, setFault] = useState<AnyFault | null>(null);
  const guarded = async (work: () => Promise<void>): Promise<void> => {
    setFault(null);
    setWorking(true);
    try {
      await work();
    } catch (error) {
      setFault(faultOf(error));
    } finally {
      setWorking(false);
    }
  };
  const { control, ...rest } = asked;
  const make = () =>
    guarded(async () =>
      setPlan(await unwrap((await training()).planRetention({ ...rest, controlShare: control / 100 }))),
    );
  const save = async (
    treated: readonly number[],
    control: readonly number[],
    planned: { readonly seed: number; readonly kept: RetentionPlan["kept"] } | null,
  ): Promise<void> => {
    const { unknown } = await unwrap(
      data.saveCampaign({
        name: name.trim() || t("plan.unnamed"),
        kind,
        sent,
        weeks: asked.weeks,
        cost: asked.cost,
        plan: planned,
        treated: [...treated],
        control: [...control],
      }),
    );
    await refreshLibrary(queries);
    await queries.invalidateQueries({ queryKey: ["retention"] });
    notifications.show({
      message: unknown > 0 ? t("plan.keptBut", { unknown }) : t("plan.kept"),
      autoClose: 6000,
    });
  };
  const keep = ({ member, treated, kept }: RetentionPlan) =>
    guarded(() =>
      save(
        [...member].filter((_, at) => treated[at]),
        [...member].filter((_, at) => !treated[at]),
        { seed: asked.seed, kept },
      ),
    );
  const record = () =>
    guarded(async () => {
      const place = await unwrap(host.chooseFile({ purpose: "importFile", suggestedName: "" }));
      if (place === null) return;
      const lists = await unwrap(data.readCampaign({ file: place.file }));
      await save(lists.treated, lists.control, null);
    });
  const number = (key: keyof typeof usual, min: number, max: number) => (
    <NumberInput
      size="xs"
      w={130}
      label={t(`plan.${key}`)}
      min={min}
      max={max}
      allowDecimal={key === "cost"}
      value={asked[key]}
      onChange={(value) => {
        if (typeof value !== "number" || value < min || value > max) return;
        setAsked({ ...asked, [key]: value });
        setPlan(null);
      }}
    />
  );
  return (
    <Panel title={t("plan.title")}>
      <div className={classes.form}>
        {number("contacts", 1, 1_000_000)}
        {number("cost", 0, 1_000_000)}
        {number("weeks", 1, 26)}
        {number("control", 5, 90)}
        {number("seed", 0, 1_000_000)}
        <Button size="xs" loading={working} onClick={() => void make()}>
          {t("plan.make")}
        </Button>
      </div>
      {fault && <ErrorState fault={fault} namespace="retention" />}
      {plan && <Made plan={plan} />}
      <div className={classes.form}>
        <TextInput
          size="xs"
          w={220}
          label={t("plan.name")}
          placeholder={t("plan.unnamed")}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          size="xs"
          w={150}
          type="date"
          label={t("plan.sent")}
          value={sent}
          onChange={(event) => setSent(event.currentTarget.value)}
        />
        <Select
          size="xs"
          w={150}
          label={t("plan.kind")}
          allowDeselect={false}
          data={campaignKinds.map((value) => ({ value, label: t(`plan.kinds.${value}`) }))}
          value={kind}
          onChange={(value) => setKind(value as CampaignKind)}
        />
        {plan && (
          <>
            <Button size="xs" loading={working} disabled={sent === ""} onClick={() => void keep(plan)}>
              {t("plan.keep")}
            </Button>
            <Export plan={plan} name={name.trim() || t("plan.unnamed")} />
          </>
        )}
        <Button
          size="xs"
          variant="default"
          loading={working}
          disabled={sent === ""}
          onClick={() => void record()}
        >
          {t("plan.record")}
        </Button>
      </div>
      <p className={classes.hint}>{t("plan.recordHint")}</p>
    </Panel>
  );
};

const Export = ({ plan, name }: { readonly plan: RetentionPlan; readonly name: string }) => {
  const { t } = useTranslation("retention");
  const format = useFormat();
  const wordsOf = useLapseWords();
  return (
    <TableExport label={t("plan.export")} document={() => planDocument(t, name, plan, wordsOf, format)} />
  );
};

const Made = ({ plan }: { readonly plan: RetentionPlan }) => {
  const { t } = useTranslation("retention");
  const format = useFormat();
  const wordsOf = useLapseWords();
  const estimate = useEstimateWords();
  return (
    <>
      <Stats>
        <Stat label={t("plan.gets")} value={format.number(plan.contacts)} hint={t(`plan.by.${plan.by}`)} />
        <Stat label={t("plan.held")} value={format.number(plan.control)} hint={t("plan.heldHint")} />
        <Stat label={t("plan.costs")} value={format.number(plan.cost)} />
        <Stat
          label={t("plan.expected")}
          value={plan.kept ? estimate(plan.kept) : "–"}
          hint={t(plan.kept ? "plan.interval" : "plan.unmeasured")}
        />
      </Stats>
      <Table className={classes.table}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t("plan.columns.reason")}</Table.Th>
            <Table.Th scope="col" className={classes.count}>
              {t("plan.gets")}
            </Table.Th>
            <Table.Th scope="col" className={classes.count}>
              {t("plan.expected")}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {plan.groups.map(({ reason, chosen, kept }) => (
            <Table.Tr key={JSON.stringify(reason)}>
              <Table.Th scope="row">{reason ? wordsOf(reason) : t("plan.coming")}</Table.Th>
              <Table.Td className={classes.count}>
                {chosen === null ? t("reasons.few") : format.number(chosen)}
              </Table.Td>
              <Table.Td className={classes.count}>{kept === null ? "–" : format.number(kept)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </>
  );
};
