import { Anchor, Badge, Group, List, Stack, Text } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";

import type { CheckedFile } from "../../data/metadata.js";
import { useProxies, useProxyAnswers } from "../../data/metadata.js";
import { FILE_STATUSES } from "../../data/fileStatus.js";
import type { Described, MetadataFile, ProxyRow } from "../../data/metadataRules.js";
import type { Pool } from "../../data/poolRegistry.js";
import { Panel } from "../../parts/Panel.js";

interface Props {
  readonly pool: Pool;
  readonly described: Described | undefined;
  readonly checked: UseQueryResult<CheckedFile | null>;
}

/** What the operator says of its pool, marked as foreign, with what vouches for it. */
export function Description({ pool, described, checked }: Props) {
  const [proxies] = useProxies();
  const answers = useProxyAnswers();
  const file = checked.data?.file;
  return (
    <Panel>
      <Stack gap="sm">
        <Group justify="space-between">
          <Text fw={600}>In the operator’s own words</Text>
          {file !== undefined && <Badge color="teal">Checked against the chain</Badge>}
        </Group>
        {file === undefined ? (
          <Text size="sm" c="dimmed">
            {absence(proxies.length, pool, checked.data)}
          </Text>
        ) : (
          <>
            <Text className="foreign">{file.description}</Text>
            <Group gap={6}>
              {file.tags.map((tag) => (
                <Badge key={tag} variant="default" fw={500}>
                  {tag}
                </Badge>
              ))}
            </Group>
            <Text size="sm" className="foreign">
              Names a site, which nobody has checked:{" "}
              <Anchor underline="always" href={file.url} target="_blank" rel="noopener noreferrer nofollow">
                {file.url}
              </Anchor>
            </Text>
          </>
        )}
        {described?.disagree === true && (
          <Text size="sm" c="var(--warn)">
            The proxies say different things of the same file. What is shown is the file itself, whose hash is on the chain.
          </Text>
        )}
        <List size="xs" c="dimmed" spacing={2}>
          {proxies.map((proxy) => (
            <List.Item key={proxy}>
              {new URL(proxy).host}:{" "}
              {saying(
                described?.rows.find((row) => row.proxy === proxy),
                pool,
                answers.find((answer) => answer.proxy === proxy)?.problem,
                file,
              )}
            </List.Item>
          ))}
        </List>
      </Stack>
    </Panel>
  );
}

function absence(proxies: number, pool: Pool, checked: CheckedFile | null | undefined): string {
  if (pool.metadata_url === "") return "The operator has published no description.";
  if (proxies === 0)
    return "No metadata proxy is set, so descriptions cannot be read. The figures come from the chain and are complete.";
  if (checked === undefined) return "Reading the description …";
  if (checked === null)
    return "No proxy has the description that the chain names. The figures come from the chain and are complete.";
  return "The description breaks the rules and is not shown. The figures come from the chain and are complete.";
}

/** What a proxy says of a pool, and whether the file itself, as far as there is one that was checked, says the same. */
function saying(row: ProxyRow | undefined, pool: Pool, problem: string | undefined, file: MetadataFile | undefined): string {
  if (problem !== undefined) return `does not answer (${problem})`;
  if (row === undefined) return "does not know this pool";
  if (row.hash !== pool.metadata_hash) return "knows an older description";
  const { says } = FILE_STATUSES[row.status];
  const reason = row.reason === undefined ? "" : `: ${row.reason}`;
  if (row.texts === undefined) return `${says}${reason}`;
  const kept = row.status === "ok" ? "calls it" : "kept it from before and calls it";
  const lies = file !== undefined && file.name !== row.texts.name;
  return `${says}${reason}; ${kept} “${row.texts.name}”${lies ? ", which the file does not" : ""}`;
}
