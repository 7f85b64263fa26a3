/** Hands a week of the chosen slate to the Schedule page, which plans it. */
import { Button, Menu } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconCalendarPlus } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { Slate } from "../../../shared/contract/slates.ts";
import { faultOf } from "../../../shared/domain/fault.ts";
import type { IsoDate } from "../../../shared/domain/slate.ts";
import { useClients } from "../../client/context.tsx";
import { refreshLibrary } from "../../client/library.ts";
import { unwrap } from "../../client/read.ts";
import { useFaultWords } from "../../ui/fault-words.ts";
import { useFormat } from "../../ui/format.ts";
import { isOfSlate, rulesOfSlate } from "./hand-over.ts";

interface PlanWeekProps {
  readonly slate: Slate;
  readonly weeks: readonly (readonly IsoDate[])[];
  readonly venue: number;
  readonly titleOf: (film: number) => string;
}

export const PlanWeek = ({ slate, weeks, venue, titleOf }: PlanWeekProps) => {
  const { t } = useTranslation("slates");
  const format = useFormat();
  const { data } = useClients();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const wordsOf = useFaultWords("slates");
  const plan = async (week: number): Promise<void> => {
    const days = weeks[week] as readonly IsoDate[];
    const from = days[0] as IsoDate;
    try {
      const kept = await unwrap(data.listRules({ venue }));
      const rules = rulesOfSlate(slate, week, days, venue, (film) =>
        t("hand.rule", { title: titleOf(film) }),
      );
      const old = kept.rules
        .filter(({ rule }) => isOfSlate(rule, venue, from) && !rules.some(({ id }) => id === rule.id))
        .map(({ rule }) => rule.id);
      if (old.length > 0) await unwrap(data.deleteRules({ ids: old }));
      if (rules.length > 0) await unwrap(data.saveRules({ venue, rules }));
      await refreshLibrary(queries);
      const films = [...new Set(slate.bookings.filter((each) => each.week === week).map(({ film }) => film))];
      notifications.show({ message: t("hand.done", { count: rules.length }), autoClose: 6000 });
      void navigate(`/schedule?venue=${venue}&week=${from}&slate=${films.join(",")}`);
    } catch (error) {
      const { what, why, remedy } = wordsOf(faultOf(error));
      notifications.show({ title: what, message: `${why} ${remedy}`.trim(), color: "red" });
    }
  };
  const button = (
    <Button
      leftSection={<IconCalendarPlus size={14} />}
      {...(weeks.length === 1 ? { onClick: () => void plan(0) } : {})}
    >
      {t("hand.button")}
    </Button>
  );
  if (weeks.length === 1) return button;
  return (
    <Menu position="bottom-end">
      <Menu.Target>{button}</Menu.Target>
      <Menu.Dropdown>
        {weeks.map(([from], week) => (
          <Menu.Item key={from} onClick={() => void plan(week)}>
            {t("hand.week", { from: format.date(from ?? "") })}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
};
