import { Badge, Button, Group, Stack, Text } from "@mantine/core";
import { Link } from "react-router";

import { useDescriptions } from "../../data/metadata.js";
import { usePools } from "../../data/poolRegistry.js";
import { useNotices } from "../../notices/NoticesProvider.js";
import type { KeptNotice } from "../../notices/compare.js";
import { Empty, Panel } from "../../parts/Panel.js";
import { PageHead } from "../../parts/PageHead.js";
import { useWallet } from "../../wallet/WalletProvider.js";
import { shortAddress } from "../../words/addresses.js";
import { dateText } from "../../words/time.js";

/** What happened to the pools that the reader is in, also while away. */
export default function NoticesPage() {
  const { notices, unread, markRead, clear } = useNotices();
  const { address } = useWallet();
  const described = useDescriptions(usePools().data);
  return (
    <Stack gap="lg">
      <PageHead
        title="Notices"
        about="What changed in the pools that you are in, since this browser saw them last."
        actions={
          notices.length > 0 && (
            <>
              <Button size="xs" variant="default" onClick={markRead} disabled={unread === 0}>
                Mark all as read
              </Button>
              <Button size="xs" variant="default" onClick={clear}>
                Clear
              </Button>
            </>
          )
        }
      />
      {notices.length === 0 ? (
        <Empty>
          {address === undefined
            ? "Connect a wallet: notices are about the pools that you are in."
            : "Nothing has changed in your pools."}
        </Empty>
      ) : (
        <Stack component="ul" gap="xs" m={0} p={0} style={{ listStyle: "none" }}>
          {notices.map((notice) => (
            <li key={notice.id}>
              <Row notice={notice} name={described.get(notice.pool)?.name ?? shortAddress(notice.pool)} />
            </li>
          ))}
        </Stack>
      )}
    </Stack>
  );
}

function Row({ notice, name }: { readonly notice: KeptNotice; readonly name: string }) {
  const { pool, text, timeMs, bad, read } = notice;
  return (
    <Panel p="md" style={{ borderInlineStart: `3px solid var(--mantine-color-${bad ? "orange" : "teal"}-6)` }}>
      <Group justify="space-between" gap="xs" wrap="nowrap" align="start">
        <div>
          <Text size="sm">
            <Text component={Link} to={`/pools/${pool}`} fw={600} c="inherit" className="foreign">
              {name}
            </Text>{" "}
            {text}.
          </Text>
          <Text size="xs" c="dimmed">
            {dateText(timeMs)}
          </Text>
        </div>
        {!read && (
          <Badge size="sm" style={{ flexShrink: 0 }}>
            New
          </Badge>
        )}
      </Group>
    </Panel>
  );
}
