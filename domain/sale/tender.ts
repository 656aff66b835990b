/** How customers pay at this till. Points, debt and wallets join this table when they exist. */
export const tenderKinds = ['cash', 'transfer', 'card'] as const;

export type TenderKind = (typeof tenderKinds)[number];

type TenderRule = {
  /** May hand over more than is owed and get change. */
  readonly givesChange: boolean;
  /** Opens the drawer. */
  readonly usesDrawer: boolean;
  /** Name of the payment on the cloud order. */
  readonly gateway: string;
};

export const tenderRules: { readonly [K in TenderKind]: TenderRule } = {
  cash: { givesChange: true, usesDrawer: true, gateway: 'Tiền mặt' },
  transfer: { givesChange: false, usesDrawer: false, gateway: 'Chuyển khoản' },
  card: { givesChange: false, usesDrawer: false, gateway: 'Quẹt thẻ' },
};
