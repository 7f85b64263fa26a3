/** A segment by rule: its lines, and how many members it lets in while they are written. */
import { Button, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconArrowLeft } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams } from "react-router";
import type { AnyFault } from "../../../shared/domain/fault.ts";
import type { RuleGroup } from "../../../shared/domain/segment-rule.ts";
import { useClients } from "../../client/context.tsx";
import { refreshLibrary } from "../../client/library.ts";
import { useRead } from "../../client/read.ts";
import { FiguresNotice } from "../../ui/filters/figures-notice.tsx";
import { useFormat, useLocalName } from "../../ui/format.ts";
import { Page, Panel } from "../../ui/page.tsx";
import { ErrorState, ReadState, Suppressed } from "../../ui/states.tsx";
import classes from "./rule.module.css";
import { type RuleChoices, RuleGroupEditor } from "./rule-builder.tsx";
import { freshConditions } from "./rule-words.ts";

interface Draft {
  readonly id: number | null;
  readonly name: string;
  readonly nameZh: string | null;
  readonly rule: RuleGroup;
}
const fresh: Draft = {
  id: null,
  name: "",
  nameZh: null,
  rule: { type: "all", of: [freshConditions.ageBand] },
};

export const SegmentPage = () => {
  const { t } = useTranslation("audience");
  const { data } = useClients();
  const navigate = useNavigate();
  const id = useParams().id ?? "new";
  const isNew = id === "new";
  const read = useRead(["segment", id], (signal) => data.segment({ segment: Number(id) }, { signal }), {
    enabled: !isNew,
  });
  return (
    <Page
      title={t(isNew ? "rule.new" : "changeRule")}
      subtitle={read.data?.name}
      actions={
        <Button
          variant="subtle"
          color="gray"
          leftSection={<IconArrowLeft size={15} />}
          onClick={() => void navigate("/audience")}
        >
          {t("back")}
        </Button>
      }
    >
      {isNew ? (
        <Builder key="new" first={fresh} />
      ) : (
        <ReadState read={read} namespace="audience">
          {({ id, name, nameZh, rule }) => (
            <Builder key={id} first={{ id, name, nameZh, rule: rule ?? { type: "all", of: [] } }} />
          )}
        </ReadState>
      )}
    </Page>
  );
};

/** Columns whose values a rule can name. */
const named = ["ageBand", "gender", "area", "occupation", "source"] as const;

const useChoices = (but: number | null): RuleChoices => {
  const { data } = useClients();
  const localName = useLocalName();
  const facets = useRead(["members", "suggestions", "rule"], (signal) =>
    data.memberFacets({ columns: [...named], limit: 200 }, { signal }),
  ).data?.facets;
  const genres = useRead(["films", "genres"], (signal) => data.listGenres({}, { signal })).data?.genres;
  const segments = useRead(["segments"], (signal) => data.listSegments({}, { signal })).data?.segments;
  return useMemo(
    () => ({
      values: (column) =>
        facets?.find((facet) => facet.column === column)?.values.map(({ value }) => value) ?? [],
      genres: genres?.map(({ name }) => name) ?? [],
      segments: (segments ?? [])
        .filter(({ id }) => id !== but)
        .map(({ id, name, nameZh }) => ({ id, name: localName(name, nameZh) })),
    }),
    [facets, genres, segments, but, localName],
  );
};

const Builder = ({ first }: { readonly first: Draft }) => {
  const { t } = useTranslation("audience");
  const { data } = useClients();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [draft, setDraft] = useState(first);
  const [fault, setFault] = useState<AnyFault | null>(null);
  const choices = useChoices(first.id);
  const save = async (): Promise<void> => {
    const saved = await data.saveSegment({ ...draft, name: draft.name.trim() });
    if (!saved.ok) return setFault(saved.error);
    await refreshLibrary(queries);
    await navigate("/audience");
  };
  return (
    <div className={classes.builder}>
      <div>
        <div className={classes.names}>
          <TextInput
            label={t("name")}
            value={draft.name}
            onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
            maxLength={120}
            required
            withAsterisk={false}
          />
          <TextInput
            label={t("nameZh")}
            value={draft.nameZh ?? ""}
            onChange={(event) => setDraft({ ...draft, nameZh: event.currentTarget.value || null })}
            maxLength={120}
          />
        </div>
        <RuleGroupEditor
          group={draft.rule}
          choices={choices}
          onChange={(rule) => setDraft({ ...draft, rule })}
        />
      </div>
      <div className={classes.stack}>
        <Panel title={t("rule.size")}>
          <LiveCount rule={draft.rule} />
        </Panel>
        {fault && <ErrorState fault={fault} namespace="audience" />}
        <Button disabled={draft.name.trim() === ""} onClick={() => void save()}>
          {t("rule.save")}
        </Button>
      </div>
    </div>
  );
};

const LiveCount = ({ rule }: { readonly rule: RuleGroup }) => {
  const { t } = useTranslation("audience");
  const format = useFormat();
  const { data } = useClients();
  const [asked] = useDebouncedValue(rule, 120);
  const read = useRead(
    ["members", "count", JSON.stringify(asked)],
    (signal) => data.countRule({ rule: asked }, { signal }),
    {
      keepPrevious: true,
    },
  );
  return (
    <ReadState read={read}>
      {({ members, total, figures }) => (
        <div role="status">
          <FiguresNotice figures={figures} />
          {members === null ? (
            <Suppressed compact />
          ) : (
            <>
              <div className={classes.count}>{format.number(members)}</div>
              <p className={classes.dim}>
                {t("rule.ofAll", {
                  total: format.number(total),
                  share: format.percent(total > 0 ? members / total : 0, 1),
                })}
              </p>
            </>
          )}
        </div>
      )}
    </ReadState>
  );
};
