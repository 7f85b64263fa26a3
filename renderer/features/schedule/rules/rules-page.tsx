/** The rules of a venue: what they say, of what, whether they must hold; entered in forms, from presets or files. */
import { ActionIcon, Button, Menu, Select, Switch, Table } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import {
  IconArrowLeft,
  IconFileExport,
  IconFileImport,
  IconPencil,
  IconPlus,
  IconRuler2,
  IconTrash,
} from "@tabler/icons-react";
import { useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { Venue } from "../../../../shared/contract/planning.ts";
import { Rule } from "../../../../shared/domain/rules/rule.ts";
import { isLength } from "../../../../shared/domain/showing-times.ts";
import { useClients } from "../../../client/context.tsx";
import { type Turned, useEditUndo } from "../../../client/edits.ts";
import { useRead } from "../../../client/read.ts";
import { useFormat, useLocalName } from "../../../ui/format.ts";
import { Page } from "../../../ui/page.tsx";
import { EmptyState, ErrorState, LoadingState, ReadState } from "../../../ui/states.tsx";
import { changeSchedule, useSchedule } from "../draft/store.ts";
import { screenName, useTitle } from "../words.ts";
import { firstParams, presets } from "./fields.ts";
import { RuleForm } from "./rule-form.tsx";
import { ruleWords } from "./rule-words.ts";
import classes from "./rules.module.css";
import { useNamedFilms } from "./use-named-films.ts";
import { useRules } from "./use-rules.ts";

export const RulesPage = () => {
  const { data } = useClients();
  const { t } = useTranslation("rules");
  const read = useRead(["venues"], (signal) => data.listVenues({}, { signal }));
  const { venue } = useSchedule();
  return (
    <ReadState read={read} namespace="rules" loading={<LoadingState />}>
      {({ venues }) => {
        const chosen = venues.find(({ id }) => id === venue) ?? venues[0];
        return chosen ? (
          <RulesOfVenue key={chosen.id} venues={venues} venue={chosen} />
        ) : (
          <Page title={t("title")}>
            <EmptyState icon={<IconRuler2 size={32} />} title={t("noVenue")} />
          </Page>
        );
      }}
    </ReadState>
  );
};

const freshRule = (): Rule =>
  Rule.parse({ id: crypto.randomUUID(), kind: "curfew", params: firstParams.curfew });

const RulesOfVenue = ({ venues, venue }: { readonly venues: readonly Venue[]; readonly venue: Venue }) => {
  const { t } = useTranslation("rules");
  const format = useFormat();
  const localName = useLocalName();
  const navigate = useNavigate();
  const { data } = useClients();
  const { read, fault, save, remove, importFile, exportFile } = useRules(venue.id);
  const [open, setOpen] = useState<{ readonly rule: Rule; readonly isNew: boolean } | null>(null);
  const week = useSchedule().week ?? venue.nextWeek ?? new Date().toISOString().slice(0, 10);
  const problem = useRead(["weekProblem", venue.id, week], (signal) =>
    data.weekProblem({ venue: venue.id, week }, { signal }),
  ).data;
  const films = useNamedFilms(problem?.candidates, read.data?.rules);
  const titleOf = useTitle(films);
  const words = useMemo(
    () =>
      ruleWords(t, format, {
        film: titleOf,
        screen: (screen) => (problem ? screenName(problem.house, screen) : String(screen)),
        venue: (id) => venues.find((each) => each.id === id)?.name ?? String(id),
      }),
    [t, format, titleOf, problem, venues],
  );
  useEditUndo(
    useCallback<Turned>(
      (what, result) => notifications.show({ message: t(result.ok ? what : "turnRefused"), autoClose: 2500 }),
      [t],
    ),
  );
  const addPreset = (key: string): void =>
    save((presets[key] ?? []).map((preset) => Rule.parse({ ...preset, id: crypto.randomUUID(), name: "" })));
  const presetItems = Object.keys(presets).map((key) => (
    <Menu.Item key={key} onClick={() => addPreset(key)}>
      {t(`presets.${key}`)}
    </Menu.Item>
  ));
  const actions = (
    <>
      <Button
        variant="subtle"
        leftSection={<IconArrowLeft size={14} />}
        onClick={() => void navigate("/schedule")}
      >
        {t("back")}
      </Button>
      {venues.length > 1 && (
        <Select
          aria-label={t("venue")}
          allowDeselect={false}
          value={String(venue.id)}
          data={venues.map(({ id, name, nameZh }) => ({ value: String(id), label: localName(name, nameZh) }))}
          onChange={(id) => id !== null && changeSchedule({ venue: Number(id), week: null })}
        />
      )}
      <Button variant="default" leftSection={<IconFileImport size={14} />} onClick={importFile}>
        {t("import")}
      </Button>
      <Button
        variant="default"
        leftSection={<IconFileExport size={14} />}
        disabled={!read.data || read.data.rules.length === 0}
        onClick={exportFile}
      >
        {t("export")}
      </Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default">{t("preset")}</Button>
        </Menu.Target>
        <Menu.Dropdown>{presetItems}</Menu.Dropdown>
      </Menu>
      <Button
        leftSection={<IconPlus size={14} />}
        onClick={() => setOpen({ rule: freshRule(), isNew: true })}
      >
        {t("add")}
      </Button>
    </>
  );
  return (
    <Page title={t("title")} subtitle={localName(venue.name, venue.nameZh)} actions={actions}>
      {fault && <ErrorState fault={fault} namespace="rules" />}
      <ReadState read={read} namespace="rules" loading={<LoadingState />}>
        {({ rules }) =>
          rules.length === 0 ? (
            <EmptyState icon={<IconRuler2 size={32} />} title={t("empty.title")}>
              {t("empty.hint")}
            </EmptyState>
          ) : (
            <Table className={classes.table} verticalSpacing={6}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t("columns.on")}</Table.Th>
                  <Table.Th>{t("columns.name")}</Table.Th>
                  <Table.Th>{t("columns.sentence")}</Table.Th>
                  <Table.Th>{t("columns.scope")}</Table.Th>
                  <Table.Th>{t("columns.force")}</Table.Th>
                  <Table.Th />
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {rules.map(({ rule, venue: of }) => (
                  <Table.Tr key={rule.id} data-off={!rule.on || undefined}>
                    <Table.Td>
                      <Switch
                        size="xs"
                        aria-label={t("switch", { name: words.name(rule) })}
                        checked={rule.on}
                        onChange={(event) => save([{ ...rule, on: event.currentTarget.checked }], of)}
                      />
                    </Table.Td>
                    <Table.Td className={classes.name}>{words.name(rule)}</Table.Td>
                    <Table.Td>{words.sentence(rule)}</Table.Td>
                    <Table.Td className={classes.dim}>{words.scope(rule.scope)}</Table.Td>
                    <Table.Td className={classes.force}>
                      {isLength(rule)
                        ? t("length")
                        : rule.price === null
                          ? t("hard")
                          : t("priced", { price: format.plain(rule.price) })}
                    </Table.Td>
                    <Table.Td className={classes.tools}>
                      <ActionIcon
                        aria-label={t("edit", { name: words.name(rule) })}
                        onClick={() => setOpen({ rule, isNew: false })}
                      >
                        <IconPencil size={15} />
                      </ActionIcon>
                      <ActionIcon
                        aria-label={t("remove", { name: words.name(rule) })}
                        onClick={() => remove(rule.id)}
                      >
                        <IconTrash size={15} />
                      </ActionIcon>
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          )
        }
      </ReadState>
      {open && problem && (
        <RuleForm
          {...open}
          house={problem.house}
          candidates={problem.candidates}
          films={films}
          words={words}
          onSave={(rule) => {
            const of = read.data?.rules.find((each) => each.rule.id === rule.id)?.venue;
            save([rule], of === undefined ? venue.id : of);
            setOpen(null);
          }}
          onClose={() => setOpen(null)}
        />
      )}
    </Page>
  );
};
