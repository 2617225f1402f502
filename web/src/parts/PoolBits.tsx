import { Avatar, Badge, Group, Stack, Text } from "@mantine/core";
import { useInViewport } from "@mantine/hooks";
import { Link } from "react-router";

import { FILE_STATUSES } from "../data/fileStatus.js";
import { useLogo } from "../data/metadata.js";
import type { Described } from "../data/metadataRules.js";
import type { Pool } from "../data/poolRegistry.js";
import { readable } from "../theme.js";
import { shortAddress } from "../words/addresses.js";
import { shortPpmText } from "../words/rates.js";
import { PERFORMANCE_CLASSES, performanceClass, POOL_STATES, type PerformanceClass } from "../words/states.js";

const STATE_COLOURS = { active: "teal", broken: "red", retired: "gray" } as const;
const CLASS_COLOURS: Readonly<Record<PerformanceClass, string>> = {
  excellent: "teal",
  good: "river",
  poor: "orange",
  unknown: "gray",
};

/** What a pool can do, in a word. */
export function StateBadge({ state }: { readonly state: Pool["state"] }) {
  return <Badge color={STATE_COLOURS[state]}>{POOL_STATES[state].name}</Badge>;
}

/** A performance with its class. */
export function Performance({ ppm }: { readonly ppm: number | null | undefined }) {
  const rank = performanceClass(ppm);
  return (
    <Group gap={6} wrap="nowrap" component="span" display="inline-flex">
      {ppm !== null && ppm !== undefined && (
        <Text span size="sm" className="figures">
          {shortPpmText(ppm)}
        </Text>
      )}
      <Badge size="sm" color={CLASS_COLOURS[rank]}>
        {PERFORMANCE_CLASSES[rank].name}
      </Badge>
    </Group>
  );
}

const MARK_COLOURS = ["river", "indigo", "grape", "orange", "green", "cyan", "pink", "gray"] as const;

/** The pool's logo, else a letter on a colour that stays its own. */
function PoolMark({
  pool,
  name,
  logo,
}: {
  readonly pool: string;
  readonly name: string | undefined;
  readonly logo: string | undefined;
}) {
  const { ref, inViewport } = useInViewport<HTMLDivElement>();
  const src = useLogo(inViewport ? logo : undefined);
  const color = MARK_COLOURS[[...pool].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % MARK_COLOURS.length] ?? "gray";
  return (
    <Avatar
      ref={ref}
      src={src}
      alt=""
      aria-hidden
      size={32}
      radius="sm"
      color={color}
      vars={() => ({ root: { "--avatar-color": readable(color) } })}
    >
      {(name ?? pool.slice(-4)).charAt(0).toUpperCase()}
    </Avatar>
  );
}

/** A pool's name as it calls itself, else its address; leads to its page. */
export function PoolName({ pool, described }: { readonly pool: string; readonly described: Described | undefined }) {
  const { name, logo, trouble, disagree = false } = described ?? {};
  const mark = disagree ? "proxies disagree on its name" : trouble === undefined ? undefined : FILE_STATUSES[trouble].mark;
  return (
    <Group gap="sm" wrap="nowrap">
      <PoolMark pool={pool} name={name} logo={logo} />
      <Stack gap={0} miw={0}>
        <Text
          component={Link}
          to={`/pools/${pool}`}
          size="sm"
          fw={600}
          c="inherit"
          truncate
          maw={220}
          ff={name === undefined ? "monospace" : undefined}
        >
          {name ?? shortAddress(pool)}
        </Text>
        {name !== undefined && (
          <Text size="xs" c="dimmed" ff="monospace" truncate>
            {shortAddress(pool)}
          </Text>
        )}
        {mark !== undefined && (
          <Text size="xs" c="var(--warn)">
            {mark}
          </Text>
        )}
      </Stack>
    </Group>
  );
}
