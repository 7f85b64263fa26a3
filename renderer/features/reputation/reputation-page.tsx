import { IconMessages } from "@tabler/icons-react";
import { ComingTask } from "../../ui/coming-task.tsx";

export const ReputationPage = () => (
  <ComingTask
    task="reputation"
    icon={<IconMessages size={32} stroke={1.4} />}
    data={["reviews", "films", "showings"]}
    meanwhile="/library"
  />
);
