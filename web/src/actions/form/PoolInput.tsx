import { Autocomplete } from "@mantine/core";
import { useMemo } from "react";

import { useDescriptions } from "../../data/metadata.js";
import { usePools } from "../../data/poolRegistry.js";
import { arrangePools } from "../../pages/pools/order.js";
import { shortAddress } from "../../words/addresses.js";
import { ppmText } from "../../words/rates.js";
import { labelOf } from "./labels.js";
import type { Field } from "./shape.js";

/** The fields that name a pool. */
export const POOL_FIELDS: ReadonlySet<string> = new Set(["pool", "from_pool", "to_pool"]);

/** Suggestions at a time. */
const MOST = 20;

/** A pool, chosen by its name or written as an address. */
export function PoolInput({
  field,
  text,
  onText,
}: {
  readonly field: Field;
  readonly text: string;
  readonly onText: (text: string) => void;
}) {
  const pools = usePools().data;
  const described = useDescriptions(pools);
  const known = useMemo(() => {
    const groups = arrangePools(pools ?? [], { text: "", maxFeePpm: undefined, room: undefined }, "score", described);
    const receiving = field.name === "to_pool";
    const shown = receiving
      ? [...groups.active, ...groups.new]
      : [...groups.active, ...groups.new, ...groups.broken, ...groups.retired];
    return new Map(
      shown.map(({ pool, commission_ppm: fee }) => [pool, { pool, name: described.get(pool)?.name, fee: ppmText(fee) }]),
    );
  }, [pools, described, field.name]);
  const chosen = known.get(text);
  return (
    <Autocomplete
      label={labelOf(field.name)}
      description={field.help}
      withAsterisk={field.required}
      placeholder="Choose or paste an address"
      data={[...known.keys()]}
      limit={MOST}
      value={text}
      onChange={onText}
      renderOption={({ option }) => <Suggested value={option.value} pool={known.get(option.value)} />}
      filter={({ options, search }) =>
        options.filter(
          (option) =>
            "value" in option &&
            `${option.value} ${known.get(option.value)?.name ?? ""}`.toLowerCase().includes(search.toLowerCase()),
        )
      }
      inputWrapperOrder={["label", "description", "input", "error"]}
      styles={{ input: { textOverflow: "ellipsis" } }}
      comboboxProps={{ withinPortal: true }}
      {...(chosen !== undefined && { description: <Suggested value={text} pool={chosen} /> })}
    />
  );
}

/** A pool as it is suggested: by its name, which it gives itself, and its address, which nobody else has. */
function Suggested({
  value,
  pool,
}: {
  readonly value: string;
  readonly pool: { readonly pool: string; readonly name: string | undefined; readonly fee: string } | undefined;
}) {
  if (pool === undefined) return value;
  return (
    <span>
      {pool.name !== undefined && (
        <>
          <bdi>{pool.name}</bdi> ·{" "}
        </>
      )}
      {shortAddress(pool.pool)} · fee {pool.fee}
    </span>
  );
}
