import { LineChart } from "@mantine/charts";

/** A point of a curve. What is drawn are pixels: only here does an amount become a number. */
export interface Point {
  readonly x: bigint;
  readonly y: bigint;
}

interface Props {
  /** What is drawn, for whoever cannot see it. */
  readonly label: string;
  readonly name: string;
  readonly points: readonly Point[];
  readonly text: (value: bigint) => string;
  /** A place on the curve, with its name. */
  readonly mark?: { readonly x: bigint; readonly name: string } | undefined;
}

/** A curve of amounts over amounts. */
export function CurveChart({ label, name, points, text, mark }: Props) {
  const data = points.map(({ x, y }) => ({ x: Number(x), shown: Number(y) }));
  // The name of the mark stays inside the chart.
  const side = mark !== undefined && mark.x * 2n > (points.at(-1)?.x ?? 0n) ? "insideTopRight" : "insideTopLeft";
  const read = (value: number): string => text(BigInt(Math.round(value)));
  return (
    <figure style={{ margin: 0 }} role="img" aria-label={label}>
      <LineChart
        h={260}
        data={data}
        dataKey="x"
        series={[{ name: "shown", label: name, color: "river.6" }]}
        curveType="monotone"
        withDots={false}
        gridAxis="xy"
        strokeWidth={2}
        valueFormatter={read}
        xAxisProps={{ type: "number", domain: [0, "dataMax"], tickFormatter: read }}
        yAxisProps={{ width: 72, domain: [0, "auto"], tickFormatter: read }}
        tooltipProps={{ labelFormatter: (value) => (typeof value === "number" ? `A stake of ${read(value)}` : value) }}
        referenceLines={
          mark === undefined ? [] : [{ x: Number(mark.x), label: mark.name, labelPosition: side, color: "orange.6" }]
        }
      />
    </figure>
  );
}
