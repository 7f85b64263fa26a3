import { IconBulb } from "@tabler/icons-react";
import { useLibrary } from "../../client/library.ts";
import { ComingTask } from "../../ui/coming-task.tsx";

export const ProductionPage = () => (
  <ComingTask
    task="production"
    icon={<IconBulb size={32} stroke={1.4} />}
    counts={useLibrary()?.counts}
    data={["films", "members", "interactions"]}
    meanwhile="/preferences"
  />
);
