/** How many times as much one weight is as another, cut to two digits: `1.41 ×`. */
export function timesText(weight: bigint, base: bigint): string {
  if (base === 0n) return "–";
  const hundredths = (weight * 100n) / base;
  const tail = String(hundredths % 100n)
    .padStart(2, "0")
    .replace(/0+$/, "");
  return `${hundredths / 100n}${tail === "" ? "" : `.${tail}`} ×`;
}
