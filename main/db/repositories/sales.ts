import type { Sale, StockMove } from '../../../domain/sale/sale.ts';
import type { TenderKind } from '../../../domain/sale/tender.ts';
import type { OutboxState } from '../../../domain/sync/outbox.ts';
import type { Reader, Writer } from '../store.ts';

export type SaleRecord = {
  readonly id: string;
  readonly number: string;
  readonly cart_id: string;
  readonly business_day: string;
  readonly sequence: number;
  readonly shift_id: string | null;
  readonly staff_id: string;
  readonly staff_name: string;
  readonly customer_id: string | null;
  readonly customer_name: string | null;
  readonly customer_phone: string | null;
  readonly subtotal: number;
  readonly line_discounts: number;
  readonly order_discount: number;
  readonly total: number;
  readonly rounding: number;
  readonly payable: number;
  readonly vat_total: number;
  readonly tendered: number;
  readonly change: number;
  readonly note: string;
  readonly completed_at: number;
  readonly sync_state: OutboxState;
  readonly copies: number;
};

export type SaleLineRecord = {
  readonly id: string;
  readonly position: number;
  readonly product_id: number;
  readonly variant_id: number;
  readonly unit_id: number;
  readonly sku: string;
  readonly code: string;
  readonly name: string;
  readonly variant_name: string;
  readonly unit_name: string;
  readonly unit_price: number;
  readonly quantity: number;
  readonly weighed: 0 | 1;
  readonly tracks_stock: 0 | 1;
  readonly stock_per_unit: number;
  readonly gross: number;
  readonly line_discount: number;
  readonly net: number;
  readonly order_discount: number;
  readonly final: number;
  readonly vat_rate_bp: number | null;
  readonly vat_net: number;
  readonly vat: number;
  readonly note: string;
};

export type PaymentRecord = {
  readonly position: number;
  readonly kind: TenderKind;
  readonly tendered: number;
  readonly change: number;
  readonly amount: number;
  readonly reference: string;
};

const selected = `
  SELECT s.*, f.name AS staff_name, o.state AS sync_state,
    (SELECT count(*) FROM print_job p WHERE p.subject_id = s.id AND p.kind = 'copy') AS copies
  FROM sale s JOIN staff f ON f.id = s.staff_id JOIN outbox o ON o.document_id = s.id`;

export function insertSale(writer: Writer, sale: Sale): void {
  const { totals, settlement } = sale;
  writer.run(
    `INSERT INTO sale (id, number, cart_id, business_day, sequence, shift_id, staff_id, customer_id, customer_name, customer_phone,
       subtotal, line_discounts, order_discount, total, rounding, payable, vat_total, tendered, change, note, completed_at)
     VALUES ($id, $number, $cartId, $businessDay, $sequence, $shiftId, $staffId, $customerId, $customerName, $customerPhone,
       $subtotal, $lineDiscounts, $orderDiscount, $total, $rounding, $payable, $vatTotal, $tendered, $change, $note, $completedAt)`,
    {
      id: sale.id,
      number: sale.number,
      cartId: sale.cartId,
      businessDay: sale.businessDay,
      sequence: sale.sequence,
      shiftId: sale.shiftId,
      staffId: sale.staffId,
      customerId: sale.customer?.id ?? null,
      customerName: sale.customer?.name ?? null,
      customerPhone: sale.customer?.phone ?? null,
      subtotal: totals.subtotal,
      lineDiscounts: totals.lineDiscounts,
      orderDiscount: totals.orderDiscount,
      total: totals.total,
      rounding: settlement.rounding,
      payable: settlement.payable,
      vatTotal: totals.vatTotal,
      tendered: settlement.tendered,
      change: settlement.change,
      note: sale.note,
      completedAt: sale.completedAt,
    },
  );
  for (const [position, line] of sale.lines.entries()) insertLine(writer, sale.id, line, position);
  settlement.payments.forEach((payment, position) => {
    writer.run(
      'INSERT INTO payment (sale_id, position, kind, tendered, change, amount, reference) VALUES (?, ?, ?, ?, ?, ?, ?)',
      [sale.id, position, payment.kind, payment.tendered, payment.change, payment.amount, payment.reference],
    );
  });
}

