/** A shipment of an order. One that needs no carrier is delivered at once. */
export function newFulfillment(
  orderId: number,
  index: number,
  locationId: number,
  locationName: string | null,
  at: string,
) {
  return {
    id: orderId * 10 + index,
    order_id: orderId,
    status: 'success',
    location_id: locationId,
    location_name: locationName,
    tracking_company: null,
    tracking_company_code: 'external',
    tracking_number: null,
    tracking_numbers: [],
    tracking_url: null,
    tracking_urls: [],
    cod_amount: 0,
    carrier_status_code: 'delivered',
    carrier_status_name: 'Đã giao hàng',
    carrier_cod_status_code: 'none',
    carrier_cod_status_name: 'Không',
    note: null,
    notify_customer: false,
    delivered_date: at,
    cancel_date: null,
    created_at: at,
    updated_at: at,
  };
}
