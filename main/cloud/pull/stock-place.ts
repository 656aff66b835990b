/**
 * How far a round through the stock of a branch has got: by `row` as the service lists them, then by name through the `rest` that no row
 * told of; or by name through every `variant`, where there is no such list.
 */
export type StockPlace = { readonly by: 'row' | 'rest' | 'variant'; readonly after: number };

/** Rounds begin with rows. A bare number is a variant, as earlier versions wrote it. */
export function stockPlaceOf(watermark: string | null): StockPlace {
  const [, by, after] = /^(?:(row|rest|variant):)?(\d+)$/.exec(watermark ?? 'row:0') ?? [];
  return { by: by === 'row' || by === 'rest' ? by : 'variant', after: Number(after ?? 0) };
}

export function writtenPlace({ by, after }: StockPlace): string {
  return `${by}:${after}`;
}
