/** How a shipment may end. */
export const outcomes = ['delivered', 'returned', 'cancelled'] as const;

export type Outcome = (typeof outcomes)[number];

type State = {
  readonly name: string;
  /** The field that tells when the shipment came to this state. */
  readonly date: string | null;
  readonly next: Readonly<Partial<Record<Outcome, string>>>;
};

/** Every state a carrier reports, and where it leads. What has no next has come to its end. */
export const carrierStates: Readonly<Record<string, State>> = {
  pending: {
    name: 'Chờ xử lý',
    date: null,
    next: { delivered: 'readytopick', returned: 'readytopick', cancelled: 'cancel' },
  },
  readytopick: {
    name: 'Chờ lấy hàng',
    date: 'ready_to_pick_date',
    next: { delivered: 'picking', returned: 'picking', cancelled: 'cancel' },
  },
  picking: {
    name: 'Đang đi lấy',
    date: 'picking_date',
    next: { delivered: 'delivering', returned: 'delivering', cancelled: 'cancel' },
  },
  delivering: {
    name: 'Đang giao hàng',
    date: 'delivering_date',
    next: { delivered: 'delivered', returned: 'notmeetcustomer', cancelled: 'cancel' },
  },
  notmeetcustomer: {
    name: 'Không gặp khách',
    date: 'not_meet_customer_date',
    next: { delivered: 'delivering', returned: 'waitingforreturn', cancelled: 'cancel' },
  },
  waitingforreturn: {
    name: 'Chờ chuyển hoàn',
    date: 'waiting_for_return_date',
    next: { delivered: 'return', returned: 'return', cancelled: 'return' },
  },
  delivered: { name: 'Đã giao hàng', date: 'delivered_date', next: {} },
  return: { name: 'Chuyển hoàn', date: 'return_date', next: {} },
  cancel: { name: 'Hủy giao hàng', date: 'cancel_date', next: {} },
};

/** Money a carrier collects: still with the customer, with the carrier, with the shop, or never collected. */
export const codStates: Readonly<
  Record<string, { readonly name: string; readonly date: string | null; readonly next: string | null }>
> = {
  none: { name: 'Không', date: null, next: null },
  codpending: { name: 'Chưa nhận', date: 'cod_pending_date', next: 'codpaid' },
  codpaid: { name: 'Đã thu', date: 'cod_paid_date', next: 'codreceipt' },
  codreceipt: { name: 'Đã nhận', date: 'cod_receipt_date', next: null },
  codnotreceipt: { name: 'Không nhận được', date: 'cod_not_receipt_date', next: null },
};

type Shipment = { readonly carrier_status_code: string; readonly carrier_cod_status_code: string };

export type Move = { readonly carrier: string } | { readonly cod: string };

/** The goods travel first; once they are delivered, the money does. Undefined when all is done. */
export function nextMove(shipment: Shipment, outcome: Outcome): Move | undefined {
  const carrier = carrierStates[shipment.carrier_status_code]?.next[outcome];
  if (carrier !== undefined) return { carrier };
  const cod = codStates[shipment.carrier_cod_status_code]?.next;
  return shipment.carrier_status_code === 'delivered' && cod != null ? { cod } : undefined;
}
