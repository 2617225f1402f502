import { ActionIcon, CopyButton, Group, Text, Tooltip } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";

import { shortAddress } from "../words/addresses.js";

/** An address, shortened, that can be copied whole. */
export function AddressText({ address, whole = false }: { readonly address: string; readonly whole?: boolean }) {
  return (
    <Group gap={4} wrap="nowrap" component="span" display="inline-flex">
      <Text span size="sm" ff="monospace" title={address} style={whole ? { overflowWrap: "anywhere" } : { whiteSpace: "nowrap" }}>
        {whole ? address : shortAddress(address)}
      </Text>
      <CopyButton value={address}>
        {({ copied, copy }) => (
          <Tooltip label={copied ? "Copied" : "Copy"}>
            <ActionIcon
              variant="subtle"
              color="gray"
              size="sm"
              onClick={copy}
              aria-label={`Copy the address ${shortAddress(address)}`}
            >
              {copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </Group>
  );
}
