/** Kinds of writes whose answers can be lost one by one, by the path below /com/. */
const writeKinds = {
  orders: /^POST orders$/,
  cancels: /^POST orders\/:id\/cancel$/,
  transactions: /^POST orders\/:id\/transactions$/,
  refunds: /^POST orders\/:id\/refunds$/,
  fulfillments: /^(POST|PUT) orders\/:id\/fulfillments/,
  tags: /^(POST|DELETE) [a-z]+\/:id\/tags$/,
  customers: /^(POST|PUT|DELETE) customers(\/:id)?$/,
  addresses: /^(POST|PUT|DELETE) customers\/:id\/addresses/,
  products: /^(POST|PUT|DELETE) (products|variants)(\/:id(\/variants.*)?)?$/,
  inventories: /^POST inventories\//,
  discounts: /^(POST|PUT|DELETE) (discounts|promotions)/,
  metafields: /^(POST|PUT|DELETE) ([a-z]+\/:id\/)?metafields/,
  writes: /^(POST|PUT|DELETE) /,
} as const;

export type WriteKind = keyof typeof writeKinds;

export const writeKindNames = Object.keys(writeKinds) as [WriteKind, ...WriteKind[]];

/** `call` is named as by `callName`. */
export function isOfKind(kind: WriteKind, call: string): boolean {
  return writeKinds[kind].test(call);
}

/** A call's name without its ids: `POST orders/:id/transactions`. */
export function callName(method: string, route: string | undefined): string {
  const path = route?.replace(/^\/com\//, '').replace(/\.json$/, '') ?? '?';
  return `${method} ${path.replaceAll(/:[a-zA-Z]+/g, ':id')}`;
}
