import { LineChart } from "@mantine/charts";
import { Text } from "@mantine/core";

import { dateText, dayText } from "../words/time.js";

/** A figure at a moment. What is drawn are pixels: only here does an amount become a number. */
export interface Moment {
  readonly timeMs: number;
  readonly value: bigint;
}

interface Props {
  /** What is drawn, for whoever cannot see it. */
  readonly label: string;
  readonly name: string;
  readonly moments: readonly Moment[];
  /** How a value reads, with its unit. */
  readonly text: (value: bigint) => string;
  /** How it reads at the axis. */
  readonly axis: (value: bigint) => string;
  /** Whether a value holds until the next one. */
  readonly steps?: boolean;
}

/** A figure over time. */
export function TimeChart({ label, name, moments, text, axis, steps = false }: Props) {
  if (moments.length < 2) {
    return (
      <Text size="sm" c="dimmed" py="lg">
        Too little has happened for a chart.
      </Text>
    );
  }
  const data = moments.map(({ timeMs, value }) => ({ timeMs, shown: Number(value), exact: text(value) }));
  const span = (moments.at(-1)?.timeMs ?? 0) - (moments[0]?.timeMs ?? 0);
  const tick = (timeMs: number): string => (span > 172_800_000 ? dayText(timeMs) : dateText(timeMs));
  return (
    <figure style={{ margin: 0 }} role="img" aria-label={`${label}: from ${data[0]?.exact} to ${data.at(-1)?.exact}`}>
      <LineChart
        h={180}
        data={data}
        dataKey="timeMs"
        series={[{ name: "shown", label: name, color: "river.6" }]}
        curveType={steps ? "stepAfter" : "linear"}
        withDots={false}
        gridAxis="y"
        strokeWidth={2}
        valueFormatter={(value) => text(BigInt(Math.round(value)))}
        xAxisProps={{
          type: "number",
          domain: ["dataMin", "dataMax"],
          ticks: [data[0]?.timeMs ?? 0, data.at(-1)?.timeMs ?? 0],
          tickFormatter: tick,
          interval: 0,
          padding: { left: 0, right: 0 },
          tick: <EdgeTick text={tick} last={data.at(-1)?.timeMs ?? 0} />,
        }}
        yAxisProps={{ width: 52, domain: [0, "auto"], tickFormatter: (value: number) => axis(BigInt(Math.round(value))) }}
        tooltipProps={{ labelFormatter: (value) => (typeof value === "number" ? dateText(value) : value) }}
      />
    </figure>
  );
}

interface EdgeTickProps {
  readonly text: (timeMs: number) => string;
  readonly last: number;
  /** Given by the chart. */
  readonly x?: number;
  readonly y?: number;
  readonly payload?: { readonly value: number };
}

/** The first and the last moment, written inside the edges of the chart. */
function EdgeTick({ text, last, x = 0, y = 0, payload }: EdgeTickProps) {
  const value = payload?.value ?? 0;
  return (
    <text x={x} y={y + 14} textAnchor={value === last ? "end" : "start"} fill="var(--mantine-color-dimmed)" fontSize={11}>
      {text(value)}
    </text>
  );
}
