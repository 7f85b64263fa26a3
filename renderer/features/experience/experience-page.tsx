import { IconArmchair } from "@tabler/icons-react";
import { useLibrary } from "../../client/library.ts";
import { ComingTask } from "../../ui/coming-task.tsx";

export const ExperiencePage = () => (
  <ComingTask
    task="experience"
    icon={<IconArmchair size={32} stroke={1.4} />}
    counts={useLibrary()?.counts}
    data={["interactions", "showings", "reviews"]}
    meanwhile="/preferences"
  />
);
