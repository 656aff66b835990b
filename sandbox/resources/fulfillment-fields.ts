import { z } from 'zod';
import { carrierStates, codStates } from './carrier-states.ts';

const text = z.string().nullish();

/** What apps send when they hand an order out or write to its shipment. */
export const fulfillmentInput = z.looseObject({
  location_id: z.number().nullish(),
  tracking_number: text,
  tracking_company: text,
  tracking_url: text,
  note: text,
  notify_customer: z.boolean().nullish(),
  cod_amount: z.coerce.number().min(0).nullish(),
  total_weight: z.coerce.number().min(0).nullish(),
  carrier_status_code: text,
  line_items: z
    .array(z.looseObject({ id: z.number(), quantity: z.number().int().min(1).nullish() }))
    .min(1)
    .nullish(),
});

export type FulfillmentInput = z.output<typeof fulfillmentInput>;

const address = z
  .looseObject({
    first_name: text,
    last_name: text,
    phone: text,
    address1: text,
    province: text,
    province_code: text,
    district: text,
    district_code: text,
    ward: text,
    ward_code: text,
  })
  .catch({});

const weighed = z.looseObject({ grams: z.number().default(0) });

type NewFulfillment = {
  readonly id: number;
  readonly orderId: number;
  readonly locationId: number;
  readonly locationName: string | null;
  readonly lines: readonly { readonly line: { readonly id: number }; readonly quantity: number }[];
  readonly shippingAddress: unknown;
  /** What a carrier is told; null when the goods go over the counter. */
  readonly parcel: (FulfillmentInput & { readonly cod_amount: number }) | null;
  readonly at: string;
};

const dates = [
  'ready_to_pick_date',
  'picking_date',
  'delivering_date',
  'delivered_date',
  'return_date',
  'not_meet_customer_date',
  'waiting_for_return_date',
  'cancel_date',
  'cod_pending_date',
  'cod_receipt_date',
  'cod_paid_date',
  'cod_not_receipt_date',
] as const;

/** A shipment of an order. One that needs no carrier is delivered at once; any other waits to be picked up. */
export function newFulfillment(made: NewFulfillment) {
  const { parcel, at } = made;
  const to = address.parse(made.shippingAddress ?? {});
  const carrier = parcel === null ? 'delivered' : 'readytopick';
  const cod = parcel === null || parcel.cod_amount === 0 ? 'none' : 'codpending';
  const reached = [carrierStates[carrier]?.date, codStates[cod]?.date];
  const weight = made.lines.reduce(
    (sum, { line, quantity }) => sum + weighed.parse(line).grams * quantity,
    0,
  );
  const number = parcel?.tracking_number ?? null;
  const url = parcel?.tracking_url ?? null;
  return {
    id: made.id,
    order_id: made.orderId,
    status: 'success',
    location_id: made.locationId,
    location_name: made.locationName,
    tracking_company: parcel?.tracking_company ?? null,
    tracking_company_code: 'external',
    tracking_number: number,
    tracking_numbers: number === null ? [] : [number],
    tracking_url: url,
    tracking_urls: url === null ? [] : [url],
    cod_amount: parcel?.cod_amount ?? 0,
    carrier_status_code: carrier,
    carrier_status_name: carrierStates[carrier]?.name ?? null,
    carrier_cod_status_code: cod,
    carrier_cod_status_name: codStates[cod]?.name ?? null,
    note: parcel?.note ?? null,
    notify_customer: parcel?.notify_customer ?? false,
    first_name: to.first_name ?? null,
    last_name: to.last_name ?? null,
    shipping_phone: to.phone ?? null,
    shipping_address: to.address1 ?? null,
    province: to.province ?? null,
    province_code: to.province_code ?? null,
    district: to.district ?? null,
    district_code: to.district_code ?? null,
    ward: to.ward ?? null,
    ward_code: to.ward_code ?? null,
    carrier_service_package: null,
    carrier_service_package_name: null,
    real_shipping_fee: 0,
    total_weight: parcel?.total_weight ?? weight,
    package_length: 0,
    package_width: 0,
    package_height: 0,
    is_view_before: null,
    is_open_box: false,
    is_insurance: false,
    ...Object.fromEntries(dates.map((name) => [name, reached.includes(name) ? at : null])),
    line_items: made.lines.map(({ line, quantity }) => ({
      ...line,
      quantity,
      fulfillment_status: parcel === null ? 'Đã hoàn thành' : 'Chưa hoàn thành',
      variant_inventory_management: 'haravan',
    })),
    created_at: at,
    updated_at: at,
  };
}
