import { IconArmchair } from "@tabler/icons-react";
import { ComingTask } from "../../ui/coming-task.tsx";

export const ExperiencePage = () => (
  <ComingTask
    task="experience"
    icon={<IconArmchair size={32} stroke={1.4} />}
    data={["interactions", "showings", "reviews"]}
    meanwhile="/preferences"
  />
);
