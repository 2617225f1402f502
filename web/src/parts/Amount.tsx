import { useUnit } from "../data/assets.js";
import { amountText, digitsText, shortDigits } from "../words/amounts.js";

interface Props {
  readonly base: bigint | string;
  /** Cut to what a table has room for; the whole figure is in the title. */
  readonly short?: boolean;
  /** Without the symbol, where the column says it. */
  readonly bare?: boolean;
  /** What the contract around it stakes or pays; the staking denom if omitted. */
  readonly of?: "stake" | "reward";
}

/** An amount of coins; `–` while nobody knows in what unit. */
export function Amount({ base, short = false, bare = false, of }: Props) {
  const unit = useUnit(of);
  const value = BigInt(base);
  // In the unit of something else it would be another amount.
  if (unit === undefined) return <span title="It is not known yet how these are shown.">–</span>;
  const { symbol, decimals } = unit;
  const digits = short ? shortDigits(value, decimals) : digitsText(value, decimals);
  return (
    <span
      className="figures"
      title={amountText(value, { symbol, decimals })}
      style={short ? { whiteSpace: "nowrap" } : undefined}
    >
      {digits}
      {!bare && ` ${symbol}`}
    </span>
  );
}
