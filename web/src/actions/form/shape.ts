/** What a field of a message takes; generated from the schemas. */
export type Shape =
  | { readonly kind: LeafKind }
  | { readonly kind: "choice"; readonly options: readonly string[] }
  | { readonly kind: "list"; readonly of: Shape }
  | { readonly kind: "object"; readonly fields: readonly Field[] }
  | { readonly kind: "variants"; readonly options: readonly Variant[] };

/** A kind that one input takes. */
export type LeafKind =
  "amount" | "ppm" | "bps" | "address" | "integer" | "boolean" | "text" | "binary" | "duration" | "point" | "decimal";

/** A field of a message. One without a name is the whole message. */
export interface Field {
  readonly name: string;
  /** What the schema says of it. */
  readonly help: string;
  readonly required: boolean;
  readonly shape: Shape;
}

/** One of several forms of a value. */
export interface Variant {
  readonly name: string;
  readonly help: string;
  /** Without one the name alone is the value. */
  readonly shape?: Shape;
}