function insertLine(writer: Writer, saleId: string, line: Sale['lines'][number], position: number): void {
  const { goods, priced } = line;
  writer.run(
    `INSERT INTO sale_line (id, sale_id, position, product_id, variant_id, unit_id, sku, code, name, variant_name, unit_name,
       unit_price, quantity, weighed, tracks_stock, stock_per_unit, discount_json, gross, line_discount, net, order_discount,
       final, vat_rate_bp, vat_net, vat, note)
     VALUES ($id, $saleId, $position, $productId, $variantId, $unitId, $sku, $code, $name, $variantName, $unitName,
       $unitPrice, $quantity, $weighed, $tracksStock, $stockPerUnit, $discount, $gross, $lineDiscount, $net, $orderDiscount,
       $final, $vatRate, $vatNet, $vat, $note)`,
    {
      id: line.id,
      saleId,
      position,
      productId: goods.productId,
      variantId: goods.variantId,
      unitId: goods.unitId ?? 0,
      sku: goods.sku,
      code: goods.code,
      name: goods.name,
      variantName: goods.variantName,
      unitName: goods.unitName,
      unitPrice: goods.unitPrice,
      quantity: line.quantity,
      weighed: goods.weighed ? 1 : 0,
      tracksStock: goods.tracksStock ? 1 : 0,
      stockPerUnit: goods.stockPerUnit,
      discount: line.discount === null ? null : JSON.stringify(line.discount),
      gross: priced.gross,
      lineDiscount: priced.lineDiscount,
      net: priced.net,
      orderDiscount: priced.orderDiscount,
      final: priced.final,
      vatRate: priced.vat.rate,
      vatNet: priced.vat.net,
      vat: priced.vat.vat,
      note: line.note,
    },
  );
}

export function insertStockMoves(
  writer: Writer,
  documentId: string,
  moves: readonly StockMove[],
  at: number,
): void {
  for (const move of moves) {
    writer.run(
      'INSERT INTO stock_move (document_id, line_id, variant_id, quantity, moved_at, counted_at) VALUES (?, ?, ?, ?, ?, NULL)',
      [documentId, move.lineId, move.variantId, move.quantity, at],
    );
  }
}

export function saleById(reader: Reader, id: string): SaleRecord | undefined {
  return reader.get<SaleRecord>(`${selected} WHERE s.id = ?`, [id]);
}

export function saleByCart(reader: Reader, cartId: string): SaleRecord | undefined {
  return reader.get<SaleRecord>(`${selected} WHERE s.cart_id = ?`, [cartId]);
}

export function linesOfSale(reader: Reader, saleId: string): readonly SaleLineRecord[] {
  return reader.all<SaleLineRecord>('SELECT * FROM sale_line WHERE sale_id = ? ORDER BY position', [saleId]);
}

/** Variants of a sale whose stock is counted. */
export function trackedVariantsOfSale(reader: Reader, saleId: string): readonly number[] {
  return reader
    .all<{ variant_id: number }>(
      'SELECT DISTINCT variant_id FROM sale_line WHERE sale_id = ? AND tracks_stock = 1 ORDER BY variant_id',
      [saleId],
    )
    .map((row) => row.variant_id);
}

export function paymentsOfSale(reader: Reader, saleId: string): readonly PaymentRecord[] {
  return reader.all<PaymentRecord>('SELECT * FROM payment WHERE sale_id = ? ORDER BY position', [saleId]);
}

/** Newest first; `text` matches any part of a receipt number. */
export function listSales(
  reader: Reader,
  query: { readonly text: string; readonly limit: number; readonly offset: number },
): { readonly rows: readonly SaleRecord[]; readonly total: number } {
  const pattern = `%${query.text.replace(/[\\%_]/g, '\\$&')}%`;
  const where = query.text === '' ? '' : "WHERE s.number LIKE $pattern ESCAPE '\\'";
  const params = query.text === '' ? {} : { pattern };
  return {
    rows: reader.all<SaleRecord>(
      `${selected} ${where} ORDER BY s.completed_at DESC, s.rowid DESC LIMIT $limit OFFSET $offset`,
      {
        ...params,
        limit: query.limit,
        offset: query.offset,
      },
    ),
    total: reader.get<{ n: number }>(`SELECT count(*) AS n FROM sale s ${where}`, params)?.n ?? 0,
  };
}
