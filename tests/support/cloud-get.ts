import type { Sandbox } from '../../sandbox/start.ts';

export type CloudOrder = {
  readonly id: number;
  readonly total_price: number;
  readonly updated_at: string;
  readonly financial_status: string;
  readonly cancelled_status: string;
  readonly tags: string;
  readonly note_attributes: readonly { readonly name: string; readonly value: string }[];
  readonly transactions: readonly {
    readonly kind: string;
    readonly amount: number;
    readonly gateway: string;
  }[];
  readonly line_items: readonly {
    readonly variant_id: number | null;
    readonly title: string;
    readonly quantity: number;
    readonly price: number;
    readonly total_discount: number;
    readonly properties: readonly { readonly name: string; readonly value: string }[] | null;
  }[];
  readonly customer: { readonly id: number; readonly email: string | null };
  readonly fulfillment_status: string;
  readonly location_id: number;
  readonly user_id: number | null;
  readonly source_name: string;
};

/** What the cloud itself says, asked over HTTP and past every fault. */
export async function cloudGet<T>(sandbox: Sandbox, path: string): Promise<T> {
  const response = await fetch(`${sandbox.url}${path}`, {
    headers: { Authorization: `Bearer ${sandbox.token}` },
  });
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return (await response.json()) as T;
}

export async function cloudOrders(sandbox: Sandbox): Promise<readonly CloudOrder[]> {
  const orders: CloudOrder[] = [];
  for (let page = 1; ; page += 1) {
    const answer = await cloudGet<{ orders: CloudOrder[] }>(
      sandbox,
      `/com/orders.json?status=any&page=${page}`,
    );
    orders.push(...answer.orders);
    if (answer.orders.length < 50) return orders;
  }
}
