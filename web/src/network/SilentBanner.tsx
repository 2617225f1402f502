import { Alert, Button, Group, Text } from "@mantine/core";
import { IconPlugConnectedX } from "@tabler/icons-react";
import { useState } from "react";

import { useChain } from "./ChainProvider.js";
import { useNetwork } from "./NetworkProvider.js";

/** Says that the node has fallen silent, as long as it is. What is on the page stays there. */
export function SilentBanner() {
  const { silent, now, refresh } = useChain();
  const { rpc } = useNetwork();
  const [trying, setTrying] = useState(false);
  if (!silent) return null;
  const retry = async (): Promise<void> => {
    setTrying(true);
    await refresh();
    setTrying(false);
  };
  return (
    <Alert role="alert" color="orange" icon={<IconPlugConnectedX aria-hidden />} title="The node does not answer" mb="lg">
      <Group justify="space-between" gap="sm">
        <Text size="sm">
          What you see is from height {now.height}. We keep trying to reach {rpc}.
        </Text>
        <Button size="xs" variant="default" loading={trying} onClick={() => void retry()}>
          Try again
        </Button>
      </Group>
    </Alert>
  );
}
